package org.clientele.duplicate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Two customers who may be the same person.
 *
 * @param score from 0 to 1: how sure the reasons together are
 * @param reasons the strongest first; at least one
 * @param customers the two, the one with the smaller id first
 */
public record Duplicate(double score, List<Reason> reasons, List<Person> customers) {
    public Duplicate {
        reasons = List.copyOf(reasons);
        customers = List.copyOf(customers);
    }

    /**
     * Why.
     *
     * @param kind {@code email}, {@code email-similar}, {@code phone}, {@code name-address} or {@code name-birth-date}
     * @param weight from 0 to 1: how sure this alone is
     */
    public record Reason(String kind, double weight) {}

    /**
     * One of the two, as far as the caller may see it: what is personal is empty without {@code customers.pii:read}.
     *
     * @param account whether it has an account; otherwise it is a guest
     * @param orders in the seller accounts of the caller
     */
    public record Person(
            UUID id,
            String reference,
            Optional<String> name,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> city,
            Optional<String> country,
            boolean account,
            long orders,
            Instant createdAt) {}

    /**
     * Somebody's word that two customers are not the same person.
     *
     * @param customers the two, the smaller id first
     * @param dismissedBy the name of who said so
     */
    public record Dismissal(UUID id, List<UUID> customers, Instant dismissedAt, String dismissedBy) {
        public Dismissal {
            customers = List.copyOf(customers);
        }
    }
}
