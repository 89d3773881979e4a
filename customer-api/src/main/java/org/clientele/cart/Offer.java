package org.clientele.cart;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;

/**
 * What is taken off every cart that fulfils a condition.
 *
 * @param name what people read
 * @param when all of it has to hold
 * @param then what is taken off
 * @param stacks whether it applies together with others; otherwise alone, if that saves the customer more
 * @param priority the higher one applies first
 * @param version grows with each change
 */
public record Offer(
        UUID id,
        String name,
        Condition when,
        Effect then,
        boolean stacks,
        int priority,
        boolean active,
        Instant createdAt,
        long version) {

    /**
     * What makes an offer.
     *
     * @param name 1 to 200 characters
     * @param priority from -1,000,000 to 1,000,000
     */
    public record Definition(String name, Condition when, Effect then, boolean stacks, int priority, boolean active) {}

    /**
     * What a cart has to be like; what is absent always holds. Quantities and the subtotal are those of the lines before anything is
     * taken off.
     *
     * @param minQuantity so many pieces
     * @param minSubtotal so much to pay for them, in the currency of the cart
     * @param group the code of a group that the customer is in; one that is gone holds for nobody
     * @param segment a segment that the customer is in now; one that is gone or suspended holds for nobody
     * @param between when it holds
     */
    public record Condition(
            Optional<MinQuantity> minQuantity,
            Optional<Money> minSubtotal,
            Optional<String> group,
            Optional<UUID> segment,
            Optional<Between> between) {
        /** Always. */
        public static final Condition NONE =
                new Condition(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * So many pieces.
     *
     * @param skus of one of these, at most 500; empty for any
     * @param quantity of all of them together, at least 1
     */
    public record MinQuantity(List<String> skus, long quantity) {
        public MinQuantity {
            skus = skus == null ? List.of() : List.copyOf(skus);
        }
    }

    /**
     * A stretch of time.
     *
     * @param from from this moment on
     * @param to before this moment
     */
    public record Between(Optional<Instant> from, Optional<Instant> to) {}

    /**
     * What is taken off: exactly one of four things.
     *
     * @param percent of the price, 0 to 100 with at most two decimals; rounded half up once for each line
     * @param fixed spread over the lines in proportion to what is left of them, never more than that
     * @param fixedPrice what each piece costs, unless it costs less anyway
     * @param freeShipping whether shipping costs nothing
     * @param skus at most 500, whose lines it is about; empty for the whole cart
     */
    public record Effect(
            Optional<BigDecimal> percent,
            Optional<Money> fixed,
            Optional<Money> fixedPrice,
            boolean freeShipping,
            List<String> skus) {
        public Effect {
            skus = skus == null ? List.of() : List.copyOf(skus);
        }
    }
}
