package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.order.Order;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Carts become orders, through HTTP. */
final class CheckoutApiIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of(
            "shipping", "DE=490 USD, *=1490 USD",
            "freeShippingFrom", "100000 USD",
            "tax", "DE=19, CH=8.1"));
    private static final String INVOICE = "{\"paymentMethod\":\"invoice\"}";

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void aCartBecomesAnOrder() {
        Customer customer = KIT.plugin.customer();
        UUID home = KIT.address("DE", "Berlin");
        UUID office = KIT.address("CH", "Bern");
        KIT.change(customer, Customer.Status.ACTIVE, Optional.of(office), Optional.of(home));
        String sku = KIT.product(1005);
        String cart = KIT.cart(Optional.of(customer), sku, 3);

        HttpResponse<String> answer = KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode placed = PlacingKit.json(answer);
        // 3015, shipping 490, tax of 19 %: 573 (572.85) and 93 (93.1)
        assertThat(placed.at("/order/total").asLong()).isEqualTo(3015 + 490 + 573 + 93);
        assertThat(placed.at("/order/status").asText()).isEqualTo("pending");
        assertThat(placed.at("/order/number").asText()).matches("W-\\d{6}");
        assertThat(placed.at("/cart/status").asText()).isEqualTo("completed");
        assertThat(placed.at("/cart/order")).isEqualTo(placed.at("/order/number"));
        assertThat(placed.at("/approval").isNull()).isTrue();

        Order.Document order = KIT.orders.get(placed.at("/order/number").asText());
        assertThat(order.total()).contains(4171L);
        assertThat(order.shipping()).isEqualTo(490);
        assertThat(order.tax()).isEqualTo(666);
        assertThat(order.discount()).isZero();
        assertThat(order.customer().id()).contains(customer.id());
        assertThat(order.customer().email()).isEqualTo(customer.email());
        assertThat(order.customer().firstName()).contains("Ada");
        assertThat(order.shippingAddress().orElseThrow().city()).contains("Berlin");
        assertThat(order.billingAddress().orElseThrow().city()).contains("Bern");
        assertThat(order.paymentMethod()).contains("invoice");
        assertThat(order.lines()).singleElement().satisfies(line -> {
            assertThat(line.sku()).isEqualTo(sku);
            assertThat(line.quantity()).isEqualTo(3);
            assertThat(line.category()).contains("Drinks");
            assertThat(line.brand()).contains("Leaf");
            assertThat(line.total()).contains(3015L);
        });
        assertThat(KIT.told(cart)).containsExactly("cart.completed");

        JsonNode after = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart, null));
        assertThat(((ObjectNode) after.get("attribution")).remove("agent").asText())
                .isEqualTo("key:fixture");
        assertThat(after).isEqualTo(placed.get("cart"));
        assertProblem(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE), 409, "cart-closed");
    }

    @Test
    void aGuestNeedsAnEmailAddress() {
        String cart = KIT.cart(Optional.empty(), KIT.product(500), 1);
        HttpResponse<String> without = KIT.store("POST", "/carts/" + cart + "/checkout", INVOICE);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("\"pointer\":\"/email\"");

        String body = "{\"paymentMethod\":\"invoice\",\"email\":\"guest@example.com\",\"lastName\":\"Hopper\","
                + "\"shippingAddress\":{\"line1\":\"1 Road\",\"city\":\"Bonn\",\"country\":\"DE\"}}";
        JsonNode placed = created(KIT.store("POST", "/carts/" + cart + "/checkout", body));
        Order.Document order = KIT.orders.get(placed.at("/order/number").asText());
        assertThat(order.customer().email()).contains("guest@example.com");
        assertThat(order.customer().lastName()).contains("Hopper");
        // It is sent to Germany by now: shipping and tax are those of Germany.
        assertThat(placed.at("/cart/country").asText()).isEqualTo("DE");
        assertThat(placed.at("/order/total").asLong()).isEqualTo(500 + 490 + 95 + 93);
        assertThat(order.total()).contains(1178L);
    }

    @Test
    void aGuestsCartThatAShopperPaysIsTheShoppers() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.empty(), KIT.product(500), 1);
        JsonNode placed = created(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE));
        assertThat(placed.at("/cart/customerId").asText())
                .isEqualTo(customer.id().toString());
        assertThat(KIT.orders.ofCustomer(customer.id())).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithTheChoicesSaysWhere() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        String path = "/carts/" + cart + "/checkout";
        assertThat(KIT.shopper(customer.id(), "POST", path, "{}").body()).contains("/paymentMethod");
        assertThat(KIT.shopper(customer.id(), "POST", path, "{\"paymentMethod\":\"gold\"}")
                        .body())
                .contains("\"pointer\":\"/paymentMethod\",\"code\":\"payment-method\"");
        String wrong = "{\"paymentMethod\":\"invoice\",\"email\":\"nobody\",\"purchaseOrder\":\"" + "x".repeat(101)
                + "\",\"shippingAddress\":{\"country\":\"Germany\"},\"billingAddressId\":\"" + UUID.randomUUID()
                + "\",\"billingAddress\":{}}";
        assertThat(KIT.shopper(customer.id(), "POST", path, wrong).body())
                .contains("/email", "/purchaseOrder", "/shippingAddress/country", "/billingAddressId");
        assertThat(KIT.shopper(
                                customer.id(),
                                "POST",
                                path,
                                "{\"paymentMethod\":\"invoice\",\"shippingAddressId\":\"" + UUID.randomUUID() + "\"}")
                        .body())
                .contains("\"pointer\":\"/shippingAddressId\",\"code\":\"not-found\"");
        // Only whoever serves the customer knows an address of the network.
        assertThat(KIT.shopper(
                                customer.id(),
                                "POST",
                                path,
                                "{\"paymentMethod\":\"invoice\",\"customerIp\":\"192.0.2.1\"}")
                        .body())
                .contains("unknown-member");
        KIT.orders.failWith(new Problem.Invalid(
                "validation",
                "This is no e-mail address.",
                List.of(new Problem.Violation("/customer/email", "email", "This is no e-mail address."))));
        try {
            assertThat(KIT.shopper(customer.id(), "POST", path, INVOICE).body())
                    .contains("\"pointer\":\"/email\",\"code\":\"email\"");
        } finally {
            KIT.orders.failWith(null);
        }
        assertThat(KIT.told(cart)).isEmpty();
    }

    @Test
    void whatCannotBeBoughtIsRefused() {
        Customer customer = KIT.plugin.customer();
        String sku = KIT.product(500);
        String cart = KIT.cart(Optional.of(customer), sku, 1);
        KIT.product(sku, 500, false);
        HttpResponse<String> gone = KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE);
        assertProblem(gone, 409, "not-available");
        assertThat(gone.body()).contains("\"pointer\":\"/lines/0\"");
        KIT.product(sku, 600, true);

        String old = "{\"paymentMethod\":\"invoice\",\"expectedTotal\":" + (500 + 1490) + "}";
        assertProblem(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", old), 409, "total-changed");

        KIT.change(customer, Customer.Status.INACTIVE, Optional.empty(), Optional.empty());
        assertProblem(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE), 409, "inactive");
        KIT.change(customer, Customer.Status.ACTIVE, Optional.empty(), Optional.empty());

        String empty = PlacingKit.json(
                        KIT.admin(RestFixture.TOKEN, "POST", "/carts", "{\"customerId\":\"" + customer.id() + "\"}"))
                .get("id")
                .asText();
        assertProblem(KIT.shopper(customer.id(), "POST", "/carts/" + empty + "/checkout", INVOICE), 409, "cart-empty");

        String expected = "{\"paymentMethod\":\"invoice\",\"expectedTotal\":" + (600 + 1490) + "}";
        assertThat(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", expected)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void othersCartsAreNotFound() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        UUID other = KIT.plugin.customer().id();
        for (String path : List.of("/carts/" + cart + "/checkout", "/carts/" + UUID.randomUUID() + "/checkout")) {
            assertProblem(KIT.shopper(other, "POST", path, INVOICE), 404, "not-found");
            assertProblem(KIT.store("POST", path, INVOICE), 404, "not-found");
            assertProblem(KIT.admin(PlacingKit.NORTH, "POST", path, INVOICE), 404, "not-found");
            assertProblem(KIT.admin(PlacingKit.NORTH, "GET", path, null), 404, "not-found");
        }
        assertProblem(KIT.store("GET", "/carts/" + cart + "/payment-methods", null), 404, "not-found");
        assertProblem(
                KIT.admin(PlacingKit.READER, "POST", "/carts/" + cart + "/checkout", INVOICE), 403, "scope-missing");
    }

    @Test
    void twentyCheckoutsAtOnceMakeOneOrder() throws Exception {
        Customer customer = KIT.plugin.customer();
        for (Optional<Customer> whose : List.of(Optional.of(customer), Optional.<Customer>empty())) {
            String cart = KIT.cart(whose, KIT.product(500), 1);
            String body = "{\"paymentMethod\":\"invoice\",\"email\":\"" + UUID.randomUUID() + "@example.com\"}";
            ExecutorService pool = Executors.newFixedThreadPool(20);
            List<Integer> statuses = new ArrayList<>();
            try {
                List<Future<HttpResponse<String>>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    all.add(pool.submit(() -> whose.isPresent()
                            ? KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", body)
                            : KIT.store("POST", "/carts/" + cart + "/checkout", body)));
                }
                for (Future<HttpResponse<String>> one : all) {
                    statuses.add(one.get().statusCode());
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(19);
            assertThat(KIT.told(cart)).containsExactly("cart.completed");
            assertThat(count("select count(*) from cart.placement where cart_id = ?", cart))
                    .isEqualTo(1);
        }
        assertThat(KIT.orders.ofCustomer(customer.id())).isEqualTo(1);
    }

    @Test
    void whatFailsChangesNothing() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        JsonNode before = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart, null));
        KIT.orders.failWith(new IllegalStateException("as if the orders were broken"));
        try {
            assertThat(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE)
                            .statusCode())
                    .isEqualTo(500);
        } finally {
            KIT.orders.failWith(null);
        }
        KIT.subscriptions.keeper = begun -> {
            throw new IllegalStateException("as if the plugin were broken");
        };
        String monthly = KIT.product(500);
        assertThat(KIT.admin(
                                RestFixture.TOKEN,
                                "POST",
                                "/carts/" + cart + "/lines",
                                "{\"sku\":\"" + monthly
                                        + "\",\"schedule\":{\"type\":\"recurring\",\"every\":1,\"unit\":\"month\"}}")
                        .statusCode())
                .isEqualTo(201);
        try {
            assertProblem(
                    KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE),
                    503,
                    "subscriptions-unavailable");
        } finally {
            KIT.subscriptions.keeper = null;
        }
        JsonNode after = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart, null));
        assertThat(after.get("status").asText()).isEqualTo("open");
        assertThat(after.get("version").asLong())
                .isEqualTo(before.get("version").asLong() + 1);
        assertThat(count("select count(*) from cart.placement where cart_id = ?", cart))
                .isZero();
        assertThat(KIT.told(cart)).isEmpty();
    }

    @Test
    void anAgentPlacesTheOrderForTheCustomer() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        KIT.admin(
                RestFixture.TOKEN,
                "PUT",
                "/carts/" + cart + "/attribution",
                "{\"channel\":\"phone\",\"utm\":{\"source\":\"news\"}}");
        String path = "/carts/" + cart + "/checkout";
        assertProblem(
                KIT.admin(PlacingKit.STAFF, "POST", path, "{\"paymentMethod\":\"paypal\"}"),
                409,
                "redirect-payment-needs-customer");
        assertThat(KIT.admin(
                                PlacingKit.STAFF,
                                "POST",
                                path,
                                "{\"paymentMethod\":\"invoice\",\"customerIp\":\"300.1.1.1\"}")
                        .body())
                .contains("/customerIp");
        assertProblem(KIT.admin(PlacingKit.STAFF, "GET", path, null), 404, "not-found");

        HttpResponse<String> answer = KIT.admin(
                PlacingKit.STAFF,
                "POST",
                path,
                "{\"paymentMethod\":\"invoice\",\"customerIp\":\"2001:db8::1\",\"purchaseOrder\":\"PO 7\"}");
        JsonNode placed = created(answer);
        String number = placed.at("/order/number").asText();
        assertThat(answer.headers().firstValue("Location")).contains("/api/admin/v1/orders/" + number);
        assertThat(KIT.orders.get(number).attribution())
                .containsEntry("channel", "phone")
                .containsEntry("agent", "staff:ann")
                .containsEntry("utm", Map.of("source", "news"));

        JsonNode told = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", path, null));
        assertThat(told.get("order").asText()).isEqualTo(number);
        assertThat(told.get("actor").asText()).isEqualTo("staff:ann");
        assertThat(told.get("customerId").asText()).isEqualTo(customer.id().toString());
        assertThat(told.get("customerIp").asText()).isEqualTo("2001:db8::1");
        assertThat(told.get("purchaseOrder").asText()).isEqualTo("PO 7");
        JsonNode less = PlacingKit.json(KIT.admin(PlacingKit.READER, "GET", path, null));
        assertThat(less.get("customerIp").isNull()).isTrue();
    }

    @Test
    void anAgentsSessionHasTwoActors() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        String other = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        KIT.links.knows(new Caller("staff:eve", "Eve", Set.of("carts:*"), Optional.empty()));
        String session = KIT.links.begin(
                UUID.fromString(cart), Optional.of(customer.id()), Optional.of("staff:eve"), Optional.of("192.0.2.7"));
        String path = "/carts/" + cart + "/checkout";
        assertProblem(
                KIT.inSession(session, "POST", path, "{\"paymentMethod\":\"klarna\"}"),
                409,
                "redirect-payment-needs-customer");
        JsonNode methods = PlacingKit.json(KIT.inSession(session, "GET", "/carts/" + cart + "/payment-methods", null));
        assertThat(methods.at("/items/2/usable").asBoolean()).isFalse();
        assertProblem(KIT.inSession(session, "POST", "/carts/" + other + "/checkout", INVOICE), 404, "not-found");
        JsonNode placed = created(KIT.inSession(session, "POST", path, INVOICE));
        assertThat(KIT.orders.get(placed.at("/order/number").asText()).attribution())
                .containsEntry("agent", "staff:eve");
        JsonNode told = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", path, null));
        assertThat(told.get("actor").asText()).isEqualTo("staff:eve");
        assertThat(told.get("customerId").asText()).isEqualTo(customer.id().toString());
        assertThat(told.get("customerIp").asText()).isEqualTo("192.0.2.7");
        assertThat(KIT.links.noted()).anySatisfy(noted -> {
            assertThat(noted.entry().action()).isEqualTo("cart.checked-out");
            assertThat(noted.actor().id()).isEqualTo("staff:eve");
            assertThat(noted.entry().subject()).contains("customer:" + customer.id());
        });
    }

    @Test
    void whoComesByALinkIsTheCustomer() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        String session =
                KIT.links.begin(UUID.fromString(cart), Optional.of(customer.id()), Optional.empty(), Optional.empty());
        created(KIT.inSession(session, "POST", "/carts/" + cart + "/checkout", "{\"paymentMethod\":\"paypal\"}"));
        JsonNode told = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart + "/checkout", null));
        assertThat(told.get("actor").asText()).isEqualTo("customer:" + customer.id());
    }

    @Test
    void methodsThatNeedTheCustomerAreNoAgents() {
        String cart = KIT.cart(Optional.empty(), KIT.product(500), 1);
        JsonNode shopper = PlacingKit.json(KIT.store("GET", "/carts/" + cart + "/payment-methods", null));
        assertThat(shopper.get("items")).hasSize(4).allMatch(method -> method.get("usable")
                .asBoolean());
        assertThat(shopper.at("/items/2/name").asText()).isEqualTo("PayPal");
        JsonNode agent =
                PlacingKit.json(KIT.admin(PlacingKit.STAFF, "GET", "/carts/" + cart + "/payment-methods", null));
        assertThat(agent.get("items"))
                .allMatch(method -> method.get("usable").asBoolean()
                        != method.get("redirect").asBoolean());
    }

    @Test
    void anAbandonedCartIsRecoveredFirst() {
        Customer customer = KIT.plugin.customer();
        String cart = KIT.cart(Optional.of(customer), KIT.product(500), 1);
        KIT.plugin
                .transactions()
                .sql(connection -> Sql.update(
                        connection, "update cart.cart set abandoned_at = now() where id = ?", UUID.fromString(cart)));
        created(KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE));
        assertThat(KIT.told(cart)).containsExactly("cart.recovered", "cart.completed");
    }

    @Test
    void aNumberOfThePlatformIsPassedOver() {
        Customer customer = KIT.plugin.customer();
        JsonNode first = created(KIT.shopper(
                customer.id(),
                "POST",
                "/carts/" + KIT.cart(Optional.of(customer), KIT.product(500), 1) + "/checkout",
                INVOICE));
        String number = first.at("/order/number").asText();
        // The tests of this class run one after the other, so the next numbers are ours.
        for (int i = 1; i <= 3; i++) {
            KIT.orders.known(
                    String.format("W-%06d", Long.parseLong(number.substring(2)) + i), KIT.orders.order(number));
        }
        JsonNode second = created(KIT.shopper(
                customer.id(),
                "POST",
                "/carts/" + KIT.cart(Optional.of(customer), KIT.product(500), 1) + "/checkout",
                INVOICE));
        assertThat(Long.parseLong(second.at("/order/number").asText().substring(2)))
                .isGreaterThan(Long.parseLong(number.substring(2)) + 3);
    }

    private static JsonNode created(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return PlacingKit.json(answer);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(PlacingKit.json(answer).get("code").asText()).isEqualTo(code);
    }

    private static long count(String sql, String cart) {
        return KIT.plugin
                .transactions()
                .read(connection -> Sql.first(connection, sql, row -> row.getLong(1), UUID.fromString(cart)))
                .orElseThrow();
    }
}
