package org.clientele.staff.internal;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.clientele.access.internal.Tokens;
import org.clientele.mail.Mail;
import org.clientele.mail.Outbox;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mails to staff. Of the links in them only the latest opens anything, once. */
@Component(service = StaffMails.class)
public final class StaffMails {
    private final Transactions transactions;
    private final Outbox outbox;
    private final StaffSettings settings;

    @Activate
    public StaffMails(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Outbox outbox,
            @Reference StaffSettings settings) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.settings = settings;
    }

    void invitation(StaffUser user) {
        link("staff-invitation", user, settings.inviting());
    }

    void passwordReset(StaffUser user) {
        link("staff-password-reset", user, settings.resetting());
    }

    void passwordChanged(StaffUser user) {
        post("staff-password-changed", user, Map.of("name", user.name()));
    }

    private void link(String template, StaffUser user, Duration life) {
        String token = Tokens.random("clf_");
        Instant expiresAt = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into customer.staff_token (staff_id, token_hash, expires_at) values (?, ?, ?)
                    on conflict (staff_id) do update
                    set token_hash = excluded.token_hash, expires_at = excluded.expires_at""")) {
                upsert.setObject(1, user.id());
                upsert.setBytes(2, Tokens.hash(token));
                upsert.setObject(3, expiresAt.atOffset(ZoneOffset.UTC));
                return upsert.executeUpdate();
            }
        });
        post(
                template,
                user,
                Map.of("name", user.name(), "link", settings.link(token), "expiresAt", expiresAt.toString()));
    }

    private void post(String template, StaffUser user, Map<String, Object> values) {
        outbox.post(new Mail.Draft(template, Optional.empty(), user.email(), user.locale(), values));
    }
}
