package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clientele.order.internal.OrderKit.buyer;
import static org.clientele.order.internal.OrderKit.order;
import static org.clientele.order.internal.OrderKit.some;
import static org.clientele.order.internal.OrderKit.with;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.access.Caller;
import org.clientele.customer.Address;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Order;
import org.clientele.order.Order.Status;
import org.clientele.order.Orders;
import org.clientele.order.Orders.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Orders ORDERS =
            OrderKit.orders(WORKSHOP, WORKSHOP.node(Map.of()).operations());
    private static final String SUMMARY =
            "select orders, units, total_spent, total_refunded, returned_units from customer.customer_summary where seller_account = '*'";

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.customer cascade");
        WORKSHOP.execute("truncate customer.orders cascade");
    }

    private static Orders.Told put(Order.Document order) {
        return WORKSHOP.asAdmin(() -> ORDERS.put(order));
    }

    private static Orders.Told put(String json) {
        return put(OrderJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anOrderOfAnUnknownExternalIdMakesAGuest() {
        Orders.Told told = put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        assertThat(told.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(told.order().document().total()).contains(300L);
        assertThat(WORKSHOP.query("select account, external_ids, external_refs from customer.customer"))
                .containsExactly("f|[{\"system\":\"shop\",\"id\":\"a\"}]|a");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1|2|300|0|0");
    }

    @Test
    void tellingTheSameAgainWritesNothing() {
        put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        String rows = "select xmin::text, version from customer.orders union all"
                + " select xmin::text, version from customer.customer union all"
                + " select xmin::text, 0 from customer.customer_summary order by 1";
        List<String> before = WORKSHOP.query(rows);
        Orders.Told again = put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.order().version()).isZero();
        assertThat(WORKSHOP.query(rows)).isEqualTo(before);
    }

    @Test
    void aChangedOrderReplacesTheOldOne() {
        put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        Orders.Told told = put(order("1", buyer("a"), Order.Line.of("x", 5, 100)));
        assertThat(told.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(told.order().version()).isEqualTo(1);
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1|5|500|0|0");
    }

    @Test
    void anOrderThatMovesChangesBothCustomers() {
        put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        put(order("1", buyer("b"), Order.Line.of("x", 2, 150)));
        assertThat(WORKSHOP.query("select e.id, s.orders, s.total_spent from customer.customer_summary s"
                        + " join customer.external_id e using (customer_id) where seller_account = '*' order by 1"))
                .containsExactly("a|0|0", "b|1|300");
    }

    @Test
    void cancelledOrdersDoNotCount() {
        put(with(order("1", buyer("a"), Order.Line.of("x", 2, 150)), Status.CANCELLED, "GBP", "default"));
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("0|0|0|0|0");
    }

    @Test
    void whatCameBackIsNoOrder() {
        put(order("1", buyer("a"), Order.Line.of("x", 2, 150)));
        put(with(order("C1", buyer("a"), Order.Line.of("x", 1, 150)), Status.RETURNED, "GBP", "default"));
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1|2|300|150|1");
    }

    @Test
    void everythingElseCountsAsTold() {
        put("""
                {"number": "7", "placedAt": "2026-03-01T12:00:00+01:00", "status": "processing", "currency": "EUR",
                 "customer": {"email": "Jo@Example.com", "firstName": "Jo"},
                 "lines": [{"sku": "x", "quantity": 3, "unitPrice": 1000, "discount": 100}],
                 "shipping": 500, "tax": 20, "fees": 3, "discount": 200,
                 "promoCodes": [{"code": "SPRING", "discount": 200}],
                 "refunds": [{"at": "2026-03-02T00:00:00Z", "amount": 50, "reason": "late"}],
                 "returns": [{"at": "2026-03-02T00:00:00Z", "lines": [{"sku": "x", "quantity": 1}]}],
                 "feedback": {"rating": 2}, "attribution": {"channel": "web", "utm": {"source": "x"}}}
                """);
        assertThat(WORKSHOP.query("select orders, units, total_spent, total_refunded, average_order_value,"
                        + " discount_received, promo_codes, returned_units, negative_feedbacks, currency, first_order_at,"
                        + " seller_accounts from customer.customer_summary where seller_account = '*'"))
                .containsExactly("1|3|3223|50|3223|300|{SPRING}|1|1|EUR|2026-03-01 11:00:00+00|{default}");
        assertThat(WORKSHOP.query("select email, first_name from customer.customer"))
                .containsExactly("jo@example.com|Jo");
    }

    @Test
    void averagesAreRoundedHalfUp() {
        put(order("1", buyer("a"), Order.Line.of("x", 1, 10)));
        put(order("2", buyer("a"), Order.Line.of("x", 1, 15)));
        assertThat(WORKSHOP.query(
                        "select average_order_value from customer.customer_summary where seller_account = '*'"))
                .containsExactly("13");
    }

    @Test
    void amountsInOtherCurrenciesAreKeptApart() {
        put(order("1", buyer("a"), Order.Line.of("x", 1, 100)));
        Order.Document later = order("2", buyer("a"), Order.Line.of("x", 1, 700));
        put(new Order.Document(
                "2",
                OrderKit.NOON.plusSeconds(1),
                Status.COMPLETED,
                "default",
                "EUR",
                later.customer(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                later.lines(),
                0,
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of()));
        assertThat(WORKSHOP.query("select currency, orders, total_spent, average_order_value, other_currencies"
                        + " from customer.customer_summary where seller_account = '*'"))
                .containsExactly("GBP|2|100|100|[{\"currency\" : \"EUR\", \"orders\" : 1, \"totalSpent\" : 700,"
                        + " \"totalRefunded\" : 0, \"discountReceived\" : 0}]");
    }

    @Test
    void eachSellerAccountHasItsOwnStatistics() {
        put(with(order("1", buyer("a"), Order.Line.of("x", 1, 100)), Status.COMPLETED, "GBP", "north"));
        put(with(order("1", buyer("a"), Order.Line.of("x", 1, 30)), Status.COMPLETED, "GBP", "south"));
        assertThat(WORKSHOP.query("select seller_account, orders, total_spent, seller_accounts"
                        + " from customer.customer_summary order by 1"))
                .containsExactly("*|2|130|{north,south}", "north|1|100|{north}", "south|1|30|{south}");
        assertThatThrownBy(() -> WORKSHOP.asAdmin(() -> ORDERS.find("1", Optional.empty())))
                .isInstanceOf(Problem.Invalid.class);
        assertThat(WORKSHOP.asAdmin(() -> ORDERS.find("1", Optional.of("south"))))
                .isPresent();
    }

    @Test
    void callersMeetOnlyTheirSellerAccounts() {
        put(with(order("1", buyer("a"), Order.Line.of("x", 1, 100)), Status.COMPLETED, "GBP", "north"));
        Caller south = new Caller("key:south", "South", Set.of("*"), Optional.of(Set.of("south")));
        UUID customer = UUID.fromString(
                WORKSHOP.query("select id from customer.customer").get(0));
        assertThat(WORKSHOP.as(south, () -> ORDERS.find("1", Optional.empty()))).isEmpty();
        assertThatThrownBy(() -> WORKSHOP.as(
                        south, () -> ORDERS.ofCustomer(customer, Optional.empty(), Page.Request.page(1, 10))))
                .isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> WORKSHOP.as(south, () -> ORDERS.put(order("2", buyer("a"), Order.Line.of("x", 1, 1)))))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::pointer)
                        .containsExactly("/sellerAccount"));
        assertThatThrownBy(() -> WORKSHOP.as(
                        south,
                        () -> ORDERS.put(with(
                                order("2", Order.Buyer.of(customer), Order.Line.of("x", 1, 1)),
                                Status.COMPLETED,
                                "GBP",
                                "south"))))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::pointer)
                        .containsExactly("/customer/id"));
    }

    @Test
    void anEmailFindsTheOldestGuestAndNeverAnAccount() {
        WORKSHOP.execute("insert into customer.customer (id, email, account, created_at) values"
                + " ('00000000-0000-7000-8000-000000000001', 'jo@example.com', true, '2020-01-01'),"
                + " ('00000000-0000-7000-8000-000000000003', 'jo@example.com', false, '2022-01-01'),"
                + " ('00000000-0000-7000-8000-000000000002', 'jo@example.com', false, '2021-01-01')");
        Orders.Told told = put(order("1", Order.Buyer.of("JO@example.com"), Order.Line.of("x", 1, 1)));
        assertThat(told.order().customerId()).hasToString("00000000-0000-7000-8000-000000000002");
    }

    @Test
    void anAccountThatOrdersByEmailStaysApartUntilProven() {
        WORKSHOP.execute("insert into customer.customer (id, email, account) values"
                + " ('00000000-0000-7000-8000-000000000001', 'jo@example.com', true)");
        Orders.Told told = put(order("1", Order.Buyer.of("jo@example.com"), Order.Line.of("x", 1, 1)));
        assertThat(told.order().customerId()).doesNotHaveToString("00000000-0000-7000-8000-000000000001");
        assertThat(WORKSHOP.query("select count(*) from customer.customer")).containsExactly("2");
    }

    @Test
    void aGuestTakesNameAndFirstAddressFromOrders() {
        Order.Document plain = order("1", buyer("a"), Order.Line.of("x", 1, 1));
        put(plain);
        Address.Content home = new Address.Content(
                Optional.empty(),
                some("Jo"),
                some("Doe"),
                Optional.empty(),
                some("1 High Street"),
                Optional.empty(),
                Optional.empty(),
                some("York"),
                Optional.empty(),
                some("YO1 9ZZ"),
                some("GB"),
                Optional.empty());
        Order.Buyer named = new Order.Buyer(
                Optional.empty(),
                plain.customer().externalId(),
                Optional.empty(),
                some("Jo"),
                some("Doe"),
                Optional.empty());
        put(new Order.Document(
                "2",
                OrderKit.NOON,
                Status.COMPLETED,
                "default",
                "GBP",
                named,
                Optional.of(home),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                plain.lines(),
                0,
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of()));
        assertThat(WORKSHOP.query(
                        "select c.first_name, c.last_name, c.country, c.city, c.default_shipping_address_id = a.id"
                                + " from customer.customer c join customer.address a on a.customer_id = c.id"))
                .containsExactly("Jo|Doe|GB|York|t");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> put("""
                        {"number": "", "placedAt": "1066-10-14T00:00:00Z", "status": "completed", "currency": "gbp", "customer": {},
                         "lines": [{"sku": "x", "quantity": -1, "unitPrice": 9100000000000000}],
                         "feedback": {"rating": 9}}
                        """))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::pointer)
                        .containsExactlyInAnyOrder(
                                "/number",
                                "/placedAt",
                                "/currency",
                                "/customer",
                                "/lines/0/quantity",
                                "/lines/0/unitPrice",
                                "/feedback/rating"));
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThatThrownBy(() -> put("{}"))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::pointer)
                        .containsExactly("/number", "/placedAt", "/status", "/currency", "/customer"));
    }

    @Test
    void totalsThatOverflowAreRefused() {
        assertThatThrownBy(
                        () -> put(order("1", buyer("a"), Order.Line.of("x", 1_000_000_000L, 9_000_000_000_000_000L))))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::pointer)
                        .containsExactly("/lines/0/total"));
    }

    @Test
    void nullsAndUnknownMembersAreRefused() {
        String order = "{\"number\": \"1\", \"placedAt\": \"2026-03-01T12:00:00Z\", \"status\": \"completed\","
                + " \"currency\": \"GBP\", \"customer\": {\"email\": \"a@example.com\"}, %s}";
        assertThatThrownBy(() -> put(order.formatted("\"lines\": [null]"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> put(order.formatted("\"promoCodes\": [null]"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> put(order.formatted("\"linez\": []"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> put(order.formatted("\"shipping\": 1.5"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> put(order.formatted("\"paymentMethod\": \"\\u0000\"")))
                .isInstanceOf(Problem.Invalid.class);
        put(order.formatted("\"paymentMethod\": null"));
    }

    @Test
    void parallelPutsForOneCustomerLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> puts = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            int n = i;
            puts.add(threads.submit(() -> put(order("P" + n % 40, buyer("same"), Order.Line.of("x", 1, 100)))));
        }
        for (Future<?> one : puts) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("40|40|4000|0|0");
        assertThat(WORKSHOP.query("select count(*) from customer.customer")).containsExactly("1");
    }

    /** As requests do it: what else belongs to one stands in the same transaction, which nothing refused may doom. */
    @Test
    void aNewOrderToldTwiceAtOnceWithinTransactionsIsMadeOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Orders.Outcome>> puts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Order.Document told = order("T" + i / 6, buyer("same"), Order.Line.of("x", 1, 100));
            puts.add(threads.submit(
                    () -> WORKSHOP.transactions().sql(connection -> put(told).outcome())));
        }
        List<Orders.Outcome> outcomes = new ArrayList<>();
        for (Future<Orders.Outcome> one : puts) {
            outcomes.add(one.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();
        assertThat(outcomes).filteredOn(Orders.Outcome.CREATED::equals).hasSize(10);
        assertThat(outcomes).filteredOn(Orders.Outcome.UNCHANGED::equals).hasSize(50);
    }

    @Test
    void ordersOfACustomerComeLatestFirst() {
        UUID customer =
                put(order("1", buyer("a"), Order.Line.of("x", 1, 1))).order().customerId();
        put(with(order("2", buyer("a"), Order.Line.of("x", 1, 1)), Status.PENDING, "GBP", "default"));
        Page<Order> all =
                WORKSHOP.asAdmin(() -> ORDERS.ofCustomer(customer, Optional.empty(), Page.Request.page(1, 10)));
        assertThat(all.items()).extracting(Order::number).containsExactly("2", "1");
        assertThat(WORKSHOP.asAdmin(() ->
                                ORDERS.ofCustomer(customer, Optional.of(Status.PENDING), Page.Request.page(1, 10)))
                        .items())
                .extracting(Order::number)
                .containsExactly("2");
    }
}
