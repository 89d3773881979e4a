package org.clientele.offer.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.clientele.cart.Cart;

/**
 * Applies offers, coupons and vouchers to a sale. What comes of it depends on the sale and on the set of rules only, not on the order in
 * which they are given:
 *
 * <ol>
 *   <li>Those that stack apply one after the other, each to what the ones before it left: by priority, the higher one first, then
 *       offers before coupons, then by their ids or codes.
 *   <li>One that does not stack applies alone. Of all of these, and all that stack taken together, the one counts with which the
 *       customer pays least, shipping included; of equals, the one with the higher priority, and then in the order above. The others get
 *       the hint {@code not-combinable}.
 *   <li>None of them applies if the customer would pay more than without: what is taken off can cost the free shipping. All get the hint
 *       {@code no-saving} then.
 *   <li>A percentage is rounded half up, once for each line. A fixed amount is spread over its lines in proportion to what is left of
 *       them, by largest remainder, and is never more than that. A fixed price raises no price.
 *   <li>Vouchers pay at last, in the order of their codes.
 * </ol>
 */
final class OfferEngine {
    private OfferEngine() {}

    /** Everything that stacks, or one that does not, or nothing. */
    private record Alternative(List<Rule> rules, Taking taking) {
        static Alternative of(Sale sale, List<Rule> rules) {
            return new Alternative(rules, Taking.of(sale, rules));
        }

        boolean isNothing() {
            return rules.isEmpty();
        }

        Rule first() {
            return rules.get(0);
        }
    }

    /**
     * @param rules offers, and what the codes of the cart stand for
     * @param shipping what it costs if so much is taken off the lines
     */
    static Promotion apply(Sale sale, List<Rule> rules, ToLongFunction<long[]> shipping) {
        List<Rule> holding = new ArrayList<>();
        List<Rule> vouchers = new ArrayList<>();
        List<Cart.Hint> hints = new ArrayList<>();
        for (Rule rule : rules.stream().sorted(Rule.ORDER).toList()) {
            Optional<Judgement> judgement = Judgement.of(rule, sale);
            if (judgement.isPresent()) {
                judgement
                        .filter(reason -> rule.kind() != Cart.Kind.OFFER || reason.near())
                        .ifPresent(reason -> hints.add(reason.hint(rule, sale)));
            } else if (rule.balance().isPresent()) {
                vouchers.add(rule);
            } else {
                holding.add(rule);
            }
        }
        Alternative best = best(alternatives(sale, holding), shipping);
        Judgement outdone = Judgement.of(best.isNothing() ? "no-saving" : "not-combinable");
        holding.stream()
                .filter(rule -> !best.rules().contains(rule))
                .forEach(rule -> hints.add(outdone.hint(rule, sale)));
        vouchers.sort(Comparator.comparing(Rule::id));
        return new Promotion(best.taking(), hints, vouchers);
    }

    private static List<Alternative> alternatives(Sale sale, List<Rule> holding) {
        List<Alternative> alternatives = new ArrayList<>();
        alternatives.add(Alternative.of(sale, List.of()));
        List<Rule> stacking = holding.stream().filter(Rule::stacks).toList();
        if (!stacking.isEmpty()) {
            alternatives.add(Alternative.of(sale, stacking));
        }
        holding.stream()
                .filter(rule -> !rule.stacks())
                .forEach(alone -> alternatives.add(Alternative.of(sale, List.of(alone))));
        return alternatives;
    }

    private static Alternative best(List<Alternative> alternatives, ToLongFunction<long[]> shipping) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        return alternatives.stream()
                .map(one -> new Weighed(one, cost(one.taking(), shipping)))
                .min(Comparator.comparingLong(Weighed::cost)
                        .thenComparing(weighed -> weighed.alternative().isNothing())
                        .thenComparing(weighed -> weighed.alternative().first(), Rule.ORDER))
                .map(Weighed::alternative)
                .orElseThrow();
    }

    /** @param cost what the customer pays with it */
    private record Weighed(Alternative alternative, long cost) {}

    private static long cost(Taking taking, ToLongFunction<long[]> shipping) {
        return taking.freeShipping()
                ? taking.left()
                : Math.addExact(taking.left(), shipping.applyAsLong(taking.discounts()));
    }
}
