package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;

/** What tests do in a shop, through HTTP. */
record Shop(RestFixture rest) {
    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + RestFixture.TOKEN;
        all[2] = "Content-Type";
        all[3] = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return rest.send(method, path, body, all);
    }

    JsonNode json(String method, String path, @Nullable String body, String... headers) {
        HttpResponse<String> answer = send(method, path, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return CartKit.json(answer);
    }

    /** A product for so many cents. */
    String product(long price) {
        String sku = "sku-" + UUID.randomUUID();
        json("PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":" + price + ",\"currency\":\"EUR\"}}");
        return sku;
    }

    /** A cart in euros with so much of a product. */
    String cart(String sku, long quantity) {
        return cart("{\"currency\":\"EUR\",\"lines\":[{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + "}]}");
    }

    String cart(String body) {
        return "/carts/" + json("POST", "/carts", body).get("id").asText();
    }

    String cartOf(UUID customer, String sku, long quantity) {
        return cart("{\"currency\":\"EUR\",\"customerId\":\"" + customer + "\",\"lines\":[{\"sku\":\"" + sku
                + "\",\"quantity\":" + quantity + "}]}");
    }

    /** A code that nothing else has. */
    String coupon(String members) {
        String code = "C" + UUID.randomUUID().toString().substring(0, 12);
        json("POST", "/coupons", "{\"code\":\"" + code + "\"," + members + "}");
        return code;
    }

    JsonNode enter(String cart, String code) {
        return json("POST", cart + "/codes", "{\"code\":\"" + code + "\"}");
    }

    /** Every cart has to add up. */
    static JsonNode sound(JsonNode cart) {
        long lines = 0;
        long discounts = 0;
        for (JsonNode line : cart.get("lines")) {
            assertThat(line.get("total").asLong())
                    .isEqualTo(line.get("quantity").asLong()
                                    * line.get("unitPrice").asLong()
                            - line.get("discount").asLong());
            lines += line.get("quantity").asLong() * line.get("unitPrice").asLong();
        }
        for (JsonNode offer : cart.get("offers")) {
            discounts += offer.get("amount").asLong();
        }
        assertThat(cart.get("subtotal").asLong()).isEqualTo(lines);
        assertThat(cart.get("discount").asLong()).isEqualTo(discounts);
        assertThat(cart.get("total").asLong())
                .isNotNegative()
                .isEqualTo(lines
                        - discounts
                        + cart.get("shipping").asLong()
                        + cart.get("tax").asLong());
        return cart;
    }
}
