package org.clientele.itests.plugins.hostile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.Address;
import org.clientele.customer.AddressVerifier;
import org.clientele.customer.TimelineSource;
import org.clientele.mail.Mail;
import org.clientele.mail.MailTemplates;
import org.clientele.mail.MailTransport;
import org.osgi.service.component.annotations.Component;

/** Answers, or not. */
@Component(property = "service.ranking:Integer=1000")
public final class HostileSources implements TimelineSource, AddressVerifier, MailTemplates, MailTransport {
    @Override
    public List<Entry> entries(UUID customer, Instant before, int limit) {
        return Mood.act("timeline") ? null : List.of();
    }

    @Override
    public Verdict verify(Address.Content address) {
        return Mood.act("verifier") ? null : new Verdict(Result.VERIFIED, Optional.empty());
    }

    @Override
    public Optional<String> find(String name, String language) {
        return Mood.act("templates") ? null : Optional.empty();
    }

    @Override
    public void deliver(Mail mail) {
        Mood.act("transport");
    }
}
