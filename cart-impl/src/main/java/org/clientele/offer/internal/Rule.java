package org.clientele.offer.internal;

import java.util.Comparator;
import java.util.Optional;
import org.clientele.Money;
import org.clientele.cart.Cart;
import org.clientele.cart.Offer;

/**
 * An offer, or what a code stands for, as the engine knows it.
 *
 * @param id of the offer, or the code
 * @param then empty for a voucher, and if the code is unknown
 * @param balance of a voucher
 * @param refusal why it does not apply whatever is in the cart: a word of {@link Cart.Hint#missing}
 */
record Rule(
        Cart.Kind kind,
        String id,
        String name,
        Offer.Condition when,
        Optional<Offer.Effect> then,
        Optional<Money> balance,
        boolean stacks,
        int priority,
        Optional<String> refusal) {
    /** In which order they apply. */
    static final Comparator<Rule> ORDER = Comparator.comparingInt(Rule::priority)
            .reversed()
            .thenComparing(Rule::kind)
            .thenComparing(Rule::id);

    static Rule of(Offer offer) {
        return new Rule(
                Cart.Kind.OFFER,
                offer.id().toString(),
                offer.name(),
                offer.when(),
                Optional.of(offer.then()),
                Optional.empty(),
                offer.stacks(),
                offer.priority(),
                Optional.empty());
    }

    /** A code that stands for nothing any more. */
    static Rule unknown(String code) {
        return new Rule(
                Cart.Kind.COUPON,
                code,
                code,
                Offer.Condition.NONE,
                Optional.empty(),
                Optional.empty(),
                true,
                0,
                Optional.of("unknown"));
    }
}
