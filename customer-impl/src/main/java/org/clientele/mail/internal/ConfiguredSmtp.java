package org.clientele.mail.internal;

import jakarta.mail.internet.AddressException;
import java.util.Hashtable;
import java.util.Optional;
import org.clientele.mail.MailTransport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link SmtpTransport} while a host is configured. */
@Component(
        service = {},
        configurationPid = "org.clientele.smtp",
        immediate = true)
@Designate(ocd = SmtpConfig.class)
public final class ConfiguredSmtp {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSmtp.class);

    private final Optional<ServiceRegistration<MailTransport>> registration;

    @Activate
    public ConfiguredSmtp(BundleContext context, SmtpConfig config) {
        registration = transport(config)
                .map(transport -> context.registerService(MailTransport.class, transport, new Hashtable<>()));
    }

    private static Optional<MailTransport> transport(SmtpConfig config) {
        if (config.host().isBlank()) {
            LOG.info("No SMTP server is configured: mails are kept in the outbox");
            return Optional.empty();
        }
        try {
            SmtpTransport transport = new SmtpTransport(SmtpTransport.Server.of(config));
            LOG.info("Mails go out by {}", config.host());
            return Optional.of(transport);
        } catch (AddressException e) {
            LOG.error("CLIENTELE_SMTP_FROM is no address; mails are kept in the outbox");
            return Optional.empty();
        }
    }

    @Deactivate
    void deactivate() {
        registration.ifPresent(ServiceRegistration::unregister);
    }
}
