package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Carts of storefronts, through HTTP: who sees which, and what of it. */
final class StoreCartsIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void aGuestFillsACart() {
        String tea = product();
        HttpResponse<String> opened = shop(null, "POST", "/carts", "{\"country\":\"FR\"}");
        assertThat(opened.statusCode()).isEqualTo(201);
        String cart = "/carts/" + CartKit.json(opened).get("id").asText();
        assertThat(opened.headers().firstValue("Location")).contains("/api/store/v1" + cart);
        JsonNode filled = json(null, "POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":2}");
        String line = cart + "/lines/" + filled.at("/lines/0/id").asText();
        assertThat(json(null, "PATCH", line, "{\"quantity\":3}").get("total").asLong())
                .isEqualTo(1350);
        assertThat(json(null, "PATCH", cart, "{\"country\":\"DE\"}")
                        .get("country")
                        .asText())
                .isEqualTo("DE");
        assertThat(json(null, "DELETE", line, null).get("lines")).isEmpty();
        assertThat(json(null, "GET", cart, null).get("version").asLong()).isEqualTo(4);
        assertThat(json(null, "GET", cart, null).get("customerId").isNull()).isTrue();
    }

    @Test
    void aShoppersCartIsNobodyElses() {
        String me = shopper();
        JsonNode cart = json(me, "POST", "/carts", "{}");
        assertThat("customer-" + cart.get("customerId").asText()).isEqualTo(me);
        String path = "/carts/" + cart.get("id").asText();
        assertThat(shop(me, "GET", path, null).statusCode()).isEqualTo(200);
        for (String other : new String[] {null, shopper(), "cart-" + UUID.randomUUID(), "unknown"}) {
            assertThat(shop(other, "GET", path, null).statusCode()).as(other).isIn(401, 404);
            assertThat(shop(other, "PATCH", path, "{\"country\":\"FR\"}").statusCode())
                    .as(other)
                    .isIn(401, 404);
        }
        assertThat(json(me, "GET", "/me/carts", null).at("/items/0/id").asText())
                .isEqualTo(cart.get("id").asText());
        assertThat(json(shopper(), "GET", "/me/carts", null)
                        .at("/page/totalItems")
                        .asLong())
                .isZero();
        assertThat(shop(null, "GET", "/me/carts", null).statusCode()).isEqualTo(401);
    }

    @Test
    void aGuestsCartBecomesAShoppers() {
        String me = shopper();
        String id = json(null, "POST", "/carts", "{}").get("id").asText();
        assertThat("customer-"
                        + json(me, "POST", "/me/carts/" + id, "{}")
                                .get("customerId")
                                .asText())
                .isEqualTo(me);
        assertThat(shop(null, "GET", "/carts/" + id, null).statusCode()).isEqualTo(404);
        assertThat(shop(shopper(), "POST", "/me/carts/" + id, "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoComesByALinkGetsAtThatCartOnly() {
        String mine = json(shopper(), "POST", "/carts", "{}").get("id").asText();
        String guests = json(null, "POST", "/carts", "{}").get("id").asText();
        String session = "cart-" + mine;
        assertThat(json(session, "PATCH", "/carts/" + mine, "{\"country\":\"FR\"}")
                        .get("country")
                        .asText())
                .isEqualTo("FR");
        assertThat(shop(session, "GET", "/carts/" + guests, null).statusCode()).isEqualTo(404);
        assertThat(shop(session, "POST", "/carts", "{}").body()).contains("\"one-cart\"");
        assertThat(shop(session, "GET", "/me/carts", null).statusCode()).isEqualTo(401);
    }

    @Test
    void whoServedIsTheShopsBusiness() {
        String cart = "/carts/"
                + json(null, "POST", "/carts", "{\"attribution\":{\"channel\":\"web\",\"utm\":{\"source\":\"x\"}}}")
                        .get("id")
                        .asText();
        HttpResponse<String> served =
                CartKit.send(REST, "PUT", cart + "/attribution", "{\"channel\":\"phone\",\"agent\":\"staff:1\"}");
        assertThat(served.body()).contains("staff:1");
        assertThat(shop(null, "GET", cart, null).body()).doesNotContain("agent", "staff:1");
        assertThat(json(null, "PUT", cart + "/attribution", "{\"channel\":\"mail\"}")
                        .at("/attribution/channel")
                        .asText())
                .isEqualTo("mail");
        assertThat(shop(null, "PUT", cart + "/attribution", "{\"agent\":\"staff:2\"}")
                        .statusCode())
                .isEqualTo(400);
        JsonNode after = CartKit.json(CartKit.send(REST, "GET", cart, null));
        assertThat(after.at("/attribution/agent").asText()).isEqualTo("staff:1");
        assertThat(after.at("/attribution/channel").asText()).isEqualTo("mail");
        assertThat(shop(null, "POST", "/carts", "{\"customerId\":\"" + UUID.randomUUID() + "\"}")
                        .body())
                .contains("/customerId", "unknown-member");
    }

    @Test
    void anOldVersionIsStale() {
        String cart = "/carts/" + json(null, "POST", "/carts", "{}").get("id").asText();
        json(null, "PATCH", cart, "{\"country\":\"FR\"}");
        HttpResponse<String> stale = REST.send(
                "PATCH",
                "/api/store/v1" + cart,
                "{\"country\":\"DE\"}",
                "Clientele-Store-Key",
                CartKit.STORE,
                "Authorization",
                "none",
                "If-Match",
                "\"v0\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(null, "GET", cart, null).get("country").asText()).isEqualTo("FR");
    }

    private static String shopper() {
        return "customer-" + KIT.customer().id();
    }

    private static String product() {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                REST, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
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
