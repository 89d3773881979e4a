package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Schedule;
import org.clientele.cart.internal.CartData;
import org.clientele.checkout.NewSubscription;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.offer.internal.CouponUseData;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is delivered again and again, and what becomes of it all when a customer is erased or merged. */
final class CheckoutDataIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of());

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void recurringLinesBecomeSubscriptions() {
        JsonNode placed = PlacingKit.json(KIT.store(
                "POST",
                "/carts/" + recurring(Optional.empty()) + "/checkout",
                "{\"paymentMethod\":\"invoice\",\"email\":\"sub@example.com\"}"));
        assertThat(placed.get("subscriptions")).hasSize(1);
        String number = placed.at("/order/number").asText();
        assertThat(placed.at("/subscriptions/0/quantity").asLong()).isEqualTo(2);
        // Two subscriptions of others may be there too.
        List<NewSubscription> taken = taken(number);
        assertThat(taken).singleElement().satisfies(one -> {
            assertThat(one.id().toString())
                    .isEqualTo(placed.at("/subscriptions/0/id").asText());
            assertThat(one.customerId()).isEqualTo(KIT.orders.order(number).customerId());
            assertThat(one.quantity()).isEqualTo(2);
            assertThat(one.unitPrice()).isEqualTo(500);
            assertThat(one.currency()).isEqualTo("USD");
            assertThat(one.schedule()).isEqualTo(Schedule.recurring(1, Schedule.Unit.MONTH));
            assertThat(one.attribution().campaign()).contains("spring");
            assertThat(one.startedAt()).isEqualTo(KIT.orders.get(number).placedAt());
            assertThat(one.nextAt()).isEqualTo(SubscriptionStart.next(one.startedAt(), one.schedule()));
        });
        assertThat(taken(number)).isEmpty();
    }

    @Test
    void whoeverKeepsSubscriptionsBeginsThem() {
        List<NewSubscription> begun = new ArrayList<>();
        KIT.subscriptions.keeper = begun::addAll;
        try {
            Customer customer = KIT.plugin.customer();
            String number = place(customer, recurring(Optional.of(customer)));
            assertThat(begun).singleElement().satisfies(one -> {
                assertThat(one.orderNumber()).isEqualTo(number);
                assertThat(one.customerId()).isEqualTo(customer.id());
            });
            assertThat(taken(number)).isEmpty();
        } finally {
            KIT.subscriptions.keeper = null;
        }
    }

    @Test
    void theNextDeliveryFollowsTheCalendar() {
        Instant last = Instant.parse("2024-01-31T10:15:30Z");
        assertThat(SubscriptionStart.next(last, Schedule.recurring(1, Schedule.Unit.MONTH)))
                .isEqualTo("2024-02-29T10:15:30Z");
        assertThat(SubscriptionStart.next(last, Schedule.recurring(2, Schedule.Unit.WEEK)))
                .isEqualTo("2024-02-14T10:15:30Z");
        assertThat(SubscriptionStart.next(last, Schedule.recurring(30, Schedule.Unit.DAY)))
                .isEqualTo("2024-03-01T10:15:30Z");
        assertThat(SubscriptionStart.next(last, Schedule.recurring(1, Schedule.Unit.YEAR)))
                .isEqualTo("2025-01-31T10:15:30Z");
    }

    @Test
    void anErasedCustomerLeavesNothingPersonal() {
        Customer buyer = KIT.member(UUID.randomUUID(), Company.Role.BUYER, 400);
        String held = KIT.cart(Optional.of(buyer), KIT.product(500), 1);
        assertThat(KIT.admin(RestFixture.TOKEN, "POST", "/carts/" + held + "/checkout", assisted())
                        .statusCode())
                .isEqualTo(202);
        KIT.memberships.remove(buyer.id());
        String number = place(buyer, recurring(Optional.of(buyer)));

        KIT.plugin.erase(KIT.data, buyer.id());
        assertThat(texts("select coalesce(customer_ip, '') || coalesce(purchase_order, '') from cart.placement", buyer))
                .containsExactly("");
        assertThat(texts("select state || choices || coalesce(customer_ip, '') from cart.approval", buyer))
                .containsExactly("withdrawn{}");
        assertThat(texts("select state from cart.subscription", buyer)).containsExactly("ended");
        assertThat(texts("select held::text from cart.cart", buyer)).containsOnly("false");
        assertThat(taken(number)).isEmpty();
        KIT.plugin.erase(KIT.data, buyer.id());
        assertThat(texts("select state from cart.approval", buyer)).containsExactly("withdrawn");
    }

    @Test
    void whereAnErasedCustomerCameFromIsForgotten() {
        Customer buyer = KIT.plugin.customer();
        taken(place(buyer, recurring(Optional.of(buyer))));
        place(buyer, recurring(Optional.of(buyer)));
        KIT.plugin.erase(KIT.data, buyer.id());
        assertThat(texts("select state from cart.subscription", buyer.id()))
                .containsExactlyInAnyOrder("taken", "ended");
        assertThat(texts("select attribution::text from cart.subscription", buyer.id()))
                .hasSize(2)
                .noneMatch(text -> text.contains("spring"));
    }

    @Test
    void whatAGuestBoughtIsTheirs() {
        CartData carts = new CartData(KIT.plugin.transactions());
        String cart = recurring(Optional.empty());
        String merged = merged(cart);
        UUID guest = bought(cart);
        assertThat(KIT.plugin
                        .export(guest, KIT.data, carts, KIT.links.data(), new CouponUseData(KIT.plugin.transactions()))
                        .get("cart.cart"))
                .extracting(told -> String.valueOf(told.get("id")))
                .containsExactlyInAnyOrder(cart, merged);
        assertThat(attributions(cart)).singleElement().asString().contains("spring");
        KIT.plugin.erase(KIT.data, guest);
        KIT.plugin.erase(carts, guest);
        assertThat(attributions(merged)).isEmpty();
        assertThat(attributions(cart)).singleElement().asString().doesNotContain("spring");
    }

    /** Who keeps what is asked in no order that is known. */
    @Test
    void aPurgedGuestLeavesNothing() {
        CartData carts = new CartData(KIT.plugin.transactions());
        for (List<CustomerData> all : List.of(List.of(carts, KIT.data), List.of(KIT.data, carts))) {
            String cart = recurring(Optional.empty());
            String merged = merged(cart);
            String others = recurring(Optional.empty());
            UUID guest = bought(cart);
            all.forEach(data -> KIT.plugin.purge(data, guest));
            assertThat(attributions(cart)).isEmpty();
            assertThat(attributions(merged)).isEmpty();
            assertThat(attributions(others)).hasSize(1);
            assertThat(texts("select 'x' from cart.placement", guest)).isEmpty();
        }
    }

    @Test
    void aPurgedCustomerLeavesNothing() {
        Customer buyer = KIT.member(UUID.randomUUID(), Company.Role.BUYER, 400);
        String held = KIT.cart(Optional.of(buyer), KIT.product(500), 1);
        KIT.admin(RestFixture.TOKEN, "POST", "/carts/" + held + "/checkout", assisted());
        KIT.memberships.remove(buyer.id());
        place(buyer, recurring(Optional.of(buyer)));
        KIT.plugin.purge(KIT.data, buyer.id());
        for (String table : List.of("placement", "approval", "subscription")) {
            assertThat(texts("select 'x' from cart." + table, buyer)).as(table).isEmpty();
        }
    }

    @Test
    void aMergedCustomersAreTheSurvivors() {
        Customer from = KIT.member(UUID.randomUUID(), Company.Role.BUYER, 400);
        Customer into = KIT.plugin.customer();
        KIT.admin(
                RestFixture.TOKEN,
                "POST",
                "/carts/" + KIT.cart(Optional.of(from), KIT.product(500), 1) + "/checkout",
                assisted());
        KIT.memberships.remove(from.id());
        place(from, recurring(Optional.of(from)));
        place(into, recurring(Optional.of(into)));
        KIT.plugin.merge(KIT.data, from.id(), into.id());
        for (Map.Entry<String, Integer> table :
                Map.of("placement", 2, "approval", 1, "subscription", 2).entrySet()) {
            assertThat(texts("select 'x' from cart." + table.getKey(), into)).hasSize(table.getValue());
            assertThat(texts("select 'x' from cart." + table.getKey(), from)).isEmpty();
        }
    }

    /** @return another cart of theirs, that went into it */
    private static String merged(String into) {
        String cart = recurring(Optional.empty());
        KIT.plugin
                .transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart set status = 'merged', merged_into = ?::uuid where id = ?::uuid",
                        into,
                        cart));
        return cart;
    }

    /** @return who it was */
    private static UUID bought(String cart) {
        HttpResponse<String> placed = KIT.store(
                "POST",
                "/carts/" + cart + "/checkout",
                "{\"paymentMethod\":\"invoice\",\"email\":\"" + cart + "@example.com\"}");
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        return KIT.orders
                .order(PlacingKit.json(placed).at("/order/number").asText())
                .customerId();
    }

    private static List<String> attributions(String cart) {
        return KIT.plugin
                .transactions()
                .read(connection -> Sql.list(
                        connection,
                        "select attribution::text from cart.cart where id = ?::uuid",
                        row -> row.getString(1),
                        cart));
    }

    /** A cart with something for every month. */
    private static String recurring(Optional<Customer> customer) {
        String cart = KIT.cart(customer, KIT.product(100), 1);
        HttpResponse<String> added = KIT.admin(
                RestFixture.TOKEN,
                "POST",
                "/carts/" + cart + "/lines",
                "{\"sku\":\"" + KIT.product(500)
                        + "\",\"quantity\":2,\"schedule\":{\"type\":\"recurring\",\"every\":1,\"unit\":\"month\"}}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        KIT.admin(RestFixture.TOKEN, "PUT", "/carts/" + cart + "/attribution", "{\"campaign\":\"spring\"}");
        return cart;
    }

    private static String assisted() {
        return "{\"paymentMethod\":\"invoice\",\"customerIp\":\"192.0.2.1\",\"purchaseOrder\":\"Ada's\"}";
    }

    private static String place(Customer customer, String cart) {
        HttpResponse<String> placed = KIT.admin(RestFixture.TOKEN, "POST", "/carts/" + cart + "/checkout", assisted());
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        String number = PlacingKit.json(placed).at("/order/number").asText();
        assertThat(KIT.orders.order(number).customerId()).isEqualTo(customer.id());
        return number;
    }

    private static List<NewSubscription> taken(String order) {
        return KIT.subscriptions.take(1_000).stream()
                .filter(one -> one.orderNumber().equals(order))
                .toList();
    }

    private static List<String> texts(String select, Customer customer) {
        return texts(select, customer.id());
    }

    private static List<String> texts(String select, UUID customer) {
        return KIT.plugin
                .transactions()
                .read(connection ->
                        Sql.list(connection, select + " where customer_id = ?", row -> row.getString(1), customer));
    }
}
