package org.clientele.loyalty.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of the ledger.
 *
 * @param points credited, or debited if below zero; never zero
 * @param balance of the account after it
 * @param actor the id of the caller
 */
public record Entry(
        UUID id,
        UUID customerId,
        Kind kind,
        long points,
        long balance,
        Optional<String> reason,
        Optional<UUID> orderId,
        String actor,
        Instant at) {
    /** Why points move. */
    public enum Kind {
        ORDER(true),
        ADJUSTMENT(true),
        REFERRAL(true),
        BIRTHDAY(true),
        REDEMPTION(false),
        EXPIRY(false),
        MERGE(true);

        private final boolean earns;

        Kind(boolean earns) {
            this.earns = earns;
        }

        /**
         * Whether such points count as earned. What takes points back that an order or a birthday gave makes less earned; what a
         * person takes away by an adjustment is spent.
         */
        boolean earns(long points) {
            return this == ADJUSTMENT ? points > 0 : earns;
        }
    }
}
