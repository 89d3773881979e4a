package org.clientele.notification;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller was told.
 *
 * @param id UUIDv7 (RFC 9562)
 * @param kind {@code <plugin>.<what>}, such as {@code watchlist.order}
 * @param title one line for people
 * @param customer whom it is about
 * @param data JSON values: ids and facts that a console makes links of
 * @param readAt empty while it is unread
 */
public record Notification(
        UUID id,
        String kind,
        String title,
        Optional<UUID> customer,
        Map<String, @Nullable Object> data,
        Instant at,
        Optional<Instant> readAt) {
    public Notification {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * What somebody is to be told.
     *
     * @param recipient the id of a {@link org.clientele.access.Caller}: a staff user or a key
     * @param kind see {@link Notification}
     * @param title one line of at most 200 characters, without personal data: it also goes into a mail
     * @param customer whom it is about, if anybody
     * @param scope what the recipient has to hold to be told of it, such as {@code orders:read}
     * @param sellerAccounts in one of which the scope has to be held; empty for those of the customer
     * @param data see {@link Notification}
     * @param key tells that it is the same again: with a key, a recipient is told once. At most 200 characters
     * @param template of the mail, if the recipient wants one; {@code notification} is the core's. Values: {@code name},
     *     {@code title}, {@code link}
     */
    public record Draft(
            String recipient,
            String kind,
            String title,
            Optional<UUID> customer,
            String scope,
            Set<String> sellerAccounts,
            Map<String, @Nullable Object> data,
            Optional<String> key,
            String template) {
        public Draft {
            sellerAccounts = Set.copyOf(sellerAccounts);
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }

        /** About nobody, for whoever it is. */
        public static Draft of(String recipient, String kind, String title) {
            return new Draft(
                    recipient,
                    kind,
                    title,
                    Optional.empty(),
                    "any-caller",
                    Set.of(),
                    Map.of(),
                    Optional.empty(),
                    "notification");
        }

        /** The same about a customer, for who may read customers in one of the customer's seller accounts. */
        public Draft about(UUID whom) {
            return new Draft(
                    recipient, kind, title, Optional.of(whom), "customers:read", sellerAccounts, data, key, template);
        }

        /** The same for who holds the scope in one of the seller accounts. */
        public Draft forWho(String holds, Set<String> in) {
            return new Draft(recipient, kind, title, customer, holds, in, data, key, template);
        }

        public Draft with(Map<String, @Nullable Object> facts) {
            return new Draft(recipient, kind, title, customer, scope, sellerAccounts, facts, key, template);
        }

        /** The same, told once. */
        public Draft once(String under) {
            return new Draft(
                    recipient, kind, title, customer, scope, sellerAccounts, data, Optional.of(under), template);
        }

        public Draft mailedAs(String name) {
            return new Draft(recipient, kind, title, customer, scope, sellerAccounts, data, key, name);
        }
    }

    /**
     * Which ones are wanted.
     *
     * @param kind a whole one, or {@code watchlist.*}
     * @param before older than this one
     * @param limit at least 1
     */
    public record Selection(Optional<String> kind, boolean unread, Optional<UUID> before, int limit) {}
}
