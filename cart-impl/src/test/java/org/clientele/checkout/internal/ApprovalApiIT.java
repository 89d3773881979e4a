package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Orders above the limit of a company wait until somebody allows them. */
final class ApprovalApiIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of());
    private static final String INVOICE = "{\"paymentMethod\":\"invoice\",\"purchaseOrder\":\"PO 1\"}";
    private static final long LIMIT = 10_000;

    private final UUID company = UUID.randomUUID();
    private final Customer buyer = KIT.member(company, Company.Role.BUYER, LIMIT);

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void upToTheLimitNobodyIsAsked() {
        String cart = KIT.cart(Optional.of(buyer), KIT.product(LIMIT), 1);
        assertThat(checkout(buyer, cart).statusCode()).isEqualTo(201);
        Customer approver = KIT.member(company, Company.Role.APPROVER, LIMIT);
        String large = KIT.cart(Optional.of(approver), KIT.product(LIMIT + 1), 1);
        assertThat(checkout(approver, large).statusCode()).isEqualTo(201);
    }

    @Test
    void aboveTheLimitTheCartIsHeld() {
        String sku = KIT.product(LIMIT + 1);
        String cart = KIT.cart(Optional.of(buyer), sku, 1);
        HttpResponse<String> answer = checkout(buyer, cart);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode held = PlacingKit.json(answer);
        assertThat(held.get("order").isNull()).isTrue();
        assertThat(held.at("/cart/status").asText()).isEqualTo("open");
        assertThat(held.at("/approval/state").asText()).isEqualTo("waiting");
        assertThat(held.at("/approval/total").asLong()).isEqualTo(LIMIT + 1);
        assertThat(held.at("/approval/askedBy").asText()).isEqualTo("customer:" + buyer.id());
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested");

        assertProblem(
                KIT.admin(RestFixture.TOKEN, "POST", "/carts/" + cart + "/lines", "{\"sku\":\"" + sku + "\"}"),
                409,
                "awaiting-approval");
        assertProblem(KIT.admin(RestFixture.TOKEN, "DELETE", "/carts/" + cart, null), 409, "awaiting-approval");
        assertProblem(checkout(buyer, cart), 409, "awaiting-approval");
        JsonNode told = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart + "/checkout", null));
        assertThat(told.get("order").isNull()).isTrue();
        assertThat(told.get("paymentMethod").asText()).isEqualTo("invoice");
        assertThat(told.at("/approval/state").asText()).isEqualTo("waiting");

        // Whoever asked can take it back, once.
        assertThat(KIT.shopper(buyer.id(), "DELETE", "/carts/" + cart + "/checkout", null)
                        .statusCode())
                .isEqualTo(204);
        assertProblem(KIT.shopper(buyer.id(), "DELETE", "/carts/" + cart + "/checkout", null), 404, "not-found");
        assertThat(KIT.admin(RestFixture.TOKEN, "POST", "/carts/" + cart + "/lines", "{\"sku\":\"" + sku + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(checkout(buyer, cart).statusCode()).isEqualTo(202);
    }

    @Test
    void anApproverPlacesTheOrder() {
        Customer approver = KIT.member(company, Company.Role.APPROVER, LIMIT);
        String cart = KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1);
        String approval = asked(buyer, cart);
        JsonNode waiting =
                PlacingKit.json(KIT.shopper(approver.id(), "GET", "/me/carts/approvals?state=waiting", null));
        assertThat(waiting.get("items")).singleElement().satisfies(item -> {
            assertThat(item.get("id").asText()).isEqualTo(approval);
            assertThat(item.get("mayDecide").asBoolean()).isTrue();
        });

        JsonNode asked = PlacingKit.json(KIT.shopper(approver.id(), "GET", "/me/carts/approvals/" + approval, null));
        assertThat(asked.at("/cart/lines")).hasSize(1);
        assertThat(asked.at("/approval/total").asLong()).isEqualTo(LIMIT + 1);
        assertThat(asked.get("mayDecide").asBoolean()).isTrue();

        HttpResponse<String> answer = approve(approver, approval);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode placed = PlacingKit.json(answer);
        assertThat(placed.at("/approval/state").asText()).isEqualTo("approved");
        assertThat(placed.at("/approval/decidedBy").asText()).isEqualTo("customer:" + approver.id());
        assertThat(placed.at("/approval/orderNumber")).isEqualTo(placed.at("/order/number"));
        assertThat(placed.at("/cart/status").asText()).isEqualTo("completed");
        assertThat(KIT.orders
                        .get(placed.at("/order/number").asText())
                        .customer()
                        .id())
                .contains(buyer.id());
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested", "cart.completed", "cart.approved");
        JsonNode told = PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart + "/checkout", null));
        assertThat(told.get("actor").asText()).isEqualTo("customer:" + buyer.id());
        assertThat(told.get("purchaseOrder").asText()).isEqualTo("PO 1");
        assertThat(told.at("/approval/decidedBy").asText()).isEqualTo("customer:" + approver.id());
        assertProblem(approve(approver, approval), 409, "already-decided");
        assertThat(KIT.orders.ofCustomer(buyer.id())).isEqualTo(1);
    }

    @Test
    void nobodyElseDecides() {
        String approval = asked(buyer, KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1));
        Customer colleague = KIT.member(company, Company.Role.BUYER, LIMIT);
        Customer stranger = KIT.member(UUID.randomUUID(), Company.Role.ADMIN, LIMIT);
        assertProblem(approve(buyer, approval), 403, "own-order");
        assertProblem(approve(colleague, approval), 404, "not-found");
        assertProblem(approve(stranger, approval), 404, "not-found");
        assertProblem(KIT.shopper(stranger.id(), "GET", "/me/carts/approvals/" + approval, null), 404, "not-found");
        assertProblem(KIT.admin(PlacingKit.NORTH, "GET", "/carts/approvals/" + approval, null), 404, "not-found");
        assertProblem(
                KIT.shopper(stranger.id(), "POST", "/me/carts/approvals/" + approval + "/reject", "{}"),
                404,
                "not-found");
        assertThat(items(KIT.shopper(stranger.id(), "GET", "/me/carts/approvals", null)))
                .isEmpty();
        assertThat(items(KIT.shopper(colleague.id(), "GET", "/me/carts/approvals", null)))
                .isEmpty();
        assertThat(items(KIT.shopper(buyer.id(), "GET", "/me/carts/approvals", null)))
                .singleElement()
                .satisfies(item -> assertThat(item.get("mayDecide").asBoolean()).isFalse());
        assertProblem(
                KIT.admin(PlacingKit.NORTH, "POST", "/carts/approvals/" + approval + "/approve", null),
                404,
                "not-found");
        assertThat(items(KIT.admin(PlacingKit.NORTH, "GET", "/carts/approvals", null)))
                .isEmpty();
        assertProblem(
                KIT.admin(PlacingKit.READER, "POST", "/carts/approvals/" + approval + "/approve", null),
                403,
                "scope-missing");
        // Who has become an approver still does not decide the own order; an administrator may.
        KIT.memberships.put(
                buyer.id(), new Company.Membership(company, "Company", Company.Role.APPROVER, Optional.empty()));
        assertProblem(approve(buyer, approval), 403, "own-order");
        KIT.memberships.put(
                buyer.id(), new Company.Membership(company, "Company", Company.Role.ADMIN, Optional.empty()));
        assertThat(approve(buyer, approval).statusCode()).isEqualTo(201);
    }

    @Test
    void moreThanWasAskedForGoesOnWaiting() {
        Customer admin = KIT.member(company, Company.Role.ADMIN, LIMIT);
        String sku = KIT.product(LIMIT + 1);
        String cart = KIT.cart(Optional.of(buyer), sku, 1);
        String approval = asked(buyer, cart);
        KIT.product(sku, LIMIT + 2, true);
        assertProblem(approve(admin, approval), 409, "total-changed");
        KIT.product(sku, LIMIT + 1, false);
        assertProblem(approve(admin, approval), 409, "not-available");
        assertThat(items(KIT.shopper(admin.id(), "GET", "/me/carts/approvals?state=waiting", null)))
                .hasSize(1);
        KIT.product(sku, LIMIT, true);
        JsonNode placed = PlacingKit.json(approve(admin, approval));
        assertThat(placed.at("/order/total").asLong()).isEqualTo(LIMIT);
    }

    @Test
    void aCartThatWasGivenUpIsNoOrder() {
        Customer admin = KIT.member(company, Company.Role.ADMIN, LIMIT);
        String cart = KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1);
        String approval = asked(buyer, cart);
        KIT.plugin
                .transactions()
                .sql(connection -> Sql.update(
                        connection, "update cart.cart set status = 'expired' where id = ?", UUID.fromString(cart)));
        assertProblem(approve(admin, approval), 409, "cart-closed");
        assertThat(KIT.orders.ofCustomer(buyer.id())).isZero();
    }

    @Test
    void whoAskedHearsOfTheDecision() {
        String cart = KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1);
        assertThat(KIT.admin(RestFixture.TOKEN, "PUT", "/carts/" + cart + "/attribution", "{}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> held = KIT.admin(PlacingKit.STAFF, "POST", "/carts/" + cart + "/checkout", INVOICE);
        assertThat(held.statusCode()).isEqualTo(202);
        String approval = PlacingKit.json(held).at("/approval/id").asText();
        assertProblem(
                KIT.admin(PlacingKit.STAFF, "POST", "/carts/approvals/" + approval + "/approve", null),
                403,
                "own-order");
        HttpResponse<String> rejected = KIT.admin(
                RestFixture.TOKEN,
                "POST",
                "/carts/approvals/" + approval + "/reject",
                "{\"reason\":\"Not this month\"}");
        assertThat(rejected.statusCode()).as(rejected.body()).isEqualTo(200);
        assertThat(PlacingKit.json(rejected).get("reason").asText()).isEqualTo("Not this month");
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested", "cart.rejected");
        assertThat(KIT.notified)
                .filteredOn(told -> told.customer().equals(Optional.of(buyer.id())))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.recipient()).isEqualTo("staff:ann");
                    assertThat(told.kind()).isEqualTo("cart.rejected");
                });
        // It is open again, and the agent is on it.
        HttpResponse<String> again = checkout(buyer, cart);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(PlacingKit.json(again).at("/cart/attribution").has("agent")).isFalse();
        assertThat(PlacingKit.json(KIT.admin(RestFixture.TOKEN, "GET", "/carts/" + cart + "/attribution", null))
                        .get("agent")
                        .asText())
                .isEqualTo("staff:ann");
    }

    @Test
    void twoApproversMakeOneOrder() throws Exception {
        Customer approver = KIT.member(company, Company.Role.APPROVER, LIMIT);
        Customer admin = KIT.member(company, Company.Role.ADMIN, LIMIT);
        String approval = asked(buyer, KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Integer> statuses = new ArrayList<>();
        try {
            List<Future<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Customer who = i % 2 == 0 ? approver : admin;
                all.add(pool.submit(() -> approve(who, approval)));
            }
            for (Future<HttpResponse<String>> one : all) {
                statuses.add(one.get().statusCode());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(KIT.orders.ofCustomer(buyer.id())).isEqualTo(1);
    }

    @Test
    void badStatesAndReasonsSayWhere() {
        assertThat(KIT.admin(RestFixture.TOKEN, "GET", "/carts/approvals?state=maybe", null)
                        .body())
                .contains("?state");
        String approval = asked(buyer, KIT.cart(Optional.of(buyer), KIT.product(LIMIT + 1), 1));
        assertThat(KIT.admin(
                                RestFixture.TOKEN,
                                "POST",
                                "/carts/approvals/" + approval + "/reject",
                                "{\"reason\":\"" + "x".repeat(501) + "\"}")
                        .body())
                .contains("/reason");
        assertThat(KIT.admin(RestFixture.TOKEN, "POST", "/carts/approvals/" + approval + "/reject", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String asked(Customer customer, String cart) {
        HttpResponse<String> answer = checkout(customer, cart);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return PlacingKit.json(answer).at("/approval/id").asText();
    }

    private static HttpResponse<String> checkout(Customer customer, String cart) {
        return KIT.shopper(customer.id(), "POST", "/carts/" + cart + "/checkout", INVOICE);
    }

    private static HttpResponse<String> approve(Customer customer, String approval) {
        return KIT.shopper(customer.id(), "POST", "/me/carts/approvals/" + approval + "/approve", null);
    }

    private static List<JsonNode> items(HttpResponse<String> answer) {
        List<JsonNode> items = new ArrayList<>();
        PlacingKit.json(answer).get("items").forEach(items::add);
        return items;
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(PlacingKit.json(answer).get("code").asText()).isEqualTo(code);
    }
}
