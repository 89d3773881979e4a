package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.order.internal.OrderKit.buyer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.clientele.operation.Operation;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Order;
import org.clientele.order.Order.Document;
import org.clientele.order.Order.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Statistics against a model that knows no SQL, and against their own rebuild. */
class StatisticsIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Workshop.Node NODE =
            WORKSHOP.node(Map.of(SummaryRebuild.KIND, new SummaryRebuild(WORKSHOP.transactions())));
    private static final OrderWriter WRITER = OrderKit.writer(WORKSHOP);
    private static final String ROWS = "select * from customer.customer_summary order by customer_id, seller_account";

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    private static Document random(Random random) {
        List<Order.Line> lines = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add(new Order.Line(
                    "s" + i,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1 + random.nextInt(5),
                    random.nextInt(1000),
                    random.nextInt(20),
                    Optional.empty(),
                    Optional.empty()));
        }
        List<Order.Promo> promos = random.nextInt(4) == 0
                ? List.of(new Order.Promo("CODE" + random.nextInt(3), 5), new Order.Promo("ALSO", 1))
                : List.of();
        return new Document(
                "N" + random.nextInt(60),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(100_000)),
                Status.values()[random.nextInt(Status.values().length)],
                random.nextBoolean() ? "default" : "north",
                random.nextInt(4) == 0 ? "EUR" : "GBP",
                buyer("c" + random.nextInt(8)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                lines,
                random.nextInt(500),
                random.nextInt(50),
                0,
                random.nextInt(30),
                promos,
                Optional.empty(),
                random.nextInt(5) == 0
                        ? List.of(Order.Refund.of(Instant.EPOCH, random.nextInt(100), Optional.empty())).stream()
                                .map(refund -> Order.Refund.of(OrderKit.NOON, refund.amount(), refund.reason()))
                                .toList()
                        : List.of(),
                random.nextInt(5) == 0
                        ? List.of(new Order.Return(OrderKit.NOON, List.of(new Order.ReturnedLine("s0", 1))))
                        : List.of(),
                random.nextInt(3) == 0
                        ? Optional.of(new Order.Feedback(1 + random.nextInt(5), Optional.empty()))
                        : Optional.empty(),
                Map.of());
    }

    @Test
    void anySequenceOfOrdersEqualsTheModelAndARebuildChangesNothing() {
        Random random = new Random(7);
        Map<String, Document> model = new HashMap<>();
        for (int round = 0; round < 40; round++) {
            Map<String, Document> batch = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                Document order = random(random);
                batch.put(order.sellerAccount() + order.number(), order);
            }
            WORKSHOP.asAdmin(() -> WRITER.write(List.copyOf(batch.values())));
            model.putAll(batch);
        }
        assertThat(actual()).isEqualTo(expected(model));

        List<String> before = WORKSHOP.query(ROWS);
        WORKSHOP.execute(
                "update customer.customer_summary set orders = 99, units = 1, total_spent = -5, currency = null,"
                        + " promo_codes = '{X}', first_order_at = now(), seller_accounts = '{}', other_currencies = 'x'");
        WORKSHOP.execute("delete from customer.customer_summary where seller_account = 'north'");
        Operation rebuilt = NODE.await(WORKSHOP.asAdmin(() -> NODE.operations().start(SummaryRebuild.KIND, Map.of())));
        assertThat(rebuilt.state()).isEqualTo(Operation.State.SUCCEEDED);
        List<String> after = WORKSHOP.query(ROWS);
        // Who once bought in an account and does so no more has a row without orders there; only it was deleted for
        // good.
        List<String> kept = before.stream().filter(row -> after.contains(row)).toList();
        assertThat(after).isEqualTo(kept);
        assertThat(WORKSHOP.query("select count(*) from customer.customer_summary where orders > 0"))
                .containsExactly(Long.toString(before.stream()
                        .filter(row -> Integer.parseInt(row.split("\\|")[8]) > 0)
                        .count()));
    }

    private static Map<String, String> actual() {
        Map<String, String> actual = new HashMap<>();
        WORKSHOP.query("select e.id || '@' || s.seller_account, s.currency, s.orders, s.units, s.total_spent,"
                        + " s.total_refunded, s.average_order_value, s.discount_received, s.promo_codes,"
                        + " s.returned_units, s.negative_feedbacks,"
                        + " extract(epoch from nullif(s.first_order_at, '-infinity'))::bigint,"
                        + " extract(epoch from nullif(s.last_order_at, '-infinity'))::bigint"
                        + " from customer.customer_summary s join customer.external_id e using (customer_id)"
                        + " where s.currency is not null")
                .forEach(row -> {
                    int bar = row.indexOf('|');
                    actual.put(row.substring(0, bar), row.substring(bar + 1));
                });
        return actual;
    }

    private static Map<String, String> expected(Map<String, Document> model) {
        Map<String, List<Document>> scopes = new HashMap<>();
        for (Document order : model.values()) {
            if (order.status() != Status.CANCELLED) {
                String customer = order.customer().externalId().orElseThrow().id();
                for (String scope : List.of("*", order.sellerAccount())) {
                    scopes.computeIfAbsent(customer + "@" + scope, any -> new ArrayList<>())
                            .add(order);
                }
            }
        }
        Map<String, String> expected = new HashMap<>();
        scopes.forEach((scope, orders) -> expected.put(scope, statistics(orders)));
        return expected;
    }

    private static String statistics(List<Document> documents) {
        Document first = documents.stream()
                .min(Comparator.comparing((Document order) -> order.status() == Status.RETURNED)
                        .thenComparing(Document::placedAt)
                        .thenComparing(Document::sellerAccount)
                        .thenComparing(Document::number))
                .orElseThrow();
        List<Document> orders = documents.stream()
                .filter(order -> order.status() != Status.RETURNED)
                .toList();
        List<Document> same = orders.stream()
                .filter(order -> order.currency().equals(first.currency()))
                .toList();
        long spent = same.stream().mapToLong(StatisticsIT::total).sum();
        long refunded = documents.stream()
                .filter(order -> order.currency().equals(first.currency()))
                .mapToLong(order ->
                        order.refunds().stream().mapToLong(Order.Refund::amount).sum()
                                + (order.status() == Status.RETURNED ? Math.abs(total(order)) : 0))
                .sum();
        long average = same.isEmpty()
                ? 0
                : BigDecimal.valueOf(spent)
                        .divide(BigDecimal.valueOf(same.size()), 0, RoundingMode.HALF_UP)
                        .longValueExact();
        long discount = same.stream()
                .mapToLong(order -> order.discount()
                        + order.lines().stream().mapToLong(Order.Line::discount).sum())
                .sum();
        TreeSet<String> codes = new TreeSet<>();
        orders.forEach(order -> order.promoCodes().forEach(promo -> codes.add(promo.code())));
        long returned = documents.stream()
                .mapToLong(order -> order.returns().stream()
                                .flatMap(goods -> goods.lines().stream())
                                .mapToLong(Order.ReturnedLine::quantity)
                                .sum()
                        + (order.status() == Status.RETURNED ? units(order) : 0))
                .sum();
        long negative = documents.stream()
                .filter(order ->
                        order.feedback().map(feedback -> feedback.rating() <= 2).orElse(false))
                .count();
        return String.join(
                "|",
                first.currency(),
                "" + orders.size(),
                "" + orders.stream().mapToLong(StatisticsIT::units).sum(),
                "" + spent,
                "" + refunded,
                "" + average,
                "" + discount,
                "{" + String.join(",", codes) + "}",
                "" + returned,
                "" + negative,
                moment(orders.stream().map(Document::placedAt).min(Comparator.naturalOrder())),
                moment(orders.stream().map(Document::placedAt).max(Comparator.naturalOrder())));
    }

    private static String moment(Optional<Instant> time) {
        return time.map(at -> "" + at.getEpochSecond()).orElse("null");
    }

    private static long units(Document order) {
        return order.lines().stream().mapToLong(Order.Line::quantity).sum();
    }

    private static long total(Document order) {
        return order.lines().stream()
                        .mapToLong(line -> line.quantity() * line.unitPrice() - line.discount())
                        .sum()
                + order.shipping()
                + order.tax()
                - order.discount();
    }
}
