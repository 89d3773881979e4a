package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shopper's account with the assembled product, from both sides. */
final class AccountsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final Api API = Distribution.shared().api();
    private static final Api ANYBODY = Distribution.shared().anonymous();

    @Test
    void aShopperRegistersIsProvenLogsInAndIsPutOut() {
        String key = storeKey();
        String email = unique("shopper");
        Map<String, String> account = Map.of("email", email, "password", PASSWORD, "firstName", "Ada", "lastName", "L");

        assertThat(store(key, "register", account).status()).isEqualTo(202);
        assertThat(store(key, "login", Map.of("email", email, "password", PASSWORD))
                        .at("/code"))
                .isEqualTo("not-verified");
        String id = API.get("customers?q=" + email).at("/items/0/id");
        assertThat(API.get("customers/" + id + "/login-diagnosis").at("/reasons/0/code"))
                .isEqualTo("not-verified");
        assertThat(API.post("customers/" + id + "/verify", "").at("/verification"))
                .isEqualTo("verified");

        Api.Answer login = store(key, "login", Map.of("email", email, "password", PASSWORD));
        assertThat(login.status()).isEqualTo(200);
        Api shopper = ANYBODY.withKey(login.at("/token"));
        assertThat(shopper.get("/api/store/v1/me", "Clientele-Store-Key", key).at("/email"))
                .isEqualTo(email);
        assertThat(shopper.get("/api/store/v1/me").status()).isEqualTo(401);
        assertThat(shopper.get("customers").status()).isEqualTo(401);
        assertThat(API.get("customers/" + id + "/sessions").body().at("/items")).hasSize(1);
        assertThat(API.get("/api/store/v1/me", "Clientele-Store-Key", key).status())
                .isEqualTo(401);

        API.post("customers/" + id + "/deactivate", "");

        assertThat(shopper.get("/api/store/v1/me", "Clientele-Store-Key", key).status())
                .isEqualTo(401);
        assertThat(store(key, "login", Map.of("email", email, "password", PASSWORD))
                        .at("/code"))
                .isEqualTo("inactive");
    }

    @Test
    void theLinksOfKeptMailsWorkWithoutAStorefront() {
        String email = unique("linked");
        String id = API.post("customers", Map.of("email", email, "sendPasswordMail", true))
                .at("/id");
        for (com.fasterxml.jackson.databind.JsonNode mail :
                API.get("outbox?customerId=" + id).body().at("/items")) {
            String link = mail.at("/links/0").asText();
            assertThat(link).startsWith(Distribution.shared().address().toString());
            Api.Answer page = ANYBODY.get(link);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("<form method=\"post\"");
            assertThat(ANYBODY.get(link).status()).isEqualTo(200);
            String[] parts = link.split("\\?", 2);
            Api.Answer done = ANYBODY.send(
                    "POST",
                    parts[0],
                    java.net.http.HttpRequest.BodyPublishers.ofString(parts[1] + "&password=" + PASSWORD),
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(done.status()).as(done.text()).isEqualTo(200);
        }

        assertThat(store(storeKey(), "login", Map.of("email", email, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void wrongPasswordsAreThrottledAndTellNothing() {
        String key = storeKey();
        String email = unique("guessed");

        List<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(i -> store(key, "login", Map.of("email", email, "password", "wrong number " + i))
                        .status())
                .toList();

        assertThat(statuses).startsWith(401).endsWith(429).containsOnly(401, 429);
    }

    /** Each keeps a connection to the database while the throttle, which counts also what fails, needs another. */
    @Test
    void requestsWithKeysDoNotStarveTheThrottle() throws Exception {
        String key = storeKey();

        List<Integer> statuses = CartShop.parallel(40, () -> ANYBODY.post(
                        "/api/store/v1/password-reset",
                        Map.of("email", unique("nobody")),
                        "Clientele-Store-Key",
                        key,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .status());

        assertThat(statuses).containsOnly(202);
    }

    private static String storeKey() {
        return API.post("keys", Map.of("name", unique("storefront"), "scopes", List.of("store:use")))
                .at("/token");
    }

    private static Api.Answer store(String key, String path, Object body) {
        return ANYBODY.post("/api/store/v1/" + path, body, "Clientele-Store-Key", key);
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID() + "@example.com";
    }
}
