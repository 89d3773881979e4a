package org.clientele.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and was committed.
 *
 * @param id unique; the same wherever and however often the event is told
 * @param type {@code <concept>.<past participle>}, such as {@code customer.registered}
 * @param at when it was published, to the microsecond
 * @param customerId whom it is about
 * @param sellerAccounts whose business it is; whoever sees only others does not hear of it
 * @param data JSON values: ids and facts, nothing personal
 */
public record Event(
        UUID id,
        String type,
        Instant at,
        Optional<UUID> customerId,
        List<String> sellerAccounts,
        Map<String, @Nullable Object> data) {
    public Event {
        sellerAccounts = List.copyOf(sellerAccounts);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * What is to be published.
     *
     * @param sellerAccounts empty for those that the customer belongs to at that moment
     */
    public record Draft(
            String type,
            Optional<UUID> customerId,
            Optional<Set<String>> sellerAccounts,
            Map<String, @Nullable Object> data) {
        public Draft {
            sellerAccounts = sellerAccounts.map(Set::copyOf);
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }

        /** About a customer, for all seller accounts of the customer. */
        public static Draft of(String type, UUID customer, Map<String, @Nullable Object> data) {
            return new Draft(type, Optional.of(customer), Optional.empty(), data);
        }

        /** The same, for these seller accounts only. */
        public Draft in(Set<String> accounts) {
            return new Draft(type, customerId, Optional.of(accounts), data);
        }
    }
}
