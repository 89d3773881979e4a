package org.clientele.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.clientele.Problem;

/**
 * What one order earned. All amounts are minor units of its currency. Prices are net: an order's total is its lines + shipping +
 * tax + fees - discount, so tax is what the customer paid on top; a platform with prices that include the tax tells a
 * {@code total} of its own, and {@code adjustment} is the difference.
 *
 * <pre>
 * total    = revenue - discounts + shipping + fees + tax + adjustment     what the customer paid
 * netSales = total - tax - (refunds - refundedTax)                        what the shop keeps of it
 * margin   = netSales - costOfGoods
 * </pre>
 *
 * Tax is collected for somebody else and no revenue (IFRS 15, 47); a refund reduces revenue (IFRS 15, 51 and B21) and gives back its
 * share of the tax; the cost of goods is an expense when they are sold (IAS 2, 34). Goods that come back stay a cost: nobody tells
 * whether they can be sold again.
 *
 * <p>A cancelled order sold nothing: everything is 0. What came back ({@link Order.Status#RETURNED}) sold nothing either: its total
 * is a refund, without costs.
 *
 * @param revenue the lines before any discount
 * @param discounts of the lines and of the order
 * @param shipping what the customer paid for it
 * @param tax what the customer paid of it
 * @param fees what the customer paid of them, such as for gift wrap or the way of payment
 * @param adjustment what the platform's total is more than the sum of its parts
 * @param total what the customer paid
 * @param refunds what went back, with its tax
 * @param refundedTax the share of tax in it: refunds * tax / total, half up, at most either; 0 where the total is not positive
 * @param netSales what is left for the shop
 * @param costOfGoods the sum of the costs that are known
 * @param complete whether the cost of every line is known; otherwise the margin is at most this
 * @param marginPercent of the net sales, to two digits, half up; empty unless they are positive
 */
public record ProfitAndLoss(
        String currency,
        long revenue,
        long discounts,
        long shipping,
        long tax,
        long fees,
        long adjustment,
        long total,
        long refunds,
        long refundedTax,
        long netSales,
        long costOfGoods,
        long margin,
        Optional<Double> marginPercent,
        boolean complete,
        List<Line> lines) {

    /**
     * The part of one line, before what concerns the order as a whole.
     *
     * @param revenue before the discount
     * @param costOfGoods empty if it is not known
     * @param margin revenue - discount - costOfGoods; empty without a cost
     */
    public record Line(
            String sku,
            Optional<String> name,
            long quantity,
            long revenue,
            long discount,
            Optional<Long> costOfGoods,
            Optional<Long> margin) {}

    /**
     * Computes it.
     *
     * @param order with its totals, as {@link Orders} tells it
     * @throws Problem.Unprocessable {@code amounts-too-large} if a sum is beyond 64 bits
     */
    public static ProfitAndLoss of(Order.Document order) {
        try {
            return switch (order.status()) {
                case CANCELLED -> nothing(order, 0, 0);
                case RETURNED ->
                    nothing(
                            order,
                            Math.addExact(Math.abs(order.total().orElse(0L)), refunds(order)),
                            Math.abs(order.tax()));
                default -> sale(order);
            };
        } catch (ArithmeticException e) {
            throw new Problem.Unprocessable("amounts-too-large", "The amounts of this order cannot be added up.");
        }
    }

    private static ProfitAndLoss nothing(Order.Document order, long refunds, long refundedTax) {
        return of(order.currency(), 0, 0, 0, 0, 0, 0, refunds, Math.min(refundedTax, refunds), 0, true, List.of());
    }

    private static ProfitAndLoss sale(Order.Document order) {
        List<Line> lines = order.lines().stream().map(ProfitAndLoss::line).toList();
        long revenue = sum(lines.stream().mapToLong(Line::revenue));
        long discounts = Math.addExact(order.discount(), sum(lines.stream().mapToLong(Line::discount)));
        long parts =
                Math.addExact(Math.subtractExact(revenue, discounts), order.shipping() + order.tax() + order.fees());
        long total = order.total().orElse(parts);
        long refunds = refunds(order);
        return of(
                order.currency(),
                revenue,
                discounts,
                order.shipping(),
                order.tax(),
                order.fees(),
                Math.subtractExact(total, parts),
                refunds,
                share(refunds, order.tax(), total),
                sum(lines.stream().mapToLong(line -> line.costOfGoods().orElse(0L))),
                lines.stream().allMatch(line -> line.costOfGoods().isPresent()),
                lines);
    }

    private static ProfitAndLoss of(
            String currency,
            long revenue,
            long discounts,
            long shipping,
            long tax,
            long fees,
            long adjustment,
            long refunds,
            long refundedTax,
            long costOfGoods,
            boolean complete,
            List<Line> lines) {
        long total = sum(LongStream.of(revenue, -discounts, shipping, fees, tax, adjustment));
        long netSales = sum(LongStream.of(total, -tax, -refunds, refundedTax));
        long margin = Math.subtractExact(netSales, costOfGoods);
        return new ProfitAndLoss(
                currency,
                revenue,
                discounts,
                shipping,
                tax,
                fees,
                adjustment,
                total,
                refunds,
                refundedTax,
                netSales,
                costOfGoods,
                margin,
                percent(margin, netSales),
                complete,
                lines);
    }

    private static Line line(Order.Line line) {
        long net = line.total()
                .orElseGet(() ->
                        Math.subtractExact(Math.multiplyExact(line.quantity(), line.unitPrice()), line.discount()));
        return new Line(
                line.sku(),
                line.name(),
                line.quantity(),
                Math.addExact(net, line.discount()),
                line.discount(),
                line.cost(),
                line.cost().map(cost -> Math.subtractExact(net, cost)));
    }

    private static long refunds(Order.Document order) {
        return sum(order.refunds().stream().mapToLong(Order.Refund::amount));
    }

    private static long share(long refunds, long tax, long total) {
        if (refunds <= 0 || tax <= 0 || total <= 0) {
            return 0;
        }
        BigInteger share = new BigDecimal(BigInteger.valueOf(refunds).multiply(BigInteger.valueOf(tax)))
                .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP)
                .toBigInteger();
        return share.min(BigInteger.valueOf(Math.min(tax, refunds))).longValueExact();
    }

    private static Optional<Double> percent(long margin, long netSales) {
        return netSales <= 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(margin)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(netSales), 2, RoundingMode.HALF_UP)
                        .doubleValue());
    }

    private static long sum(LongStream amounts) {
        return amounts.reduce(0, Math::addExact);
    }
}
