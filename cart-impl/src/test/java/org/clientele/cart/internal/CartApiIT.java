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
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Carts and their lines, through HTTP. */
final class CartApiIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void aCartAddsUpWhatIsInIt() {
        String tea = product("Tea", 450);
        String cup = product("Cup", 1299);
        HttpResponse<String> opened = send("POST", "/carts", "{}");
        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.headers().firstValue("ETag")).contains("\"v0\"");
        String cart = "/carts/" + CartKit.json(opened).get("id").asText();
        assertThat(opened.headers().firstValue("Location").orElseThrow()).endsWith(cart);

        send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":2}");
        JsonNode two = json("POST", cart + "/lines", "{\"sku\":\"" + cup + "\"}");
        assertThat(two.get("subtotal").asLong()).isEqualTo(2199);
        assertThat(two.get("total").asLong()).isEqualTo(2199);
        assertThat(two.get("currency").asText()).isEqualTo("USD");

        String line = two.at("/lines/1/id").asText();
        assertThat(json("PATCH", cart + "/lines/" + line, "{\"quantity\":3}")
                        .get("total")
                        .asLong())
                .isEqualTo(900 + 3897);
        JsonNode left = json("DELETE", cart + "/lines/" + two.at("/lines/0/id").asText(), null);
        assertThat(left.get("lines")).hasSize(1);
        assertThat(left.get("version").asLong()).isEqualTo(4);
        assertThat(json("GET", cart, null)).isEqualTo(left);
    }

    @Test
    void linesOfOneProductDifferByTheirSchedule() {
        String tea = product("Tea", 450);
        String cart = open("{}");
        send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":1}");
        String monthly = "\"schedule\":{\"type\":\"recurring\",\"every\":1,\"unit\":\"month\"}";
        JsonNode both = json("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":2," + monthly + "}");
        assertThat(both.get("lines")).hasSize(2);
        JsonNode one = json("PATCH", cart + "/lines/" + both.at("/lines/0/id").asText(), "{" + monthly + "}");
        assertThat(one.get("lines")).hasSize(1);
        assertThat(one.at("/lines/0/quantity").asLong()).isEqualTo(3);
    }

    @Test
    void fortyAddsAtOnceMakeForty() throws Exception {
        String tea = product("Tea", 450);
        String cart = open("{}");
        ExecutorService pool = Executors.newFixedThreadPool(40);
        try {
            List<Future<HttpResponse<String>>> adds = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                adds.add(pool.submit(() -> send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":1}")));
            }
            for (Future<HttpResponse<String>> add : adds) {
                assertThat(add.get().statusCode()).isEqualTo(201);
            }
        } finally {
            pool.shutdownNow();
        }
        JsonNode after = json("GET", cart, null);
        assertThat(after.get("lines")).hasSize(1);
        assertThat(after.at("/lines/0/quantity").asLong()).isEqualTo(40);
        assertThat(after.get("version").asLong()).isEqualTo(40);
    }

    @Test
    void badLinesSayWhere() {
        String tea = product("Tea", 450);
        String cart = open("{}");
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"nothing\"}").body())
                .contains("/sku", "unknown-product");
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":0}")
                        .body())
                .contains("/quantity", "range");
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":10001}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"schedule\":{\"type\":\"recurring\"}}")
                        .body())
                .contains("/schedule/every", "/schedule/unit");
        assertThat(send("PATCH", cart + "/lines/" + UUID.randomUUID(), "{\"quantity\":2}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/carts/" + UUID.randomUUID() + "/lines", "{\"sku\":\"" + tea + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/carts", "{\"customerId\":\"" + UUID.randomUUID() + "\"}")
                        .body())
                .contains("/customerId");
    }

    @Test
    void groupsPayLess() {
        String tea = product("Tea", 455);
        String cart = open("{\"customerId\":\"" + KIT.customerWith("10").id() + "\"}");
        JsonNode priced = json("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":2}");
        assertThat(priced.at("/lines/0/unitPrice").asLong()).isEqualTo(410);
        assertThat(priced.get("total").asLong()).isEqualTo(820);
    }

    @Test
    void othersCartsAreNotFound() {
        String cart = open("{}");
        assertThat(REST.send("GET", cart, null, "Authorization", "Bearer " + CartKit.NORTH)
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.send("GET", "/carts", null, "Authorization", "Bearer " + CartKit.NORTH)
                        .body())
                .contains("\"totalItems\":0");
    }

    private static String product(String name, long price) {
        String sku = "sku-" + UUID.randomUUID();
        assertThat(send(
                                "PUT",
                                "/products/" + sku,
                                "{\"name\":\"" + name + "\",\"price\":{\"amount\":" + price + ",\"currency\":\"USD\"}}")
                        .statusCode())
                .isEqualTo(201);
        return sku;
    }

    private static String open(String body) {
        return "/carts/" + json("POST", "/carts", body).get("id").asText();
    }

    private static JsonNode json(String method, String path, @Nullable String body) {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return CartKit.json(answer);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body) {
        return CartKit.send(REST, method, path, body);
    }
}
