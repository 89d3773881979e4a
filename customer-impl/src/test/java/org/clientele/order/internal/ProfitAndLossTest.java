package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.order.Order;
import org.clientele.order.ProfitAndLoss;
import org.junit.jupiter.api.Test;

class ProfitAndLossTest {
    private static ProfitAndLoss of(String json) {
        return ProfitAndLoss.of(PricedOrder.of(OrderJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .document());
    }

    /**
     * A bookkeeper's sheet, in euros. Two chairs at 50.00, ten off; one lamp at 30.00: 130.00 of goods, 10.00 off the lines and
     * 6.00 off the order, 5.90 shipping, 1.00 gift wrap, 20 % tax on 120.90 = 24.18: the customer pays 145.08. 29.02 go back, a
     * fifth of it all: 29.02 * 24.18 / 145.08 = 4.8367 of that are tax. The goods cost 61.50.
     *
     * <pre>
     * 145.08 - 24.18 - (29.02 - 4.84) = 96.72 net sales; - 61.50 = 35.22 margin; 35.22 / 96.72 = 36.41 %
     * </pre>
     */
    @Test
    void anOrderAddsUpAsABookkeeperDoesIt() {
        ProfitAndLoss pnl = of("""
                {"number": "1", "placedAt": "2026-03-01T12:00:00Z", "status": "completed", "currency": "EUR",
                 "customer": {"email": "jo@example.com"},
                 "lines": [{"sku": "chair", "quantity": 2, "unitPrice": 5000, "discount": 1000, "cost": 4800},
                           {"sku": "lamp", "quantity": 1, "unitPrice": 3000, "cost": 1350}],
                 "shipping": 590, "fees": 100, "discount": 600, "tax": 2418,
                 "refunds": [{"at": "2026-03-05T12:00:00Z", "amount": 2902}]}""");
        assertThat(pnl)
                .isEqualTo(new ProfitAndLoss(
                        "EUR",
                        13_000,
                        1_600,
                        590,
                        2_418,
                        100,
                        0,
                        14_508,
                        2_902,
                        484,
                        9_672,
                        6_150,
                        3_522,
                        Optional.of(36.41),
                        true,
                        List.of(
                                new ProfitAndLoss.Line(
                                        "chair",
                                        Optional.empty(),
                                        2,
                                        10_000,
                                        1_000,
                                        Optional.of(4_800L),
                                        Optional.of(4_200L)),
                                new ProfitAndLoss.Line(
                                        "lamp",
                                        Optional.empty(),
                                        1,
                                        3_000,
                                        0,
                                        Optional.of(1_350L),
                                        Optional.of(1_650L)))));
    }

    @Test
    void aFullRefundLeavesTheCostOfTheGoods() {
        ProfitAndLoss pnl = of("""
                {"number": "1", "placedAt": "2026-03-01T12:00:00Z", "status": "completed", "currency": "EUR",
                 "customer": {"email": "jo@example.com"}, "tax": 200,
                 "lines": [{"sku": "x", "quantity": 1, "unitPrice": 1000, "cost": 700}],
                 "refunds": [{"at": "2026-03-05T12:00:00Z", "amount": 1200}]}""");
        assertThat(pnl.netSales()).isZero();
        assertThat(pnl.margin()).isEqualTo(-700);
        assertThat(pnl.marginPercent()).isEmpty();
    }

    @Test
    void aTotalThatIncludesTheTaxIsAdjusted() {
        ProfitAndLoss pnl = of("""
                {"number": "1", "placedAt": "2026-03-01T12:00:00Z", "status": "completed", "currency": "EUR",
                 "customer": {"email": "jo@example.com"}, "tax": 200, "total": 1200,
                 "lines": [{"sku": "x", "quantity": 1, "unitPrice": 1200}]}""");
        assertThat(pnl.adjustment()).isEqualTo(-200);
        assertThat(pnl.netSales()).isEqualTo(1_000);
        assertThat(pnl.complete()).isFalse();
        assertThat(pnl.lines().get(0).margin()).isEmpty();
    }

    @Test
    void whatWasCancelledSoldNothingAndWhatCameBackIsARefund() {
        String order = """
                {"number": "1", "placedAt": "2026-03-01T12:00:00Z", "status": "cancelled", "currency": "EUR",
                 "customer": {"email": "jo@example.com"}, "tax": 200,
                 "lines": [{"sku": "x", "quantity": 1, "unitPrice": 1000, "cost": 700}]}""";
        assertThat(of(order).margin()).isZero();
        ProfitAndLoss back = of(order.replace("cancelled", "returned"));
        assertThat(back.refunds()).isEqualTo(1_200);
        assertThat(back.refundedTax()).isEqualTo(200);
        assertThat(back.margin()).isEqualTo(-1_000);
    }

    @Test
    void amountsBeyond64BitsAreRefused() {
        Order.Line line = new Order.Line(
                "x",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                0,
                0,
                Optional.of(OrderChecks.MAX_AMOUNT),
                Optional.of(0L));
        Order.Document order = OrderKit.order(
                "1",
                OrderKit.buyer("a"),
                java.util.Collections.nCopies(2_000, line).toArray(Order.Line[]::new));
        assertThatThrownBy(() -> ProfitAndLoss.of(order))
                .isInstanceOfSatisfying(Problem.Unprocessable.class, problem -> assertThat(problem.code())
                        .isEqualTo("amounts-too-large"));
    }
}
