package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Guests' carts that go into customers', through HTTP, and back again. */
final class CartMergesIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    private final String tea = product("{\"amount\":450,\"currency\":\"USD\"}", "");
    private final String cup = product("{\"amount\":1200,\"currency\":\"USD\"}", ",\"maxQuantity\":3");
    private final UUID customer = KIT.customer().id();
    private final String me = "customer-" + customer;

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void equalLinesAddUpAsFarAsLimitsGo() {
        String mine = cart(me, tea, 2, cup, 2);
        String guests = cart(null, tea, 3, cup, 2);
        CartKit.send(
                REST,
                "POST",
                "/coupons",
                "{\"code\":\"SPRING\",\"when\":{\"minQuantity\":{\"quantity\":1000}},\"then\":{\"percent\":1}}");
        shop(null, "POST", "/carts/" + guests + "/codes", "{\"code\":\"SPRING\"}");
        KIT.told();
        JsonNode merged = merge(guests, "");
        assertThat(merged.get("policy").asText()).isEqualTo("add");
        assertThat(merged.at("/cart/id").asText()).isEqualTo(mine);
        assertThat(merged.at("/cart/lines/0/quantity").asLong()).isEqualTo(5);
        assertThat(merged.at("/cart/lines/1/quantity").asLong()).isEqualTo(3);
        assertThat(merged.at("/cart/total").asLong()).isEqualTo(5 * 450 + 3 * 1200);
        assertThat(merged.at("/cart/codes/0").asText()).isEqualTo("SPRING");
        assertThat(merged.at("/buckets/summed")).hasSize(4);
        assertThat(merged.at("/buckets/summed").toString()).contains("\"taken\":1,\"reason\":\"limit\"");
        assertThat(KIT.told())
                .anyMatch(event -> event.type().equals("cart.merged")
                        && event.customerId().orElseThrow().equals(customer)
                        && guests.equals(event.data().get("fromCartId")));

        JsonNode closed = json(null, "GET", "/carts/" + guests, null);
        assertThat(closed.get("status").asText()).isEqualTo("merged");
        assertThat(closed.get("lines")).hasSize(2);
        assertThat(shop(null, "POST", "/carts/" + guests + "/lines", "{\"sku\":\"" + tea + "\"}")
                        .body())
                .contains("cart-closed");
        assertThat(shop(me, "POST", "/me/carts/merges", "{\"cart\":\"" + guests + "\"}")
                        .body())
                .contains("already-merged");
    }

    @Test
    void policiesAreNamedEitherWay() {
        cart(me, tea, 2);
        JsonNode kept = merge(cart(null, tea, 3, cup, 1), ",\"policy\":\"keepCustomer\"");
        assertThat(kept.get("policy").asText()).isEqualTo("keep-customer");
        assertThat(kept.at("/cart/lines")).hasSize(1);
        assertThat(kept.at("/buckets/dropped")).hasSize(2);
        JsonNode newer = merge(cart(null, tea, 7, cup, 1), ",\"policy\":\"keep-newer\"");
        assertThat(newer.at("/cart/lines/0/quantity").asLong()).isEqualTo(7);
        assertThat(newer.at("/buckets/replaced")).hasSize(1);
        assertThat(newer.at("/buckets/added")).hasSize(2);
        JsonNode replaced = merge(cart(null, cup, 2), ",\"policy\":\"replace\"");
        assertThat(replaced.at("/cart/lines")).hasSize(1);
        assertThat(replaced.at("/cart/lines/0/quantity").asLong()).isEqualTo(2);
        assertThat(shop(me, "POST", "/me/carts/merges", "{\"cart\":\"" + cart(null) + "\",\"policy\":\"most\"}")
                        .body())
                .contains("/policy", "value");
        assertThat(shop(me, "POST", "/me/carts/merges", "{}").body()).contains("/cart", "required");
    }

    @Test
    void anUndoGivesBothCartsBack() {
        String mine = cart(me, tea, 2);
        String guests = cart(null, tea, 3, cup, 1);
        JsonNode merged = merge(guests, "");
        JsonNode undone =
                json(me, "POST", "/me/carts/merges/" + merged.get("id").asText() + "/undo", null);
        assertThat(undone.get("undoneAt").isNull()).isFalse();
        assertThat(undone.at("/cart/lines")).hasSize(1);
        assertThat(json(me, "GET", "/carts/" + mine, null)
                        .at("/lines/0/quantity")
                        .asLong())
                .isEqualTo(2);
        JsonNode back = json(null, "GET", "/carts/" + guests, null);
        assertThat(back.get("status").asText()).isEqualTo("open");
        assertThat(back.get("lines")).hasSize(2);
        assertThat(back.get("total").asLong()).isEqualTo(3 * 450 + 1200);
        assertThat(undo(merged).body()).contains("already-undone");
        assertThat(merge(guests, "").at("/cart/lines/0/quantity").asLong()).isEqualTo(5);
    }

    @Test
    void whatWasChangedSinceIsNotUndone() {
        String mine = cart(me, tea, 2);
        JsonNode merged = merge(cart(null, tea, 3), "");
        json(me, "PATCH", "/carts/" + mine, "{\"country\":\"FR\"}");
        assertThat(undo(merged).body()).contains("cart-changed");
        assertThat(json(me, "GET", "/carts/" + mine, null)
                        .at("/lines/0/quantity")
                        .asLong())
                .isEqualTo(5);
    }

    @Test
    void anUndoIsForThirtyDays() {
        cart(me, tea, 2);
        JsonNode merged = merge(cart(null, tea, 3), "");
        KIT.transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart_merge set merged_at = merged_at - interval '31 days' where id = ?",
                        UUID.fromString(merged.get("id").asText())));
        assertThat(undo(merged).body()).contains("undo-expired");
    }

    @Test
    void withoutACartOfTheCustomersTheGuestsBecomesIt() {
        String guests = cart(null, tea, 3);
        JsonNode merged = merge(guests, "");
        assertThat(merged.at("/cart/id").asText()).isEqualTo(guests);
        assertThat(merged.at("/cart/customerId").asText()).isEqualTo(customer.toString());
        assertThat(merged.at("/buckets/kept")).hasSize(1);
        assertThat(undo(merged).statusCode()).isEqualTo(200);
        assertThat(json(null, "GET", "/carts/" + guests, null).get("customerId").isNull())
                .isTrue();
    }

    @Test
    void cartsOfOtherCurrenciesStayApart() {
        String euro = product("{\"amount\":400,\"currency\":\"EUR\"}", "");
        cart(me, tea, 2);
        String guests = cart(null, euro, 1);
        assertThat(merge(guests, "").at("/cart/id").asText()).isEqualTo(guests);
        String other = cart(null, euro, 1);
        String mine = cart(me, tea, 1);
        JsonNode told =
                CartKit.json(CartKit.send(REST, "POST", "/carts/" + mine + "/merges", "{\"from\":\"" + other + "\"}"));
        assertThat(told.at("/buckets/dropped/0/reason").asText()).isEqualTo("currency");
    }

    @Test
    void ofManyMergesAtOnceOneWins() throws Exception {
        String mine = cart(me, tea, 1);
        String guests = cart(null, tea, 1);
        ExecutorService pool = Executors.newFixedThreadPool(12);
        try {
            List<Future<HttpResponse<String>>> tries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                tries.add(pool.submit(() -> shop(me, "POST", "/me/carts/merges", "{\"cart\":\"" + guests + "\"}")));
            }
            int won = 0;
            for (Future<HttpResponse<String>> one : tries) {
                HttpResponse<String> answer = one.get();
                if (answer.statusCode() == 201) {
                    won++;
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
                    assertThat(answer.body()).contains("already-merged");
                }
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(json(me, "GET", "/carts/" + mine, null)
                        .at("/lines/0/quantity")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void othersCartsAreNotMerged() {
        String mine = cart(me, tea, 1);
        String stranger = "customer-" + KIT.customer().id();
        String theirs = cart(stranger, tea, 1);
        assertThat(shop(me, "POST", "/me/carts/merges", "{\"cart\":\"" + theirs + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(CartKit.send(REST, "POST", "/carts/" + mine + "/merges", "{\"from\":\"" + theirs + "\"}")
                        .body())
                .contains("other-customer");
        JsonNode merged = merge(cart(null, tea, 1), "");
        assertThat(shop(stranger, "POST", "/me/carts/merges/" + merged.get("id").asText() + "/undo", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void staffMergeAndUndoToo() {
        String mine = cart(me, tea, 1);
        String guests = cart(null, tea, 4);
        HttpResponse<String> merged = CartKit.send(
                REST, "POST", "/carts/" + mine + "/merges", "{\"from\":\"" + guests + "\",\"policy\":\"add\"}");
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(201);
        JsonNode known = CartKit.json(CartKit.send(REST, "GET", "/carts/" + guests + "/merges", null));
        String id = CartKit.json(merged).get("id").asText();
        assertThat(known.at("/items/0/id").asText()).isEqualTo(id);
        assertThat(CartKit.send(REST, "POST", "/carts/merges/" + id + "/undo", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(CartKit.send(REST, "POST", "/carts/" + mine + "/merges", "{\"from\":\"" + mine + "\"}")
                        .body())
                .contains("/from", "same");
        assertThat(REST.send("GET", "/carts/" + mine + "/merges", null, "Authorization", "Bearer " + CartKit.NORTH)
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonNode merge(String guests, String more) {
        return json(me, "POST", "/me/carts/merges", "{\"cart\":\"" + guests + "\"" + more + "}");
    }

    private HttpResponse<String> undo(JsonNode merged) {
        return shop(me, "POST", "/me/carts/merges/" + merged.get("id").asText() + "/undo", null);
    }

    /** Opens one with SKUs and quantities in turn. */
    private static String cart(@Nullable String token, Object... lines) {
        StringBuilder body = new StringBuilder("{\"lines\":[");
        for (int i = 0; i < lines.length; i += 2) {
            body.append(i == 0 ? "" : ",").append("{\"sku\":\"" + lines[i] + "\",\"quantity\":" + lines[i + 1] + "}");
        }
        return json(token, "POST", "/carts", body + "]}").get("id").asText();
    }

    private static String product(String price, String more) {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(REST, "PUT", "/products/" + sku, "{\"name\":\"Thing\",\"price\":" + price + more + "}");
        return sku;
    }

    private static JsonNode json(@Nullable String token, String method, String path, @Nullable String body) {
        HttpResponse<String> answer = shop(token, method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return CartKit.json(answer);
    }

    private static HttpResponse<String> shop(
            @Nullable String token, String method, String path, @Nullable String body) {
        return CartKit.shop(REST, token, method, path, body);
    }
}
