package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** What {@code etc/org.clientele.account.cfg} says, once for all who ask. */
@Component(service = AccountSettings.class, configurationPid = "org.clientele.account")
@Designate(ocd = AccountConfig.class)
public final class AccountSettings {
    private final AccountConfig config;
    private final TrustedProxies proxies;

    @Activate
    public AccountSettings(AccountConfig config) {
        this.config = config;
        this.proxies = TrustedProxies.of(config.trustedProxies());
        for (Purpose purpose : Purpose.values()) {
            URI.create(link(purpose, "token"));
        }
    }

    /** @return where the storefront takes the token of a mail */
    String link(Purpose purpose, String token) {
        String pattern =
                switch (purpose) {
                    case VERIFY -> config.verifyUrl();
                    case RESET -> config.resetUrl();
                    case EMAIL_CHANGE -> config.emailChangeUrl();
                };
        return pattern.replace("{publicUrl}", config.publicUrl().replaceAll("/+$", ""))
                .replace("{token}", token);
    }

    Duration verifying() {
        return Duration.ofHours(config.verifyHours());
    }

    Duration resetting() {
        return Duration.ofHours(config.resetHours());
    }

    Duration settingFirst() {
        return Duration.ofHours(config.setPasswordHours());
    }

    Duration changingEmail() {
        return Duration.ofHours(config.emailChangeHours());
    }

    Duration sessionIdle() {
        return Duration.ofMinutes(config.sessionIdleMinutes());
    }

    Duration sessionLife() {
        return Duration.ofHours(config.sessionHours());
    }

    int triesOfAccount() {
        return config.triesOfAccount();
    }

    int triesOfAddress() {
        return config.triesOfAddress();
    }

    int mailsOfAddress() {
        return config.mailsOfAddress();
    }

    /** The network address of whoever asks. */
    public String client(HttpServletRequest request) {
        List<String> forwarded = Collections.list(request.getHeaders("X-Forwarded-For"));
        return proxies.client(request.getRemoteAddr(), String.join(",", forwarded));
    }
}
