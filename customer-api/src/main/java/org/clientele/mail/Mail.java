package org.clientele.mail;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A written mail, as it stands in the outbox.
 *
 * @param id UUIDv7 (RFC 9562), also in its {@code Message-ID}, so that a mail delivered twice can be told
 * @param customer whom it is about; mails to one customer go out in the order they were posted. While one cannot be
 *     delivered, those after it to the same address wait, those to another address do not
 * @param template what it was written from
 * @param locale BCP 47, of the wording that was used
 * @param to the address
 * @param html the same as {@code text} for clients that show it
 * @param attempts how often delivery was tried
 * @param failure what the last try said; empty once it is sent
 * @param sentAt when the transport took it; from then on the links that were values are blotted out of {@code text} and
 *     {@code html}, since they are credentials
 */
public record Mail(
        UUID id,
        Optional<UUID> customer,
        String template,
        String locale,
        String to,
        String subject,
        String text,
        Optional<String> html,
        State state,
        int attempts,
        Optional<String> failure,
        Instant createdAt,
        Optional<Instant> sentAt) {

    /** Where a mail stands. */
    public enum State {
        /** Waits for its turn, or for a transport. */
        KEPT,
        SENT,
        /** Given up after many tries; stays visible. */
        DEAD
    }

    /**
     * A mail to be written.
     *
     * @param template such as {@code verification}; see {@link MailTemplates}
     * @param customer whom it is about, if anybody
     * @param to an e-mail address
     * @param locale BCP 47; the nearest wording there is will be used
     * @param values what the template names, JSON-like values only. A text that is an {@code http(s)} address or starts with a
     *     slash is a link: with a slash, it is continued from the configured {@code publicUrl}. A text or
     *     {@link java.time.Instant} named {@code ...At} is a time, and written as people of the locale write it. Line breaks and control
     *     characters in texts become spaces. {@code shop} is configured, unless it is given here
     */
    public record Draft(
            String template, Optional<UUID> customer, String to, Optional<String> locale, Map<String, Object> values) {
        public Draft {
            values = Map.copyOf(values);
        }
    }
}
