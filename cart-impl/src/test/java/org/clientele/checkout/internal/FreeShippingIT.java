package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Coupons near the amount from which shipping is free, through HTTP. */
final class FreeShippingIT {
    private static final PlacingKit KIT =
            new PlacingKit(Map.of("shipping", "*=490 USD", "freeShippingFrom", "5000 USD"));

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void aCouponThatCostsTheFreeShippingDoesNotApplyAndSaysSo() {
        String cart = "/carts/" + KIT.cart(Optional.empty(), KIT.product(5000), 1);
        String code = coupon(10);
        JsonNode left = enter(cart, code);
        assertThat(left.get("total").asLong()).isEqualTo(5000);
        assertThat(left.get("offers")).isEmpty();
        assertThat(left.get("codes")).extracting(JsonNode::asText).containsExactly(code);
        assertThat(left.at("/hints/0/missing").asText()).isEqualTo("no-saving");
        // With another it takes off more than shipping costs.
        JsonNode applied = enter(cart, coupon(490));
        assertThat(applied.get("total").asLong()).isEqualTo(5000 - 500 + 490);
        assertThat(applied.get("hints")).isEmpty();
    }

    private static String coupon(long amount) {
        String code = "C" + UUID.randomUUID().toString().substring(0, 12);
        send(
                "/coupons",
                "{\"code\":\"" + code + "\",\"then\":{\"fixed\":{\"amount\":" + amount + ",\"currency\":\"USD\"}}}");
        return code;
    }

    private static JsonNode enter(String cart, String code) {
        return send(cart + "/codes", "{\"code\":\"" + code + "\"}");
    }

    private static JsonNode send(String path, String body) {
        HttpResponse<String> answer = KIT.admin(RestFixture.TOKEN, "POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return PlacingKit.json(answer);
    }
}
