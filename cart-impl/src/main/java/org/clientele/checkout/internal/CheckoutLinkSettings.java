package org.clientele.checkout.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** The settings of checkout links and of the sessions in carts. */
@Component(service = CheckoutLinkSettings.class, configurationPid = "org.clientele.checkoutlink")
@Designate(ocd = CheckoutLinkConfig.class)
public final class CheckoutLinkSettings {
    private static final String LINK = "{publicUrl}/checkout?token={token}";
    private static final String AGENT = "{publicUrl}/checkout#session={token}";

    private final CheckoutLinkConfig config;

    /** @throws IllegalArgumentException if an address is none */
    @Activate
    public CheckoutLinkSettings(CheckoutLinkConfig config) {
        this.config = config;
        URI.create(link("token"));
        URI.create(agentLink("token"));
    }

    /** @return where the storefront takes the token of a link */
    String link(String token) {
        return filled(config.url().isBlank() ? LINK : config.url(), token);
    }

    /** @return where the storefront takes the session of an agent */
    String agentLink(String token) {
        return filled(config.agentUrl().isBlank() ? AGENT : config.agentUrl(), token);
    }

    private String filled(String pattern, String token) {
        return pattern.strip()
                .replace("{publicUrl}", config.publicUrl().strip().replaceAll("/+$", ""))
                .replace("{token}", token);
    }

    Optional<String> shop() {
        return Optional.of(config.shop()).filter(name -> !name.isBlank());
    }

    Duration idle() {
        return Duration.ofMinutes(config.sessionIdleMinutes());
    }

    Duration life() {
        return Duration.ofHours(config.sessionHours());
    }

    Duration agentLife() {
        return Duration.ofMinutes(config.agentMinutes());
    }

    int retentionDays() {
        return config.retentionDays();
    }
}
