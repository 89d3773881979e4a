package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Checkout links, through HTTP: made, looked at, redeemed and withdrawn. */
final class CheckoutLinkApiIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final String STORE = "/api/store/v1/checkout-links/";

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void aLinkLeadsIntoItsCart() {
        Customer customer = KIT.customer();
        String cart = cart(customer);
        HttpResponse<String> answer = send("POST", cart + "/checkout-links", "{}");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode link = CartKit.json(answer);
        String token = link.get("token").asText();
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/checkout-links/" + link.get("id").asText());
        assertThat(link.get("url").asText()).isEqualTo("https://shop.example/checkout?token=" + token);
        assertThat(link.get("state").asText()).isEqualTo("active");
        assertThat(link.get("uses").asInt()).isOne();
        assertThat(link.get("used").asInt()).isZero();
        assertThat(json("GET", cart, null).at("/attribution/agent").asText()).isEqualTo("key:all");

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> look = publicly("GET", token, "");
            assertThat(look.statusCode()).isEqualTo(200);
            assertThat(CartKit.json(look).get("total").asLong()).isEqualTo(900);
            assertThat(look.body()).doesNotContain(customer.id().toString(), "Lovelace", "@example.com", "customerId");
        }
        HttpResponse<String> redeemed = publicly("POST", token, "/redeem");
        assertThat(redeemed.statusCode()).isEqualTo(200);
        assertThat(redeemed.headers().firstValue("Cache-Control")).contains("private, no-store");
        JsonNode opened = CartKit.json(redeemed);
        assertThat(opened.at("/customer/email").asText())
                .isEqualTo(customer.email().orElseThrow());
        assertThat(opened.at("/customer/addresses/0/city").asText()).isEqualTo("Paris");
        assertThat(opened.at("/cart/total").asLong()).isEqualTo(900);

        String session = opened.get("token").asText();
        assertThat(inSession(session, "carts", cart).statusCode()).isEqualTo(200);
        assertThat(inSession(session, "carts", cart(customer)).statusCode()).isEqualTo(404);
        assertThat(inSession(session, "carts", guestCart()).statusCode()).isEqualTo(404);
        assertGone(publicly("POST", token, "/redeem"), "link-used");
        assertGone(publicly("GET", token, ""), "link-used");
        assertThat(json("GET", cart + "/checkout-links", null)
                        .at("/items/0/state")
                        .asText())
                .isEqualTo("used");
    }

    @Test
    void tokensAreToldOnceAndKeptHashed() {
        String cart = guestCart();
        JsonNode link = json("POST", cart + "/checkout-links", "{\"uses\":2}");
        String token = link.get("token").asText();
        String session =
                CartKit.json(publicly("POST", token, "/redeem")).get("token").asText();
        assertThat(send("GET", cart + "/checkout-links", null).body()).doesNotContain(token);
        assertThat(send("GET", cart + "/checkout-links/" + link.get("id").asText(), null)
                        .body())
                .doesNotContain(token, "url");
        for (String secret : List.of(token, session)) {
            assertThat(secret.length()).isGreaterThan(43);
            assertThat(KIT.transactions().<Long>read(connection -> Sql.first(
                                    connection,
                                    "select count(*) from cart.checkout_link l left join cart.session s on s.link_id = l.id"
                                            + " where position(? in l::text || coalesce(s::text, '')) > 0",
                                    row -> row.getLong(1),
                                    secret)
                            .orElseThrow()))
                    .isZero();
        }
    }

    @Test
    void ofAHundredAtOnceOneWins() throws Exception {
        String token = link(cart(KIT.customer()), "{}");
        ExecutorService pool = Executors.newFixedThreadPool(100);
        try {
            List<Future<HttpResponse<String>>> tries = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                tries.add(pool.submit(() -> publicly("POST", token, "/redeem")));
            }
            int won = 0;
            for (Future<HttpResponse<String>> attempt : tries) {
                HttpResponse<String> answer = attempt.get();
                if (answer.statusCode() == 200) {
                    won++;
                } else {
                    assertGone(answer, "link-used");
                }
            }
            assertThat(won).isOne();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aWithdrawnLinkEndsItsSessions() {
        String cart = cart(KIT.customer());
        JsonNode link = json("POST", cart + "/checkout-links", "{\"uses\":5}");
        String token = link.get("token").asText();
        String session =
                CartKit.json(publicly("POST", token, "/redeem")).get("token").asText();
        assertThat(inSession(session, "carts", cart).statusCode()).isEqualTo(200);
        String path = cart + "/checkout-links/" + link.get("id").asText();
        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertGone(publicly("POST", token, "/redeem"), "link-revoked");
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(401);
        assertThat(json("GET", path, null).get("state").asText()).isEqualTo("revoked");
    }

    @Test
    void anExpiredLinkIsGone() {
        String token = link(guestCart(), "{\"expiresIn\":\"PT1M\",\"uses\":100}");
        assertThat(publicly("POST", token, "/redeem").statusCode()).isEqualTo(200);
        age("checkout_link", token, "expires_at = now()");
        assertGone(publicly("POST", token, "/redeem"), "link-expired");
        assertGone(publicly("GET", token, ""), "link-expired");
    }

    @Test
    void aClosedCartIsGone() {
        String cart = guestCart();
        String token = link(cart, "{\"uses\":2}");
        String session =
                CartKit.json(publicly("POST", token, "/redeem")).get("token").asText();
        close(cart, "completed", "now()");
        assertGone(publicly("POST", token, "/redeem"), "cart-closed");
        assertThat(inSession(session, "carts", cart).statusCode()).isEqualTo(200);
        close(cart, "completed", "now() - interval '61 minutes'");
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(401);
        assertThat(send("POST", cart + "/checkout-links", "{}").body()).contains("cart-closed");
    }

    @Test
    void aLinkDoesNotLeadToAnotherCustomer() {
        String cart = guestCart();
        String token = link(cart, "{\"uses\":2}");
        String session = redeem(token);
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(200);
        send("PATCH", cart, "{\"customerId\":\"" + KIT.customer().id() + "\"}");
        assertGone(publicly("POST", token, "/redeem"), "cart-closed");
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(401);
    }

    @Test
    void sessionsEnd() {
        Customer customer = KIT.customer();
        String cart = cart(customer);
        String token = link(cart, "{\"uses\":9}");
        for (String end : List.of("expires_at = now()", "last_used_at = now() - interval '121 minutes'")) {
            String session = redeem(token);
            assertThat(inSession(session, "session", "").statusCode()).isEqualTo(200);
            age("session", session, end);
            assertThat(inSession(session, "session", "").statusCode()).isEqualTo(401);
        }
        String session = redeem(token);
        KIT.checkout().deactivate(customer);
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(401);
        assertGone(publicly("POST", token, "/redeem"), "cart-closed");
        assertThat(send("POST", cart + "/checkout-links", "{}").body()).contains("inactive");
    }

    @Test
    void aSessionKeepsToTheSellerAccountsOfTheStorefront() {
        String session = redeem(link(guestCart(), "{}"));
        assertThat(REST.get(
                                "/api/store/v1/session",
                                "Clientele-Store-Key",
                                CartKit.NORTH_STORE,
                                "Authorization",
                                "Bearer " + session)
                        .statusCode())
                .isEqualTo(401);
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(200);
        assertThat(REST.get("/carts", "Authorization", "Bearer " + session).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLinkIsMailedInTheWordsOfTheCustomer() {
        Customer customer = KIT.customer();
        JsonNode link = json("POST", cart(customer) + "/checkout-links", "{\"sendMail\":true}");
        assertThat(KIT.checkout().mails())
                .filteredOn(mail -> mail.customer().equals(Optional.of(customer.id())))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.template()).isEqualTo("checkout-link");
                    assertThat(mail.to()).isEqualTo(customer.email().orElseThrow());
                    assertThat(mail.locale()).isEqualTo(customer.locale());
                    assertThat(mail.values())
                            .containsEntry("link", link.get("url").asText())
                            .containsKeys("name", "expiresAt");
                });
        HttpResponse<String> nobody = send("POST", guestCart() + "/checkout-links", "{\"sendMail\":true}");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(nobody.body()).contains("/sendMail", "no-customer");
    }

    @Test
    void badRequestsSayWhy() {
        String links = guestCart() + "/checkout-links";
        for (String life : List.of("PT59S", "PT721H", "P31D", "-PT5H")) {
            assertThat(send("POST", links, "{\"expiresIn\":\"" + life + "\"}").body())
                    .contains("/expiresIn", "range");
        }
        assertThat(send("POST", links, "{\"expiresIn\":\"soon\"}").body()).contains("/expiresIn", "format");
        assertThat(send("POST", links, "{\"uses\":0}").body()).contains("/uses", "range");
        assertThat(send("POST", links, "{\"uses\":101}").body()).contains("/uses", "range");
        assertThat(send("POST", links, "{\"more\":1}").statusCode()).isEqualTo(400);
        assertThat(send("GET", links + "/" + UUID.randomUUID(), null).statusCode())
                .isEqualTo(404);
        assertThat(publicly("GET", "cll_unknown", "").statusCode()).isEqualTo(404);
        assertThat(publicly("POST", "cll_unknown", "/redeem").statusCode()).isEqualTo(404);
    }

    @Test
    void linksNeedWhoMayAssistInTheSellerAccount() {
        String cart = guestCart();
        String id = json("POST", cart + "/checkout-links", "{}").get("id").asText();
        assertThat(by(CartKit.READER, "POST", cart + "/checkout-links", "{}")).isEqualTo(403);
        assertThat(by(CartKit.READER, "DELETE", cart + "/checkout-links/" + id, null))
                .isEqualTo(403);
        assertThat(by(CartKit.READER, "GET", cart + "/checkout-links", null)).isEqualTo(200);
        assertThat(by(CartKit.NORTH, "POST", cart + "/checkout-links", "{}")).isEqualTo(404);
        assertThat(by(CartKit.NORTH, "GET", cart + "/checkout-links", null)).isEqualTo(404);
        assertThat(by(CartKit.NORTH, "GET", cart + "/checkout-links/" + id, null))
                .isEqualTo(404);
        assertThat(by(CartKit.NORTH, "DELETE", cart + "/checkout-links/" + id, null))
                .isEqualTo(404);
        assertThat(send("GET", guestCart() + "/checkout-links/" + id, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoServesTheCartAlreadyStaysItsAgent() {
        String cart = guestCart();
        send("PUT", cart + "/attribution", "{\"agent\":\"zoe\"}");
        link(cart, "{}");
        assertThat(json("GET", cart + "/attribution", null).get("agent").asText())
                .isEqualTo("zoe");
    }

    @Test
    void whatIsLongOverIsForgotten() {
        String token = link(guestCart(), "{\"uses\":3}");
        String over = redeem(token);
        String open = redeem(token);
        age("session", over, "expires_at = now() - interval '1 second'");
        KIT.checkout().purge().run();
        assertThat(rows("session", over)).isZero();
        assertThat(rows("session", open)).isOne();
        age("checkout_link", token, "expires_at = now() - interval '89 days'");
        KIT.checkout().purge().run();
        assertThat(rows("checkout_link", token)).isOne();
        age("checkout_link", token, "expires_at = now() - interval '91 days'");
        KIT.checkout().purge().run();
        assertThat(rows("checkout_link", token)).isZero();
        assertThat(rows("session", open)).isZero();
    }

    @Test
    void erasureEndsSessionsAndLinks() {
        Customer customer = KIT.customer();
        String token = link(cart(customer), "{\"uses\":3}");
        String session = redeem(token);
        KIT.plugin().erase(KIT.checkout().data(), customer.id());
        assertGone(publicly("POST", token, "/redeem"), "link-revoked");
        assertThat(rows("session", session)).isZero();
        KIT.plugin().purge(KIT.checkout().data(), customer.id());
        assertThat(rows("checkout_link", token)).isZero();
    }

    @Test
    void aMergeTakesLinksAndSessionsAlong() {
        Customer from = KIT.customer();
        Customer into = KIT.customer();
        String cart = cart(from);
        String token = link(cart, "{\"uses\":3}");
        String session = redeem(token);
        KIT.transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart set customer_id = ? where customer_id = ?",
                        into.id(),
                        from.id()));
        KIT.plugin().merge(KIT.checkout().data(), from.id(), into.id());
        assertThat(inSession(session, "session", "").statusCode()).isEqualTo(200);
        assertThat(CartKit.json(publicly("POST", token, "/redeem"))
                        .at("/customer/id")
                        .asText())
                .isEqualTo(into.id().toString());
    }

    @Test
    void redeemingIsAudited() {
        Customer customer = KIT.customer();
        redeem(link(cart(customer), "{}"));
        assertThat(KIT.checkout().noted())
                .filteredOn(noted -> noted.entry().customerId().equals(Optional.of(customer.id())))
                .singleElement()
                .satisfies(noted -> {
                    assertThat(noted.entry().action()).isEqualTo("checkout-link.redeemed");
                    assertThat(noted.actor().id()).startsWith("cart:");
                    assertThat(noted.actor().scopes()).isEqualTo(Set.of(Caller.STORE_USE));
                    assertThat(noted.entry().toString()).doesNotContain("cll_", "clc_");
                });
    }

    private static void assertGone(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(410);
        assertThat(CartKit.json(answer).get("code").asText()).isEqualTo(code);
    }

    private static String cart(Customer customer) {
        return CartKit.filled(REST, "{\"customerId\":\"" + customer.id() + "\"}");
    }

    private static String guestCart() {
        return CartKit.filled(REST, "{}");
    }

    private static String link(String cart, String body) {
        return json("POST", cart + "/checkout-links", body).get("token").asText();
    }

    private static String redeem(String token) {
        HttpResponse<String> answer = publicly("POST", token, "/redeem");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return CartKit.json(answer).get("token").asText();
    }

    private static HttpResponse<String> publicly(String method, String token, String more) {
        return REST.send(method, STORE + token + more, null, "Authorization", "none");
    }

    private static HttpResponse<String> inSession(String session, String where, String cart) {
        return CartKit.inSession(REST, session, where.equals("carts") ? cart : "/session");
    }

    private static int by(String key, String method, String path, @Nullable String body) {
        return REST.send(method, path, body, "Authorization", "Bearer " + key).statusCode();
    }

    private static void age(String table, String token, String set) {
        CartKit.age(KIT, table, token, set);
    }

    private static long rows(String table, String token) {
        return CartKit.rows(KIT, table, token);
    }

    private static void close(String cart, String status, String at) {
        UUID id = UUID.fromString(cart.substring(cart.lastIndexOf('/') + 1));
        KIT.transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart set status = ?, changed_at = " + at + " where id = ?",
                        status,
                        id));
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
