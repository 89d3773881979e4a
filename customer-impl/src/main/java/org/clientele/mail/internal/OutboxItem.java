package org.clientele.mail.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.mail.Mail;

/**
 * A mail as REST shows it.
 *
 * @param links the addresses in its text, to follow them without a mail server
 */
public record OutboxItem(
        UUID id,
        Optional<UUID> customerId,
        String template,
        String locale,
        String to,
        String subject,
        String text,
        Optional<String> html,
        Mail.State state,
        int attempts,
        Optional<String> failure,
        Instant createdAt,
        Optional<Instant> sentAt,
        List<String> links) {
    static OutboxItem of(Mail mail) {
        return new OutboxItem(
                mail.id(),
                mail.customer(),
                mail.template(),
                mail.locale(),
                mail.to(),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.state(),
                mail.attempts(),
                mail.failure(),
                mail.createdAt(),
                mail.sentAt(),
                MailText.links(mail.text()));
    }
}
