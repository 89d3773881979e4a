package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clientele.order.Order;
import org.clientele.order.ProfitAndLoss;

/** Whatever an order tells, its parts add up. */
class ProfitAndLossPropertyTest {
    @Property
    void thePartsAlwaysAddUp(@ForAll("orders") Order.Document told) {
        Order.Document order = PricedOrder.of(told).document();
        ProfitAndLoss pnl = ProfitAndLoss.of(order);
        assertThat(pnl.total())
                .isEqualTo(
                        pnl.revenue() - pnl.discounts() + pnl.shipping() + pnl.fees() + pnl.tax() + pnl.adjustment());
        assertThat(pnl.netSales()).isEqualTo(pnl.total() - pnl.tax() - (pnl.refunds() - pnl.refundedTax()));
        assertThat(pnl.margin()).isEqualTo(pnl.netSales() - pnl.costOfGoods());
        assertThat(pnl.refundedTax()).isBetween(0L, Math.min(order.tax(), pnl.refunds()));
        if (order.status() != Order.Status.CANCELLED && order.status() != Order.Status.RETURNED) {
            assertThat(pnl.total()).isEqualTo(order.total().orElseThrow());
            assertThat(pnl.lines().stream()
                            .mapToLong(ProfitAndLoss.Line::revenue)
                            .sum())
                    .isEqualTo(pnl.revenue());
            assertThat(pnl.discounts() - order.discount())
                    .isEqualTo(pnl.lines().stream()
                            .mapToLong(ProfitAndLoss.Line::discount)
                            .sum());
            assertThat(pnl.complete()).isEqualTo(order.lines().stream().allMatch(line -> line.cost()
                    .isPresent()));
        }
        pnl.marginPercent().ifPresent(percent -> assertThat(percent * pnl.netSales() / 100)
                .isCloseTo(pnl.margin(), org.assertj.core.data.Offset.offset(0.0051 * pnl.netSales() / 100 + 1)));
    }

    @Provide
    Arbitrary<Order.Document> orders() {
        Arbitrary<Long> amounts = Arbitraries.longs().between(0, 1_000_000);
        Arbitrary<Order.Line> lines = Combinators.combine(
                        Arbitraries.longs().between(1, 50), amounts, amounts, amounts.optional(), amounts.optional(0.1))
                .as((quantity, price, discount, cost, total) -> new Order.Line(
                        "x",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        quantity,
                        price,
                        discount,
                        cost,
                        total));
        Arbitrary<List<Order.Refund>> refunds = amounts.map(
                        amount -> Order.Refund.of(OrderKit.NOON, amount, Optional.empty()))
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(Order.Status.class),
                        lines.list().ofMaxSize(5),
                        amounts.list().ofSize(4),
                        Arbitraries.longs().between(-1_000_000, 100_000_000).optional(0.3),
                        refunds)
                .as((status, some, four, total, back) -> new Order.Document(
                        "1",
                        OrderKit.NOON,
                        status,
                        "default",
                        "EUR",
                        OrderKit.buyer("a"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        some,
                        four.get(0),
                        four.get(1),
                        four.get(2),
                        four.get(3),
                        List.of(),
                        total,
                        back,
                        List.of(),
                        Optional.empty(),
                        java.util.Map.of()));
    }
}
