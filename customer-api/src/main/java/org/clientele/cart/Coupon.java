package org.clientele.cart;

import java.time.Instant;
import java.util.Optional;
import org.clientele.Money;

/**
 * What somebody gets who enters its code: something taken off, like an {@link Offer}, or a voucher, which pays.
 *
 * @param code as it was written; compared whatever the case
 * @param name what people read; the code if there is none
 * @param when all of it has to hold
 * @param then what is taken off; empty for a voucher
 * @param balance what is left of a voucher; empty for all others
 * @param uses how many orders it may be used for; empty for any number
 * @param usesPerCustomer how many orders of one customer. Whose order a guest's will be is not known before checkout, so guests are not
 *     counted
 * @param validUntil from when on it no longer holds
 * @param stacks whether it applies together with others
 * @param used how many orders it was used for
 * @param version grows with each change and each use
 */
public record Coupon(
        String code,
        Optional<String> name,
        Offer.Condition when,
        Optional<Offer.Effect> then,
        Optional<Money> balance,
        Optional<Long> uses,
        Optional<Long> usesPerCustomer,
        Optional<Instant> validUntil,
        boolean stacks,
        long used,
        Instant createdAt,
        long version) {

    /**
     * What makes one.
     *
     * @param name at most 200 characters
     * @param then or {@code balance}: exactly one of them
     * @param balance at least 0; a voucher has no {@code uses} and no {@code usesPerCustomer}, and stacks
     */
    public record Definition(
            Optional<String> name,
            Offer.Condition when,
            Optional<Offer.Effect> then,
            Optional<Money> balance,
            Optional<Long> uses,
            Optional<Long> usesPerCustomer,
            Optional<Instant> validUntil,
            boolean stacks) {}
}
