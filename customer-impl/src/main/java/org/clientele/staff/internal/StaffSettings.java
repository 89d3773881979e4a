package org.clientele.staff.internal;

import java.net.URI;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** What {@code etc/org.clientele.staff.cfg} says, once for all who ask. */
@Component(service = StaffSettings.class, configurationPid = "org.clientele.staff")
@Designate(ocd = StaffConfig.class)
public final class StaffSettings {
    private final StaffConfig config;

    @Activate
    public StaffSettings(StaffConfig config) {
        this.config = config;
        URI.create(link("token"));
    }

    /** @return where the token of a mail is taken */
    String link(String token) {
        return config.passwordUrl()
                .replace("{publicUrl}", config.publicUrl().replaceAll("/+$", ""))
                .replace("{token}", token);
    }

    Duration inviting() {
        return Duration.ofHours(config.invitationHours());
    }

    Duration resetting() {
        return Duration.ofHours(config.resetHours());
    }

    Duration sessionIdle() {
        return Duration.ofMinutes(config.sessionIdleMinutes());
    }

    Duration sessionLife() {
        return Duration.ofHours(config.sessionHours());
    }
}
