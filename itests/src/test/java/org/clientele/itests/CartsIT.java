package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.itests.CartShop.euro;
import static org.clientele.itests.CartShop.line;
import static org.clientele.itests.CartShop.ok;
import static org.clientele.itests.CartShop.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Carts from the first product to the order, with the assembled product over HTTP. */
final class CartsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final CartShop SHOP = CartShop.shared();
    private static final Api ADMIN = SHOP.admin();

    @Test
    void anAgentFillsACartAndTheCustomerPaysItByAMailedLink() throws Exception {
        String tea = SHOP.product("tea", 1_000);
        String cup = SHOP.product("cup", 500);
        String customer = SHOP.customer("Ada", Map.of("groups", List.of(wholesaleGroup(tea, 900))));
        String coupon = "CUP-" + UUID.randomUUID().toString().substring(0, 8);
        ok(ADMIN.post("coupons", Map.of("code", coupon, "then", Map.of("fixed", euro(100), "skus", List.of(cup)))));
        String offer = ok(ADMIN.post(
                        "offers",
                        Map.of(
                                "name",
                                "Three teas",
                                "when",
                                Map.of("minQuantity", Map.of("skus", List.of(tea), "quantity", 3)),
                                "then",
                                Map.of("percent", 10, "skus", List.of(tea)))))
                .get("id")
                .asText();
        CartShop.Agent agent = SHOP.agent();

        String cart = "carts/"
                + ok(agent.send("POST", "carts", Map.of("customerId", customer, "country", "DE")))
                        .get("id")
                        .asText();
        String found = ok(agent.send("GET", "products?q=" + tea.substring(2).toUpperCase(java.util.Locale.ROOT), ""))
                .at("/items/0/sku")
                .asText();
        JsonNode one = ok(agent.send("POST", cart + "/lines", line(found, 1)));
        assertThat(one.at("/lines/0/unitPrice").asLong())
                .as("of the price list")
                .isEqualTo(900);
        ok(agent.send("POST", cart + "/lines", line(cup, 1)));
        JsonNode missing = ok(agent.send("POST", cart + "/codes", Map.of("code", coupon)));
        assertThat(missing.get("hints")).singleElement().satisfies(hint -> {
            assertThat(hint.get("id").asText()).isEqualTo(offer);
            assertThat(hint.get("missing").asText()).isEqualTo("quantity");
            assertThat(hint.get("amount").asLong()).isEqualTo(2);
        });
        JsonNode full =
                ok(agent.send("PATCH", cart + "/lines/" + one.at("/lines/0/id").asText(), Map.of("quantity", 3)));
        assertThat(full.get("hints")).isEmpty();
        assertThat(full.get("offers").findValuesAsText("amount")).containsExactlyInAnyOrder("270", "100");
        assertThat(amounts(full)).isEqualTo("3200 - 370 + 490 + 631 = 3951");

        JsonNode link = ok(agent.send("POST", cart + "/checkout-links", Map.of("sendMail", true)));
        JsonNode mail = ok(ADMIN.get("outbox?template=checkout-link&customerId=" + customer))
                .at("/items/0");
        assertThat(mail.at("/links/0")).isEqualTo(link.get("url"));
        String token = link.get("token").asText();
        Api anybody = SHOP.distribution().anonymous();
        for (int i = 0; i < 3; i++) {
            Api.Answer preview = anybody.get("/api/store/v1/checkout-links/" + token);
            assertThat(amounts(ok(preview))).isEqualTo(amounts(full));
            assertThat(preview.text()).doesNotContain("Ada", "example.com", "Berlin", customer);
        }
        JsonNode opened = ok(anybody.post("/api/store/v1/checkout-links/" + token + "/redeem", ""));
        refused(anybody.post("/api/store/v1/checkout-links/" + token + "/redeem", ""), 410, "link-used");
        assertThat(opened.at("/customer/firstName").asText()).isEqualTo("Ada");
        assertThat(opened.at("/customer/addresses/0/city").asText()).isEqualTo("Berlin");
        String session = opened.get("token").asText();

        JsonNode placed = ok(SHOP.inSession(
                session, "POST", cart + "/checkout", Map.of("paymentMethod", "paypal", "expectedTotal", 3_951)));

        String number = placed.at("/order/number").asText();
        assertThat(placed.at("/order/total").asLong()).isEqualTo(3_951);
        assertThat(SHOP.orders(customer)).containsExactly(number);
        JsonNode person = ok(ADMIN.get("customers/" + customer));
        assertThat(person.get("orders").asInt()).isEqualTo(1);
        assertThat(person.at("/totalSpent/amount").asLong()).isEqualTo(3_951);
        assertThat(ok(ADMIN.get("orders/" + number)).at("/attribution/agent").asText())
                .isEqualTo(agent.id());
        Until.within(SOON, "cart.completed", () -> completed(customer).size() == 1);
        assertThat(completed(customer).get(0).at("/data/order").asText()).isEqualTo(number);
        assertThat(SHOP.distribution().log() + SHOP.distribution().output()).doesNotContain(token, session);
    }

    @Test
    void anAgentPaysForTheCustomerOnThePhone() throws Exception {
        String customer = SHOP.customer("Joan", Map.of());
        String cart = "carts/" + SHOP.cart(customer, line(SHOP.product("tea", 1_000), 2));
        CartShop.Agent agent = SHOP.agent();
        JsonNode begun = ok(agent.send("POST", cart + "/agent-checkout", Map.of("customerIp", "203.0.113.7")));
        String session = begun.get("token").asText();
        assertThat(begun.get("url").asText()).endsWith("#session=" + session);

        refused(
                SHOP.inSession(session, "POST", cart + "/checkout", Map.of("paymentMethod", "paypal")),
                409,
                "redirect-payment-needs-customer");
        ok(SHOP.inSession(session, "PUT", cart + "/attribution", Map.of("channel", "phone")));
        JsonNode placed = ok(SHOP.inSession(session, "POST", cart + "/checkout", Map.of("paymentMethod", "invoice")));

        assertThat(SHOP.orders(customer))
                .containsExactly(placed.at("/order/number").asText());
        JsonNode placement = ok(ADMIN.get(cart + "/checkout"));
        assertThat(placement.get("actor").asText()).isEqualTo(agent.id());
        assertThat(placement.get("customerIp").asText()).isEqualTo("203.0.113.7");
        String audit = "audit?customerId=" + customer + "&actor=" + agent.id() + "&action=";
        for (String action : List.of("cart.agent-checkout", "cart.changed", "cart.checked-out")) {
            Until.within(
                    SOON,
                    action,
                    () -> ok(ADMIN.get(audit + action)).get("items").size() == 1);
            JsonNode entry = ok(ADMIN.get(audit + action)).at("/items/0");
            assertThat(entry.at("/actor/name").asText()).isEqualTo("Grace");
            assertThat(entry.get("subject").asText()).isEqualTo("customer:" + customer);
        }

        assertThat(ok(SHOP.inSession(session, "GET", cart, "")).get("status").asText())
                .isEqualTo("completed");
        ok(agent.send("POST", "logout", ""));
        refused(SHOP.inSession(session, "GET", cart, ""), 401, "unauthenticated");
    }

    @Test
    void aGuestsCartIsMergedAtTheLoginAndGivenBack() {
        String tea = SHOP.product("tea", 1_000);
        String cup = SHOP.product("cup", 500);
        String guest = ok(SHOP.store("POST", "carts", Map.of("lines", List.of(line(tea, 2)))))
                .get("id")
                .asText();
        ok(SHOP.store("POST", "carts/" + guest + "/lines", line(cup, 1)));
        CartShop.Shopper shopper = SHOP.shopper("Mary");
        String own = ok(SHOP.inSession(shopper.session(), "POST", "carts", Map.of("lines", List.of(line(tea, 5)))))
                .get("id")
                .asText();
        refused(SHOP.store("GET", "carts/" + own, ""), 404, "not-found");

        JsonNode merged = ok(SHOP.inSession(shopper.session(), "POST", "me/carts/merges", Map.of("cart", guest)));

        assertThat(merged.get("policy").asText()).as("as configured").isEqualTo("keep-customer");
        assertThat(merged.get("into").asText()).isEqualTo(own);
        assertThat(lines(merged.get("cart"))).isEqualTo(Map.of(tea, 5L));
        assertThat(merged.at("/buckets/dropped").findValuesAsText("sku")).containsExactlyInAnyOrder(tea, cup);
        refused(SHOP.store("POST", "carts/" + guest + "/lines", line(cup, 1)), 409, "cart-closed");
        ok(SHOP.inSession(
                shopper.session(), "POST", "me/carts/merges/" + merged.get("id").asText() + "/undo", ""));
        assertThat(lines(ok(SHOP.store("GET", "carts/" + guest, "")))).isEqualTo(Map.of(tea, 2L, cup, 1L));
        assertThat(lines(SHOP.read(own))).isEqualTo(Map.of(tea, 5L));

        JsonNode added = ok(
                SHOP.inSession(shopper.session(), "POST", "me/carts/merges", Map.of("cart", guest, "policy", "add")));
        assertThat(lines(added.get("cart"))).isEqualTo(Map.of(tea, 7L, cup, 1L));
        assertThat(ok(SHOP.inSession(shopper.session(), "GET", "me/carts", "")).get("items"))
                .hasSize(1);
    }

    @Test
    void twentyCheckoutsOfOneCartAreOneOrder() throws Exception {
        String customer = SHOP.customer("Edith", Map.of());
        String sku = SHOP.product("tea", 1_000);
        Map<String, String> invoice = Map.of("paymentMethod", "invoice");

        String bare = "carts/" + SHOP.cart(customer, line(sku, 1)) + "/checkout";
        List<Api.Answer> answers = CartShop.parallel(20, () -> ADMIN.post(bare, invoice));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> refused(answer, 409, "cart-closed"));
        assertThat(SHOP.orders(customer)).hasSize(1);

        String keyed = "carts/" + SHOP.cart(customer, line(sku, 1)) + "/checkout";
        String key = UUID.randomUUID().toString();
        List<Api.Answer> repeated = CartShop.parallel(20, () -> ADMIN.post(keyed, invoice, "Idempotency-Key", key));
        assertThat(repeated.stream().filter(answer -> answer.status() != 201))
                .allSatisfy(answer -> refused(answer, 409, "idempotency-in-progress"));
        Set<String> numbers = repeated.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.at("/order/number"))
                .collect(Collectors.toSet());
        assertThat(numbers).hasSize(1);
        Api.Answer again = ADMIN.post(keyed, invoice, "Idempotency-Key", key);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(numbers).containsExactly(again.at("/order/number"));
        assertThat(SHOP.orders(customer)).hasSize(2).containsAll(numbers);
        assertThat(ok(ADMIN.get("customers/" + customer)).get("orders").asInt()).isEqualTo(2);
    }

    @Test
    void whatRecursBecomesASubscription() {
        String sku = SHOP.product("tea", 1_000);
        String cart = SHOP.cart(
                SHOP.customer("Rosa", Map.of()),
                line(sku, 1),
                Map.of(
                        "sku",
                        sku,
                        "quantity",
                        2,
                        "schedule",
                        Map.of("type", "recurring", "every", 3, "unit", "month")));
        assertThat(SHOP.read(cart).get("lines")).as("one of each schedule").hasSize(2);

        JsonNode placed = ok(ADMIN.post("carts/" + cart + "/checkout", Map.of("paymentMethod", "invoice")));

        assertThat(placed.get("subscriptions")).singleElement().satisfies(begun -> {
            assertThat(begun.get("quantity").asInt()).isEqualTo(2);
            assertThat(begun.at("/schedule/every").asInt()).isEqualTo(3);
            assertThat(java.time.Instant.parse(begun.get("nextAt").asText()))
                    .isEqualTo(
                            java.time.Instant.parse(placed.at("/order/placedAt").asText())
                                    .atOffset(java.time.ZoneOffset.UTC)
                                    .plusMonths(3)
                                    .toInstant());
        });
    }

    @Test
    void shippingIsFreeByAnOfferAndByAGroup() {
        String sku = SHOP.product("tea", 1_000);
        String stranger = SHOP.customer("Lise", Map.of());
        assertThat(amounts(SHOP.read(germanCart(stranger, sku)))).isEqualTo("1000 - 0 + 490 + 283 = 1773");

        String vip = "vip-" + UUID.randomUUID().toString().substring(0, 8);
        ok(ADMIN.post(
                "groups", Map.of("code", vip, "name", vip, "kind", "vip", "benefits", Map.of("freeShipping", true))));
        String member = SHOP.customer("Emmy", Map.of("groups", List.of(vip)));
        assertThat(amounts(SHOP.read(germanCart(member, sku)))).isEqualTo("1000 - 0 + 0 + 190 = 1190");

        String coupon = "SHIP-" + UUID.randomUUID().toString().substring(0, 8);
        ok(ADMIN.post("coupons", Map.of("code", coupon, "then", Map.of("freeShipping", true))));
        String cart = germanCart(stranger, sku);
        ok(ADMIN.post("carts/" + cart + "/codes", Map.of("code", coupon)));
        assertThat(amounts(SHOP.read(cart))).isEqualTo("1000 - 490 + 490 + 190 = 1190");
        JsonNode placed = ok(ADMIN.post("carts/" + cart + "/checkout", Map.of("paymentMethod", "invoice")));
        assertThat(placed.at("/order/total").asLong()).isEqualTo(1_190);
    }

    private static String germanCart(String customer, String sku) {
        String cart = SHOP.cart(customer, line(sku, 1));
        ok(ADMIN.patch("carts/" + cart, Map.of("country", "DE")));
        return cart;
    }

    /** @return the code of a group to which the product costs less */
    private static String wholesaleGroup(String sku, long price) {
        String list = "wholesale-" + UUID.randomUUID().toString().substring(0, 8);
        ok(ADMIN.put("price-lists/" + list, Map.of("name", list, "currency", "EUR")));
        ok(ADMIN.put(
                "price-lists/" + list + "/prices/" + sku, Map.of("tiers", List.of(Map.of("from", 1, "price", price)))));
        ok(ADMIN.post(
                "groups",
                Map.of("code", list, "name", list, "kind", "wholesale", "benefits", Map.of("priceList", list))));
        return list;
    }

    private static JsonNode completed(String customer) {
        return ok(ADMIN.get("events?type=cart.completed&customerId=" + customer))
                .get("items");
    }

    private static Map<String, Long> lines(JsonNode cart) {
        Map<String, Long> lines = new java.util.HashMap<>();
        cart.get("lines")
                .forEach(line -> lines.merge(
                        line.get("sku").asText(), line.get("quantity").asLong(), Long::sum));
        return lines;
    }

    private static String amounts(JsonNode cart) {
        return cart.get("subtotal") + " - " + cart.get("discount") + " + " + cart.get("shipping") + " + "
                + cart.get("tax") + " = " + cart.get("total");
    }
}
