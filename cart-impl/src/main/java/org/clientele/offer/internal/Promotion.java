package org.clientele.offer.internal;

import java.util.ArrayList;
import java.util.List;
import org.clientele.Money;
import org.clientele.cart.Cart;

/** What applies to a cart. Immutable. */
public final class Promotion {
    private final Taking taking;
    private final List<Cart.Hint> hints;
    private final List<Rule> vouchers;

    Promotion(Taking taking, List<Cart.Hint> hints, List<Rule> vouchers) {
        this.taking = taking;
        this.hints = List.copyOf(hints);
        this.vouchers = List.copyOf(vouchers);
    }

    /** What is taken off each line. */
    public long[] discounts() {
        return taking.discounts();
    }

    /** What is missing for others. */
    public List<Cart.Hint> hints() {
        return hints;
    }

    /**
     * What offers and coupons take off; an offer that takes nothing off is left out.
     *
     * @param shipping what it costs; free shipping takes off all of it
     */
    public List<Cart.Applied> applied(long shipping) {
        List<Cart.Applied> applied = new ArrayList<>();
        long left = shipping;
        for (Taking.Taken taken : taking.taken()) {
            long amount = taken.amount();
            if (taken.freeShipping()) {
                amount = Math.addExact(amount, left);
                left = 0;
            }
            Rule rule = taken.rule();
            if (amount > 0 || taken.freeShipping() || rule.kind() != Cart.Kind.OFFER) {
                applied.add(new Cart.Applied(rule.id(), rule.kind(), rule.name(), amount));
            }
        }
        return applied;
    }

    /** What vouchers pay of an amount. */
    public List<Cart.Applied> paid(long amount) {
        List<Cart.Applied> paid = new ArrayList<>();
        long left = amount;
        for (Rule voucher : vouchers) {
            long part = Math.min(left, voucher.balance().map(Money::amount).orElse(0L));
            left -= part;
            paid.add(new Cart.Applied(voucher.id(), Cart.Kind.VOUCHER, voucher.name(), part));
        }
        return paid;
    }
}
