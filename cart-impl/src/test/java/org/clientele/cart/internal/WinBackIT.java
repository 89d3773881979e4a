package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.event.Event;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever goes after a customer is not the customer who comes back. */
final class WinBackIT {
    private static final Caller KEY = new Caller("key:all", "All", Set.of("*"), Optional.empty());

    private final CartKit kit = new CartKit();
    private final RestFixture rest = kit.serve();

    @AfterEach
    void close() {
        rest.close();
        kit.close();
    }

    @Test
    void aLinkToAnAbandonedCartIsNoRecovery() {
        String cart = abandoned();
        assertStaysAbandoned(cart, CartKit.send(rest, "POST", cart + "/checkout-links", "{}"));
    }

    @Test
    void anAgentInAnAbandonedCartIsNoRecovery() {
        kit.checkout().knows(KEY);
        String cart = abandoned();
        assertStaysAbandoned(
                cart, CartKit.send(rest, "POST", cart + "/agent-checkout", "{\"customerIp\":\"203.0.113.7\"}"));
    }

    private void assertStaysAbandoned(String cart, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(kit.told()).isEmpty();
        List<String> listed = new ArrayList<>();
        CartKit.json(CartKit.send(rest, "GET", "/carts?abandoned=true", null))
                .get("items")
                .forEach(item -> listed.add("/carts/" + item.get("id").asText()));
        assertThat(listed).containsExactly(cart);
        abandon(Duration.ofMinutes(122));
        assertThat(kit.told()).isEmpty();

        JsonNode served = CartKit.json(CartKit.send(rest, "GET", cart, null));
        assertThat(served.at("/attribution/agent").asText()).isEqualTo(KEY.id());
        assertThat(served.at("/attribution/campaign").asText()).isEqualTo("spring");
        assertThat(served.get("version").asLong()).isEqualTo(1);
        assertThat(served.get("lines")).hasSize(1);
    }

    /** One that nobody serves yet. */
    private String abandoned() {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                rest, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        HttpResponse<String> opened = CartKit.shop(
                rest,
                "customer-" + kit.customer().id(),
                "POST",
                "/carts",
                "{\"attribution\":{\"campaign\":\"spring\"},\"lines\":[{\"sku\":\"" + sku + "\"}]}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        kit.told();
        abandon(Duration.ofMinutes(61));
        assertThat(kit.told()).extracting(Event.Draft::type).containsExactly("cart.abandoned");
        return "/carts/" + CartKit.json(opened).get("id").asText();
    }

    private void abandon(Duration later) {
        CartParts.abandonment(kit.transactions(), kit.events(), Clock.offset(Clock.systemUTC(), later))
                .run();
    }
}
