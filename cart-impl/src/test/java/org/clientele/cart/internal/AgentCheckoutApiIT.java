package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.Caller;
import org.clientele.audit.AuditEntry;
import org.clientele.checkout.internal.CartSession;
import org.clientele.checkout.internal.CheckoutKit;
import org.clientele.customer.Customer;
import org.clientele.rest.RestFixture;
import org.clientele.rest.SessionCookie;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions in which an agent buys for a customer, through HTTP. */
final class AgentCheckoutApiIT {
    private static final Caller KEY = new Caller("key:all", "All", Set.of("*"), Optional.empty());
    private static final Caller ADA = new Caller(CheckoutKit.ADA, "Ada", Set.of("carts:*"), Optional.empty());
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @BeforeEach
    void agents() {
        KIT.checkout().knows(KEY);
        KIT.checkout().knows(ADA);
        KIT.checkout().login();
    }

    @Test
    void anAgentComesIntoTheCartOfTheCustomer() {
        Customer customer = KIT.customer();
        String cart = cart(customer);
        HttpResponse<String> answer = begin(cart, "2001:db8::7");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode begun = CartKit.json(answer);
        String token = begun.get("token").asText();
        assertThat(begun.get("url").asText()).isEqualTo("https://shop.example/checkout#session=" + token);
        assertThat(Instant.parse(begun.get("expiresAt").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(14)),
                        Instant.now().plus(Duration.ofMinutes(15)));
        assertThat(CartKit.json(CartKit.send(REST, "GET", cart + "/attribution", null))
                        .get("agent")
                        .asText())
                .isEqualTo(KEY.id());

        JsonNode caller = CartKit.json(CartKit.inSession(REST, token, "/session"));
        assertThat(caller.get("scopes")).hasSize(1);
        assertThat(caller.get("scopes").get(0).asText()).isEqualTo(Caller.STORE_USE);
        CartSession session = session(caller);
        assertThat(session.customer()).contains(customer.id());
        assertThat(session.agent()).contains(KEY.id());
        assertThat(session.customerIp()).contains("2001:db8:0:0:0:0:0:7");
        assertThat(cart).endsWith(session.cart().toString());
        assertThat(CartKit.inSession(REST, token, cart).statusCode()).isEqualTo(200);
        assertThat(CartKit.inSession(REST, token, cart(customer)).statusCode()).isEqualTo(404);
        assertThat(CartKit.json(begin(cart, "203.0.113.7")).get("token").asText())
                .isNotEqualTo(token);
    }

    @Test
    void theAuditKnowsBoth() {
        Customer customer = KIT.customer();
        String cart = cart(customer);
        String token = CartKit.json(begin(cart, "203.0.113.7")).get("token").asText();
        assertThat(CartKit.inSession(REST, "POST", token, cart + "/country").statusCode())
                .isEqualTo(200);
        List<CheckoutKit.Noted> noted = KIT.checkout().noted().stream()
                .filter(one -> one.entry().customerId().equals(Optional.of(customer.id())))
                .toList();
        assertThat(noted)
                .extracting(one -> one.entry().action())
                .containsExactly("cart.agent-checkout", "cart.changed");
        assertThat(noted).allSatisfy(one -> {
            AuditEntry entry = one.entry();
            assertThat(one.actor().id()).isEqualTo(KEY.id());
            assertThat(one.actor().name()).isEqualTo("All");
            assertThat(entry.subject()).contains("customer:" + customer.id());
            assertThat(cart).endsWith(entry.targetId().orElseThrow());
            assertThat(entry.toString()).doesNotContain("clc_", "203.0.113.7");
        });
    }

    @Test
    void itEndsWithTheSessionOfTheAgentsBrowser() {
        String cart = cart(KIT.customer());
        HttpResponse<String> answer = asAda(cart);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String token = CartKit.json(answer).get("token").asText();
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(200);
        KIT.checkout().logout();
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
        KIT.checkout().login();
        assertThat(CartKit.inSession(REST, token, "/session").statusCode())
                .as("another session of the same agent is another one")
                .isEqualTo(401);
    }

    @Test
    void itEndsWhenTheAgentMayNoMore() {
        String cart = cart(KIT.customer());
        String token = CartKit.json(asAda(cart)).get("token").asText();
        KIT.checkout().knows(new Caller(ADA.id(), "Ada", Set.of("carts:read"), Optional.empty()));
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
        KIT.checkout().knows(new Caller(ADA.id(), "Ada", Set.of("carts:*"), Optional.of(Set.of("north"))));
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
        KIT.checkout().knows(ADA);
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(200);
        KIT.checkout().forgets(ADA.id());
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
    }

    @Test
    void itEndsWithTheKeyOfTheAgentAndByItself() {
        String cart = cart(KIT.customer());
        String token = CartKit.json(begin(cart, "203.0.113.7")).get("token").asText();
        KIT.checkout().logout();
        assertThat(CartKit.inSession(REST, token, "/session").statusCode())
                .as("a key has no session that could end")
                .isEqualTo(200);
        KIT.checkout().forgets(KEY.id());
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
        HttpResponse<String> unknown = begin(cart, "203.0.113.7");
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("agent-unknown");
        KIT.checkout().knows(KEY);
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(200);
        CartKit.age(KIT, "session", token, "expires_at = now()");
        assertThat(CartKit.inSession(REST, token, "/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aGuestIsServedToo() {
        String token = CartKit.json(begin(CartKit.filled(REST, "{}"), "203.0.113.7"))
                .get("token")
                .asText();
        assertThat(session(CartKit.json(CartKit.inSession(REST, token, "/session")))
                        .customer())
                .isEmpty();
    }

    @Test
    void theAddressOfTheCustomerIsNeeded() {
        String cart = cart(KIT.customer());
        assertThat(CartKit.send(REST, "POST", cart + "/agent-checkout", "{}").body())
                .contains("/customerIp", "required");
        assertThat(begin(cart, "shop.example").body()).contains("/customerIp", "format");
    }

    @Test
    void onlyWhoMayAssistServesAndOnlyActiveCustomers() {
        Customer customer = KIT.customer();
        String cart = cart(customer);
        String body = "{\"customerIp\":\"203.0.113.7\"}";
        assertThat(REST.post(cart + "/agent-checkout", body, "Authorization", "Bearer " + CartKit.READER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.post(cart + "/agent-checkout", body, "Authorization", "Bearer " + CartKit.NORTH)
                        .statusCode())
                .isEqualTo(404);
        KIT.checkout().deactivate(customer);
        assertThat(begin(cart, "203.0.113.7").body()).contains("inactive");
    }

    private static CartSession session(JsonNode caller) {
        Caller known = new Caller(caller.get("id").asText(), "", Set.of(), Optional.empty());
        return KIT.plugin().access().call(known, KIT.checkout()::current).orElseThrow();
    }

    private static String cart(Customer customer) {
        return CartKit.filled(REST, "{\"customerId\":\"" + customer.id() + "\"}");
    }

    private static HttpResponse<String> begin(String cart, String ip) {
        return CartKit.send(REST, "POST", cart + "/agent-checkout", "{\"customerIp\":\"" + ip + "\"}");
    }

    /** By a browser. */
    private static HttpResponse<String> asAda(String cart) {
        return REST.post(
                cart + "/agent-checkout",
                "{\"customerIp\":\"203.0.113.7\"}",
                "Authorization",
                "none",
                "Cookie",
                SessionCookie.NAME + "=" + CheckoutKit.COOKIE,
                SessionCookie.CSRF_HEADER,
                SessionCookie.csrfToken(CheckoutKit.COOKIE));
    }
}
