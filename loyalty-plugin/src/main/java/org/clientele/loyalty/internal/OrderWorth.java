package org.clientele.loyalty.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clientele.order.Order;

/**
 * How many points an order is worth as it stands. Goods count that were paid and not given back: the lines less the order's discount,
 * less what was refunded or what the returned pieces cost, whichever is more. Shipping, tax and fees earn nothing. Only completed orders do.
 */
final class OrderWorth {
    private OrderWorth() {}

    /** No order is worth more, whatever its figures say: an order that cannot be computed would hold up all that come behind it. */
    static final long MOST = 1_000_000_000L;

    /** @param factor of the customer's groups; the whole is rounded down */
    static long of(Order.Document order, List<Rule> rules, BigDecimal factor) {
        if (order.status() != Order.Status.COMPLETED) {
            return 0;
        }
        try {
            return Math.min(MOST, points(order, rules, factor));
        } catch (ArithmeticException beyondAllFigures) {
            return MOST;
        }
    }

    private static long points(Order.Document order, List<Rule> rules, BigDecimal factor) {
        Map<String, Long> returned = returned(order);
        long goods = order.lines().stream().mapToLong(OrderWorth::total).sum() - order.discount();
        long refunded = order.refunds().stream().mapToLong(Order.Refund::amount).sum();
        long cost = 0;
        long pieces = 0;
        Map<String, Long> open = new HashMap<>(returned);
        for (Order.Line line : order.lines()) {
            long back = Math.min(Math.max(0, line.quantity()), open.getOrDefault(line.sku(), 0L));
            open.merge(line.sku(), -back, Long::sum);
            if (back > 0) {
                cost += BigDecimal.valueOf(total(line))
                        .multiply(BigDecimal.valueOf(back))
                        .divide(BigDecimal.valueOf(line.quantity()), 0, RoundingMode.HALF_UP)
                        .longValueExact();
            }
            long kept = Math.max(0, line.quantity() - back);
            for (Rule rule : rules) {
                if (rule.kind() == Rule.Kind.PRODUCT && isIn(rule, order) && rule.isFor(line.sku(), line.category())) {
                    pieces = Math.addExact(
                            pieces, Math.multiplyExact(kept, rule.points().orElse(0L)));
                }
            }
        }
        long paid = Math.max(0, goods - Math.max(refunded, cost));
        long points = pieces;
        for (Rule rule : rules) {
            if (rule.kind() == Rule.Kind.AMOUNT && isIn(rule, order)) {
                points = Math.addExact(
                        points,
                        Math.multiplyExact(
                                paid / rule.per().orElse(100L), rule.points().orElse(0L)));
            }
        }
        return BigDecimal.valueOf(points)
                .multiply(factor)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** The best of the groups that the customer is in; 1 without one. */
    static BigDecimal factor(List<Rule> rules, java.util.Set<String> groups) {
        return rules.stream()
                .filter(rule -> rule.kind() == Rule.Kind.GROUP
                        && rule.group().map(groups::contains).orElse(false))
                .map(rule -> BigDecimal.valueOf(rule.factor().orElse(1.0)))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ONE)
                .setScale(Rule.FACTOR_DECIMALS, RoundingMode.HALF_UP);
    }

    private static boolean isIn(Rule rule, Order.Document order) {
        return rule.currency().map(order.currency()::equals).orElse(true);
    }

    private static Map<String, Long> returned(Order.Document order) {
        Map<String, Long> returned = new HashMap<>();
        order.returns().stream()
                .flatMap(one -> one.lines().stream())
                .forEach(line -> returned.merge(line.sku(), line.quantity(), Long::sum));
        return returned;
    }

    private static long total(Order.Line line) {
        return line.total()
                .orElseGet(() ->
                        Math.subtractExact(Math.multiplyExact(line.quantity(), line.unitPrice()), line.discount()));
    }
}
