package org.clientele.cart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of two carts that were made one. Each line that was in one of them is in exactly one list of {@link #buckets}.
 *
 * @param from the cart that was merged
 * @param into the cart that is left; the same as {@code from} if a guest's cart just became the customer's
 */
public record CartMerge(
        UUID id,
        UUID from,
        UUID into,
        Optional<UUID> customerId,
        Policy policy,
        Buckets buckets,
        Instant mergedAt,
        Optional<Instant> undoneAt) {

    /** What happens to the lines. Lines are equal if they have the same product on the same schedule. */
    public enum Policy {
        /** Equal lines add up, the others come to those that are there. */
        ADD,
        /** Of equal lines that of the cart stays which was changed later; the others come to those that are there. */
        KEEP_NEWER,
        /** The lines stay as they are in the cart that is left; the other's are dropped. */
        KEEP_CUSTOMER,
        /** The lines of the cart that is merged take the place of all there are. */
        REPLACE
    }

    /**
     * Where the lines went.
     *
     * @param kept stayed as they were, in the cart that is left
     * @param added came from the other cart
     * @param summed both of two equal ones, which are one now
     * @param replaced were in the cart that is left, until others took their place
     * @param dropped were in the other cart, and are in none now
     */
    public record Buckets(
            List<MergedLine> kept,
            List<MergedLine> added,
            List<MergedLine> summed,
            List<MergedLine> replaced,
            List<MergedLine> dropped) {
        public Buckets {
            kept = List.copyOf(kept);
            added = List.copyOf(added);
            summed = List.copyOf(summed);
            replaced = List.copyOf(replaced);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * A line as it was before.
     *
     * @param cart in which it was
     * @param line its id there
     * @param quantity in that cart
     * @param taken how much of it is in the cart that is left
     * @param reason why that is less: {@code limit}, the most of the product; {@code too-many-lines}; {@code currency}, it is not sold in that of
     *     the cart; {@code older}, the equal line was changed later; {@code policy}
     */
    public record MergedLine(
            UUID cart, UUID line, String sku, Schedule schedule, long quantity, long taken, Optional<String> reason) {}
}
