package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a storefront and those who serve its customers do with a running product. */
final class CartShop {
    static final String PASSWORD = "correct horse battery";

    private final Distribution distribution;
    private final Api admin;
    private final String storeKey;

    CartShop(Distribution distribution) {
        this.distribution = distribution;
        this.admin = distribution.api();
        this.storeKey = ok(admin.post("keys", Map.of("name", "storefront", "scopes", List.of("store:use"))))
                .at("/token")
                .asText();
    }

    private CartShop(Distribution distribution, String storeKey) {
        this.distribution = distribution;
        this.admin = distribution.api();
        this.storeKey = storeKey;
    }

    /** The same shop at another node, or after a restart. */
    CartShop at(Distribution other) {
        return new CartShop(other, storeKey);
    }

    /**
     * The one that the tests of carts share: shipping is 4.90 in Germany and 14.90 elsewhere, tax 19 % in Germany, and a
     * login keeps what the customer had.
     */
    static CartShop shared() {
        return Shared.SHOP;
    }

    private static final class Shared {
        static final CartShop SHOP = start();

        private static CartShop start() {
            Distribution distribution = Distribution.in("carts")
                    .env("CLIENTELE_CHECKOUT_SHIPPING", "DE=490 EUR, *=1490 EUR")
                    .env("CLIENTELE_CHECKOUT_TAX", "DE=19")
                    .env("CLIENTELE_CART_MERGE_POLICY", "keep-customer")
                    .startAndAwait();
            Runtime.getRuntime().addShutdownHook(new Thread(distribution::close, "stop-carts"));
            return new CartShop(distribution);
        }
    }

    Distribution distribution() {
        return distribution;
    }

    Api admin() {
        return admin;
    }

    /** Somebody with a session of a browser. */
    record Agent(Api api, String cookie, String csrf, String id) {
        Api.Answer send(String method, String path, Object body) {
            return CartShop.send(api, method, path, body, "Cookie", cookie, "Clientele-CSRF", csrf);
        }
    }

    /** A new member of staff who sells, logged in. */
    Agent agent() {
        String email = "agent-" + UUID.randomUUID() + "@example.com";
        JsonNode user = ok(admin.post(
                "staff", Map.of("email", email, "name", "Grace", "grants", List.of(Map.of("role", "sales-agent")))));
        String link = ok(admin.get("outbox?to=" + email)).at("/items/0/links/0").asText();
        Api anybody = distribution.anonymous();
        ok(anybody.post("password", Map.of("token", link.replaceAll(".*token=", ""), "password", PASSWORD)));
        Api.Answer login = anybody.post("login", Map.of("email", email, "password", PASSWORD));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new Agent(
                anybody,
                cookie,
                ok(login).get("csrfToken").asText(),
                "staff:" + user.get("id").asText());
    }

    /** On the store's surface, without a session. */
    Api.Answer store(String method, String path, Object body) {
        return inSession("", method, path, body);
    }

    /** @param session of a shopper, or in a cart; empty for none */
    Api.Answer inSession(String session, String method, String path, Object body) {
        Api caller = distribution.anonymous().withKey(session);
        return send(caller, method, "/api/store/v1/" + path, body, "Clientele-Store-Key", storeKey);
    }

    private static Api.Answer send(Api api, String method, String path, Object body, String... headers) {
        return switch (method) {
            case "POST" -> api.post(path, body, headers);
            case "PUT" -> api.put(path, body, headers);
            case "PATCH" -> api.patch(path, body, headers);
            default -> api.send(method, path, BodyPublishers.noBody(), headers);
        };
    }

    /** A product with an SKU of its own. */
    String product(String name, long price) {
        String sku = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        ok(admin.put("products/" + sku, Map.of("name", name + " of " + sku, "price", euro(price))));
        return sku;
    }

    static Map<String, Object> euro(long amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    static Map<String, Object> line(String sku, long quantity) {
        return Map.of("sku", sku, "quantity", quantity);
    }

    /** A customer with an address in Germany, and an e-mail address of the name. */
    String customer(String name, Map<String, Object> more) {
        Map<String, Object> members = new HashMap<>(more);
        members.put("firstName", name);
        members.put("email", name.toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@example.com");
        String id = ok(admin.post("customers", members)).get("id").asText();
        ok(admin.post(
                "customers/" + id + "/addresses",
                Map.of(
                        "line1",
                        "1 " + name + " Road",
                        "city",
                        "Berlin",
                        "postalCode",
                        "10115",
                        "country",
                        "DE",
                        "defaultShipping",
                        true,
                        "defaultBilling",
                        true)));
        return id;
    }

    /** A customer with an account, and the token of a session. */
    record Shopper(String id, String session) {}

    Shopper shopper(String name) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@example.com";
        ok(store("POST", "register", Map.of("email", email, "password", PASSWORD, "firstName", name)));
        String id = ok(admin.get("customers?q=" + email)).at("/items/0/id").asText();
        ok(admin.post("customers/" + id + "/verify", ""));
        String session = ok(store("POST", "login", Map.of("email", email, "password", PASSWORD)))
                .get("token")
                .asText();
        return new Shopper(id, session);
    }

    /** A cart of the customer, or of a guest if there is none. */
    String cart(String customer, Object... lines) {
        Map<String, Object> members = new HashMap<>(Map.of("currency", "EUR", "lines", List.of(lines)));
        if (!customer.isEmpty()) {
            members.put("customerId", customer);
        }
        return ok(admin.post("carts", members)).get("id").asText();
    }

    JsonNode read(String cart) {
        return ok(admin.get("carts/" + cart));
    }

    /** Numbers of the orders of a customer. */
    List<String> orders(String customer) {
        return ok(admin.get("customers/" + customer + "/orders")).get("items").findValuesAsText("number");
    }

    static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.body();
    }

    static void refused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    /** All at once, each on a thread of its own. */
    static <T> List<T> parallel(int many, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(many);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(java.util.Collections.nCopies(many, work))) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
