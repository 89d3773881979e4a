package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.itests.CartShop.euro;
import static org.clientele.itests.CartShop.line;
import static org.clientele.itests.CartShop.ok;
import static org.clientele.itests.CartShop.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What carts mean to customers, companies and lists, with the assembled product. */
final class CartCustomersIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final CartShop SHOP = CartShop.shared();
    private static final Api ADMIN = SHOP.admin();

    @Test
    void aCompanysLimitHoldsAnOrderForApproval() {
        String company = ok(ADMIN.post("companies", Map.of("name", "Acme", "approvalLimit", euro(5_000))))
                .get("id")
                .asText();
        CartShop.Shopper buyer = member(company, "buyer");
        CartShop.Shopper approver = member(company, "approver");
        String sku = SHOP.product("desk", 6_000);
        String cart = "carts/"
                + ok(SHOP.inSession(buyer.session(), "POST", "carts", Map.of("lines", List.of(line(sku, 1)))))
                        .get("id")
                        .asText();

        Api.Answer held =
                SHOP.inSession(buyer.session(), "POST", cart + "/checkout", Map.of("paymentMethod", "invoice"));
        assertThat(held.status()).as(held.text()).isEqualTo(202);
        assertThat(held.at("/approval/state")).isEqualTo("waiting");
        refused(SHOP.inSession(buyer.session(), "POST", cart + "/lines", line(sku, 1)), 409, "awaiting-approval");
        assertThat(SHOP.orders(buyer.id())).isEmpty();

        String approval = "me/carts/approvals/" + held.at("/approval/id");
        refused(SHOP.inSession(buyer.session(), "POST", approval + "/approve", ""), 403, "own-order");
        assertThat(ok(SHOP.inSession(approver.session(), "GET", "me/carts/approvals?state=waiting", ""))
                        .at("/items/0/mayDecide")
                        .asBoolean())
                .isTrue();
        JsonNode placed = ok(SHOP.inSession(approver.session(), "POST", approval + "/approve", ""));
        assertThat(SHOP.orders(buyer.id()))
                .containsExactly(placed.at("/order/number").asText());
        refused(SHOP.inSession(approver.session(), "POST", approval + "/approve", ""), 409, "already-decided");
    }

    @Test
    void aMergeOfCustomersMovesCartsAndAnUndoGivesThemBack() {
        String sku = SHOP.product("tea", 1_000);
        String into = SHOP.customer("Ida", Map.of());
        String from = SHOP.customer("Ida", Map.of());
        String open = SHOP.cart(from, line(sku, 2));
        String paid = SHOP.cart(from, line(sku, 1));
        ok(ADMIN.post("carts/" + paid + "/checkout", Map.of("paymentMethod", "invoice")));

        String merge = ok(ADMIN.post("customers/" + into + "/merges", Map.of("from", List.of(from))))
                .get("id")
                .asText();

        for (String cart : List.of(open, paid)) {
            assertThat(SHOP.read(cart).get("customerId").asText()).isEqualTo(into);
        }
        assertThat(carts(into)).containsExactlyInAnyOrder(open, paid);
        assertThat(attributes(into)).isEqualTo("1 open, 0 abandoned");
        ok(ADMIN.post("carts/" + open + "/lines", line(sku, 1)));

        ok(ADMIN.post("merges/" + merge + "/undo", Map.of()));
        for (String cart : List.of(open, paid)) {
            assertThat(SHOP.read(cart).get("customerId").asText()).isEqualTo(from);
        }
        assertThat(carts(into)).isEmpty();
        assertThat(attributes(into)).isEqualTo("0 open, 0 abandoned");
        assertThat(attributes(from)).isEqualTo("1 open, 0 abandoned");
        assertThat(SHOP.read(open).at("/lines/0/quantity").asLong()).isEqualTo(3);
    }

    @Test
    void anErasureLeavesNothingPersonalInCarts() throws Exception {
        String canary = "Canary" + UUID.randomUUID().toString().substring(0, 8);
        String sku = SHOP.product("tea", 1_000);
        String customer = SHOP.customer(canary, Map.of("lastName", canary));
        String paid = SHOP.cart(customer, line(sku, 1));
        ok(ADMIN.put("carts/" + paid + "/attribution", Map.of("campaign", canary, "utm", Map.of("term", canary))));
        ok(ADMIN.post(
                "carts/" + paid + "/checkout",
                Map.of("paymentMethod", "invoice", "customerIp", "203.0.113.99", "purchaseOrder", canary)));
        String open = SHOP.cart(customer, line(sku, 1));
        ok(ADMIN.post("carts/" + open + "/checkout-links", Map.of("sendMail", true)));
        String begun = ok(ADMIN.post("carts/" + open + "/agent-checkout", Map.of("customerIp", "203.0.113.99")))
                .get("token")
                .asText();
        assertThat(tablesWith("203.0.113.99", canary)).contains("cart.placement");
        String reference =
                ok(ADMIN.get("customers/" + customer)).get("reference").asText();

        Api.Answer erased = ADMIN.delete("customers/" + customer + "?mode=erase&confirm=" + reference, "If-Match", "*");

        assertThat(erased.status()).as(erased.text()).isEqualTo(204);
        refused(SHOP.inSession(begun, "GET", "carts/" + open, ""), 401, "unauthenticated");
        assertThat(ADMIN.get("carts/" + open).status()).isEqualTo(404);
        assertThat(SHOP.read(paid).get("status").asText()).isEqualTo("completed");
        assertThat(tablesWith("203.0.113.99", canary)).isEmpty();
    }

    @Test
    void listsShowAndFilterWhatCustomersHaveInOpenCarts() throws Exception {
        String tea = SHOP.product("tea", 1_000);
        String customer = SHOP.customer("Hedy", Map.of());
        String left = SHOP.cart(customer, line(tea, 3));
        SHOP.cart(customer, line(tea, 1));
        long value = SHOP.read(left).get("total").asLong();
        execute("update cart.cart set changed_at = now() - interval '2 hours' where id = '" + left + "'");
        Until.within(SOON, "abandoned", () -> {
            execute("update customer.recurring_task set execution_time = now() where task_name = 'cart.abandonment'"
                    + " and not picked");
            return attributes(customer).equals("2 open, 1 abandoned");
        });

        String query = "customers?fields=id,cart.openCarts,cart.openValue,cart.abandoned&sort=-cart.openValue&filter="
                + "id%20eq%20%22" + customer + "%22%20and%20cart.abandoned%20gt%200%20and%20cart.openValue%20gt%20"
                + value;
        JsonNode found = ok(ADMIN.get(query)).at("/items/0");
        assertThat(found.get("id").asText()).isEqualTo(customer);
        assertThat(found.at("/cart.openValue/amount").asLong()).isGreaterThan(value);
        assertThat(found.at("/cart.openValue/currency").asText()).isEqualTo("EUR");
        assertThat(ok(ADMIN.get("carts?abandoned=true&customer=" + customer))
                        .get("items")
                        .findValuesAsText("id"))
                .containsExactly(left);

        ok(ADMIN.post("carts/" + left + "/lines", line(tea, 1)));
        assertThat(attributes(customer)).isEqualTo("2 open, 0 abandoned");
        Until.within(SOON, "events", () -> events(customer).equals(List.of("cart.abandoned", "cart.recovered")));
    }

    @Test
    void productsAreImported() throws Exception {
        String run = UUID.randomUUID().toString().substring(0, 8);
        String file = "{\"sku\":\"a-" + run + "\",\"name\":\"Kettle " + run
                + "\",\"price\":{\"amount\":4900,\"currency\":\"EUR\"}}\n"
                + "{\"sku\":\"b-" + run + "\",\"name\":\"\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}\n"
                + "{\"sku\":\"c-" + run + "\",\"name\":\"Spoon " + run
                + "\",\"price\":{\"amount\":300,\"currency\":\"EUR\"}}\n";
        Api.Answer started = ADMIN.send(
                "POST", "imports?type=products", BodyPublishers.ofString(file), "Content-Type", "application/x-ndjson");
        String operation = "operations/" + ok(started).get("id").asText();
        Until.within(SOON, "import", () -> !Set.of("queued", "running")
                .contains(ADMIN.get(operation).at("/state")));

        Api.Answer ended = ADMIN.get(operation);
        assertThat(ended.at("/result/created")).as(ended.text()).isEqualTo("2");
        assertThat(ended.at("/result/failed")).isEqualTo("1");
        Api.Answer errors = ADMIN.get(operation + "/errors");
        assertThat(errors.at("/items/0/item")).as(errors.text()).isEqualTo("2");
        assertThat(ok(ADMIN.get("products?q=" + run)).get("items").findValuesAsText("sku"))
                .containsExactlyInAnyOrder("a-" + run, "c-" + run);
        assertThat(SHOP.read(SHOP.cart("", line("a-" + run, 2))).get("subtotal").asLong())
                .isEqualTo(9_800);
    }

    private static CartShop.Shopper member(String company, String role) {
        CartShop.Shopper shopper = SHOP.shopper(role);
        ok(ADMIN.put("companies/" + company + "/members/" + shopper.id(), Map.of("role", role)));
        return shopper;
    }

    private static List<String> carts(String customer) {
        return ok(ADMIN.get("carts?customer=" + customer)).get("items").findValuesAsText("id");
    }

    private static String attributes(String customer) {
        JsonNode item = ok(ADMIN.get(
                        "customers?fields=id,cart.openCarts,cart.abandoned&filter=id%20eq%20%22" + customer + "%22"))
                .at("/items/0");
        return item.get("cart.openCarts") + " open, " + item.get("cart.abandoned") + " abandoned";
    }

    private static List<String> events(String customer) {
        return ok(ADMIN.get("events?type=cart.*&customerId=" + customer))
                .get("items")
                .findValuesAsText("type");
    }

    /** The tables of the cart's schema of which a row has one of the words. */
    private static Set<String> tablesWith(String... words) throws SQLException {
        Set<String> found = new java.util.TreeSet<>();
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            Set<String> tables = new java.util.TreeSet<>();
            try (ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                    + " where table_schema = 'cart' and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.add("cart." + rows.getString(1));
                }
            }
            for (String table : tables) {
                for (String word : words) {
                    try (ResultSet rows = statement.executeQuery(
                            "select 1 from " + table + " t where t::text ilike '%" + word + "%' limit 1")) {
                        if (rows.next()) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection database() throws SQLException {
        Distribution distribution = SHOP.distribution();
        return DriverManager.getConnection(distribution.databaseUrl(), "clientele", distribution.databasePassword());
    }
}
