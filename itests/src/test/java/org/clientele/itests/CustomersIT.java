package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The storefront's and the agent's first hour with the assembled product. */
final class CustomersIT {
    private static final Api API = Distribution.shared().api();

    @Test
    void nobodyGetsInWithoutAKey() {
        assertThat(Distribution.shared().anonymous().get("customers").status()).isEqualTo(401);
        assertThat(API.withKey("karaf").get("customers").status()).isEqualTo(401);
        assertThat(Distribution.shared().anonymous().get("customers").at("/code"))
                .isNotEmpty();
    }

    @Test
    void aCustomerIsCreatedFoundAndChanged() {
        String email = unique("ada") + "@example.com";
        Api.Answer created = API.post("customers", Map.of("email", email, "firstName", "Ada", "lastName", "Lovelace"));
        assertThat(created.status()).isEqualTo(201);
        String path = "customers/" + created.at("/id");

        assertThat(API.get("customers?q=" + email.toUpperCase(java.util.Locale.ROOT))
                        .at("/items/0/id"))
                .isEqualTo(created.at("/id"));
        Api.Answer read = API.get(path);
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(API.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(API.patch(path, "{\"company\":\"Engines\"}").status()).isEqualTo(428);
        assertThat(API.patch(path, "{\"company\":\"Engines\"}", "If-Match", tag).at("/company"))
                .isEqualTo("Engines");
        assertThat(API.patch(path, "{\"company\":\"Other\"}", "If-Match", tag).status())
                .isEqualTo(412);
        assertThat(API.get(path).headers().firstValue("Cache-Control")).hasValue("private, no-store");
    }

    @Test
    void aRepeatedRequestIsAnsweredTheSameAndDoneOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("email", unique("once") + "@example.com", "firstName", "O", "lastName", "N");

        Api.Answer first = API.post("customers", body, "Idempotency-Key", key);
        Api.Answer second = API.post("customers", body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(API.post("customers", Map.of("firstName", "else"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anOrderMakesALeadACustomer() {
        String email = unique("buyer") + "@example.com";
        String id = API.post("customers", Map.of("email", email)).at("/id");
        assertThat(API.get("customers/" + id).at("/lifecycle")).isEqualTo("lead");

        Api.Answer put = API.put(
                "orders/" + unique("N"),
                Map.of(
                        "placedAt",
                        "2026-01-05T10:00:00Z",
                        "status",
                        "completed",
                        "currency",
                        "EUR",
                        "customer",
                        Map.of("id", id),
                        "lines",
                        List.of(Map.of("sku", "A", "name", "A", "quantity", 2, "unitPrice", 1250))));

        assertThat(put.status()).as(put.text()).isEqualTo(201);
        JsonNode customer = API.get("customers/" + id).body();
        assertThat(customer.at("/lifecycle").asText()).isEqualTo("customer");
        assertThat(customer.at("/orders").asInt()).isEqualTo(1);
        assertThat(customer.at("/units").asInt()).isEqualTo(2);
        assertThat(customer.at("/totalSpent/amount").asInt()).isEqualTo(2500);
        assertThat(customer.at("/totalSpent/currency").asText()).isEqualTo("EUR");
        assertThat(API.get("customers/" + id + "/orders").at("/items/0/total")).isEqualTo("2500");
    }

    @Test
    void aKeyCanDoWhatItsScopesSay() {
        Api.Answer issued = API.post("keys", Map.of("name", unique("reader"), "scopes", List.of("customers:read")));
        assertThat(issued.status()).isEqualTo(201);
        Api reader = API.withKey(issued.at("/token"));

        assertThat(reader.get("customers").status()).isEqualTo(200);
        assertThat(reader.get("customers?fields=email").status()).isEqualTo(400);
        assertThat(reader.post("customers", Map.of()).status()).isEqualTo(403);
        assertThat(reader.post("keys", Map.of("name", "x", "scopes", List.of("*")))
                        .status())
                .isEqualTo(403);
        assertThat(API.delete("keys/" + issued.at("/id")).status()).isEqualTo(204);
        assertThat(reader.get("customers").status()).isEqualTo(401);
    }

    @Test
    void whatNoServletSeesIsAProblemToo() {
        for (String path : List.of("%ff", "/%ff", "a%2fb", "/..%2f")) {
            isProblem(API.get(path), 400, "malformed-address");
        }
        isProblem(API.get("customers", "X-Long", "x".repeat(40_000)), 431, "headers-too-long");
        isProblem(API.get("/nowhere"), 404, "not-found");
    }

    private static void isProblem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.at("/code")).isEqualTo(code);
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue(answer.at("/traceId"));
    }

    @Test
    void badInputIsA400WithAPointerAndNeverA500() {
        List<String> queries = List.of(
                "size=5",
                "size=1e9",
                "page=-1",
                "sort=;drop",
                "sort=%00",
                "filter=%22",
                "filter=" + "(".repeat(5000),
                "view=%F0%9F%98%80",
                "fields=id,id",
                "after=%25",
                "q=" + "x".repeat(300),
                "filter=totalSpent%20gt%20%22x%22",
                "q=%ff%fe",
                "size=");
        for (String query : queries) {
            Api.Answer answer = API.get("customers?" + query);
            assertThat(answer.status()).as(query + " " + answer.text()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(query)
                    .startsWith("application/problem+json");
        }
        List<String> bodies = List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"email\":\"a\\u0000@example.com\"}",
                "{\"email\":7}",
                "{\"x\":1}",
                "{\"email\":\"a\",\"email\":\"b\"}",
                "{\"customFields\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
        for (String body : bodies) {
            assertThat(API.post("customers", body).status()).as(body).isEqualTo(400);
        }
        assertThat(API.post("customers", "{\"firstName\":\"" + "x".repeat(10 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void theDocumentTellsEveryPath() {
        Api.Answer document = Distribution.shared().anonymous().get("/api/openapi.json");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.at("/openapi")).startsWith("3.1");
        List<String> paths = new ArrayList<>();
        document.body().at("/paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .contains(
                        "/admin/v1/customers",
                        "/admin/v1/customers/{id}",
                        "/admin/v1/customers/stats",
                        "/admin/v1/orders/{number}",
                        "/admin/v1/imports",
                        "/admin/v1/operations/{id}");
    }

    @Test
    void operatorsSeeHealthAndMetrics() {
        Api anonymous = Distribution.shared().anonymous();

        assertThat(anonymous.get("/health/live").status()).isEqualTo(200);
        Distribution.shared().awaitReady();
        assertThat(anonymous.get("/metrics").text()).contains("jvm_memory_used_bytes");
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
