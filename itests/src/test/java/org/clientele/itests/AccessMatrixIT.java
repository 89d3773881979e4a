package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation that the running product offers, called by everybody it is not for. */
final class AccessMatrixIT {
    private static final Api ADMIN = Distribution.shared().api();
    private static final Api NOBODY = Distribution.shared().anonymous();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
    private static final String CANARY = "canary" + RUN;
    private static final String NORTH = "north-" + RUN;
    private static final String SOUTH = "south-" + RUN;
    private static final Api NORTH_AGENT = key("*", NORTH);
    private static final Api SOUTH_AGENT = key("*", SOUTH);
    private static final Api POWERLESS = key("metrics:read", "");
    private static final String STORE_KEY = token("store:use", NORTH);
    private static final Map<String, Row> ROWS = rows();
    private static final JsonNode PATHS = NOBODY.get("/api/openapi.json").body().get("paths");
    private static final Map<String, String> OBJECTS = southObjects();

    /** @param kind what the file explains */
    private record Row(String method, String path, String kind, String body) {
        Api.Answer call(Api as, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("If-Match", "*"));
            if (!body.isEmpty()) {
                all.addAll(List.of(
                        "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json"));
            }
            return as.send(
                    method,
                    "/api" + filled(),
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                    all.toArray(String[]::new));
        }

        private String filled() {
            String filled = path;
            String owner = path.split("/", -1)[3];
            for (String variable : List.of(
                    "id",
                    "customer",
                    "customerId",
                    "dismissal",
                    "address",
                    "note",
                    "group",
                    "tag",
                    "number",
                    "code",
                    "name",
                    "system",
                    "delivery",
                    "lineId",
                    "linkId",
                    "sku",
                    "token")) {
                String known = Objects.requireNonNullElse(
                        OBJECTS.get(owner + "." + variable), OBJECTS.getOrDefault(variable, CANARY));
                filled = filled.replace("{" + variable + "}", known);
            }
            if (path.endsWith("/explain")) {
                return filled + "?customerId=" + OBJECTS.get("customers.id");
            }
            return path.endsWith("customers/{id}") && method.equals("DELETE")
                    ? filled + "?mode=erase&confirm=" + OBJECTS.get("reference")
                    : filled;
        }
    }

    @Test
    void everyOperationHasARowAndEveryRowAnOperation() {
        assertThat(operations()).containsExactlyInAnyOrderElementsOf(ROWS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> nobodyComesIn() {
        return each(row -> {
            int status = row.call(NOBODY).status();
            if (row.kind().equals("public")) {
                assertThat(status).isBetween(200, 499);
            } else {
                assertThat(status).isEqualTo(401);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyIsNothingInTheStoreAndASessionNothingInTheOffice() {
        Map<String, Api> shoppers = Map.of("A", shopper(NORTH), "B", shopper(SOUTH));
        return each(row -> {
            if (row.path().startsWith("/store/")) {
                if (row.kind().equals("shopper")) {
                    assertThat(row.call(ADMIN, "Clientele-Store-Key", STORE_KEY).status())
                            .isEqualTo(401);
                    assertThat(row.call(ADMIN).status()).isEqualTo(401);
                }
            } else if (!row.kind().equals("public")) {
                shoppers.forEach((name, session) -> {
                    assertThat(row.call(session).status()).as(name).isEqualTo(401);
                    assertThat(row.call(session, "Clientele-Store-Key", STORE_KEY)
                                    .status())
                            .as(name)
                            .isEqualTo(401);
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> withoutTheScopeNothingIsReached() {
        return each(row -> {
            String scope = PATHS.at("/" + row.path().replace("/", "~1") + "/"
                            + row.method().toLowerCase(java.util.Locale.ROOT))
                    .path("x-scope")
                    .asText();
            assertThat(scope).isNotEmpty();
            if (row.path().startsWith("/admin/")
                    && !Set.of("public", "any-caller").contains(scope)) {
                Api.Answer answer = row.call(POWERLESS);
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                assertThat(answer.at("/code")).isEqualTo("scope-missing");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theAgentOfAnotherSellerAccountFindsNothing() {
        return each(row -> {
            switch (row.kind()) {
                case "gone" -> {
                    Api.Answer answer = row.call(NORTH_AGENT);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                    assertThat(answer.text()).doesNotContain(CANARY);
                }
                case "shop" -> {
                    Api.Answer answer = row.call(NORTH_AGENT);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                    assertThat(answer.at("/code")).isEqualTo("all-seller-accounts");
                }
                case "none" -> {
                    Api.Answer answer = row.call(NORTH_AGENT);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                    assertThat(answer.text()).doesNotContain(CANARY, SOUTH);
                    OBJECTS.values().stream()
                            .filter(value -> value.length() == 36)
                            .forEach(id -> assertThat(answer.text()).doesNotContain(id));
                }
                default -> {}
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> anotherStorefrontAndAnotherShopperFindNoCart() {
        String southKey = token("store:use", SOUTH);
        Api shopperOfNorth = shopper(NORTH);
        Api shopperOfSouth = shopper(SOUTH);
        return each(row -> {
            if (row.kind().equals("cart")) {
                for (Api.Answer answer : List.of(
                        row.call(NOBODY, "Clientele-Store-Key", STORE_KEY),
                        row.call(shopperOfNorth, "Clientele-Store-Key", STORE_KEY),
                        row.call(NOBODY, "Clientele-Store-Key", southKey),
                        row.call(shopperOfSouth, "Clientele-Store-Key", southKey))) {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                    assertThat(answer.text()).doesNotContain(CANARY);
                }
            }
        });
    }

    @Test
    void countsAndSearchesKeepToTheSellerAccount() {
        for (String query : List.of("?q=" + CANARY, "?filter=lastName%20eq%20%22" + CANARY + "%22")) {
            assertThat(NORTH_AGENT.get("customers" + query).at("/page/totalItems"))
                    .isEqualTo("0");
            assertThat(SOUTH_AGENT.get("customers" + query).at("/page/totalItems"))
                    .isEqualTo("1");
            assertThat(ADMIN.get("customers" + query).at("/page/totalItems")).isEqualTo("1");
        }
        assertThat(ADMIN.get("seller-accounts").text()).contains(SOUTH);
    }

    @Test
    void whoseTheyAreFindsThem() {
        for (String owner : List.of("customers", "carts", "segments", "staff", "webhooks", "operations")) {
            String path = owner + "/" + OBJECTS.get(owner + ".id");
            assertThat(SOUTH_AGENT.get(path).status()).as(path).isEqualTo(200);
            assertThat(ADMIN.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private static Stream<DynamicTest> each(java.util.function.Consumer<Row> check) {
        return ROWS.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> check.accept(row.getValue())));
    }

    private static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        PATHS.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private static String southCustomer() {
        return id(SOUTH_AGENT.post("customers", Map.of("firstName", "South", "sellerAccounts", List.of(SOUTH))));
    }

    private static JsonNode southCart(String customer) {
        String sku = "matrix-" + RUN;
        made(ADMIN.put("products/" + sku, Map.of("name", "Tea", "price", Map.of("amount", 100, "currency", "EUR"))));
        return made(SOUTH_AGENT.post(
                "carts", Map.of("customerId", customer, "sellerAccount", SOUTH, "lines", List.of(Map.of("sku", sku)))));
    }

    private static Map<String, String> southObjects() {
        Map<String, String> objects = new HashMap<>();
        String email = CANARY + "@example.com";
        JsonNode customer = made(SOUTH_AGENT.post(
                "customers",
                Map.of(
                        "email",
                        email,
                        "lastName",
                        CANARY,
                        "externalIds",
                        List.of(Map.of("system", "matrix", "id", CANARY)),
                        "addresses",
                        List.of(Map.of("line1", "1 " + CANARY, "city", "Paris")))));
        String id = customer.get("id").asText();
        objects.put("customers.id", id);
        objects.put("customer", id);
        objects.put("customerId", id);
        objects.put("features.id", "clientele-watchlist");
        // Rules and rewards are of the whole shop; this one is of nobody.
        objects.put("loyalty.id", UUID.randomUUID().toString());
        List<String> three = List.of(southCustomer(), southCustomer(), southCustomer());
        objects.put(
                "merges.id",
                id(SOUTH_AGENT.post("customers/" + three.get(0) + "/merges", Map.of("from", List.of(three.get(1))))));
        objects.put(
                "dismissal",
                id(SOUTH_AGENT.post("duplicates/dismissals", Map.of("ids", List.of(three.get(0), three.get(2))))));
        objects.put("reference", customer.get("reference").asText());
        objects.put("system", "matrix");
        objects.put(
                "address",
                SOUTH_AGENT
                        .get("customers/" + id + "/addresses")
                        .body()
                        .findPath("id")
                        .asText());
        objects.put(
                "note",
                made(SOUTH_AGENT.post("customers/" + id + "/notes", Map.of("text", CANARY)))
                        .get("id")
                        .asText());
        made(SOUTH_AGENT.put(
                "orders/" + CANARY,
                Map.of(
                        "placedAt",
                        "2026-01-05T10:00:00Z",
                        "status",
                        "completed",
                        "currency",
                        "EUR",
                        "sellerAccount",
                        SOUTH,
                        "customer",
                        Map.of("id", id),
                        "lines",
                        List.of(Map.of("sku", "A", "name", CANARY, "quantity", 1, "unitPrice", 100)))));
        objects.put("number", CANARY);
        objects.put("segments.id", id(SOUTH_AGENT.post("segments", Map.of("name", CANARY, "kind", "static"))));
        JsonNode cart = southCart(id);
        objects.put("carts.id", cart.get("id").asText());
        objects.put("lineId", cart.at("/lines/0/id").asText());
        objects.put("watchlist.id", id(SOUTH_AGENT.post("watchlist/lists", Map.of("name", CANARY))));
        objects.put(
                "exports.id",
                id(SOUTH_AGENT.post("exports", Map.of("format", "csv", "name", CANARY, "fields", List.of("id")))));
        objects.put("views.id", id(SOUTH_AGENT.post("views", Map.of("name", CANARY))));
        objects.put(
                "webhooks.id",
                id(SOUTH_AGENT.post(
                        "webhooks",
                        Map.of("url", "https://example.com/" + CANARY, "types", List.of("customer.updated")))));
        objects.put(
                "keys.id",
                id(SOUTH_AGENT.post(
                        "keys",
                        Map.of(
                                "name",
                                CANARY,
                                "scopes",
                                List.of("customers:read"),
                                "sellerAccounts",
                                List.of(SOUTH)))));
        objects.put(
                "staff.id",
                id(SOUTH_AGENT.post(
                        "staff",
                        Map.of(
                                "email",
                                "staff-" + email,
                                "name",
                                CANARY,
                                "grants",
                                List.of(Map.of("role", "analyst", "sellerAccounts", List.of(SOUTH)))))));
        objects.put(
                "operations.id",
                id(SOUTH_AGENT.post(
                        "customers/bulk",
                        Map.of("ids", List.of(id), "action", "tag", "params", Map.of("add", List.of(CANARY))))));
        objects.put("companies.id", UUID.randomUUID().toString());
        objects.put("outbox.id", UUID.randomUUID().toString());
        objects.put("delivery", UUID.randomUUID().toString());
        return objects;
    }

    private static JsonNode made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.body();
    }

    private static String id(Api.Answer answer) {
        return made(answer).get("id").asText();
    }

    private static Api key(String scope, String sellerAccount) {
        return ADMIN.withKey(token(scope, sellerAccount));
    }

    private static String token(String scope, String sellerAccount) {
        Map<String, Object> asked = new HashMap<>(Map.of("name", "matrix", "scopes", List.of(scope)));
        if (!sellerAccount.isEmpty()) {
            asked.put("sellerAccounts", List.of(sellerAccount));
        }
        return made(ADMIN.post("keys", asked)).get("token").asText();
    }

    /** A customer with an account, logged in. */
    private static Api shopper(String sellerAccount) {
        String store = token("store:use", sellerAccount);
        String email = "shopper-" + UUID.randomUUID() + "@shopper.example";
        String password = "correct horse battery";
        made(NOBODY.post(
                "/api/store/v1/register", Map.of("email", email, "password", password), "Clientele-Store-Key", store));
        String link = ADMIN.get("outbox?to=" + email).at("/items/0/links/0");
        made(NOBODY.post("/api/store/v1/verify", Map.of("token", link.replaceAll(".*token=", ""))));
        Api.Answer in = NOBODY.post(
                "/api/store/v1/login", Map.of("email", email, "password", password), "Clientele-Store-Key", store);
        return ADMIN.withKey(made(in).get("token").asText());
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] parts = line.split(" ", 4);
            rows.put(
                    parts[0] + " " + parts[1], new Row(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
        }
        return rows;
    }

    private static List<String> lines() {
        try (InputStream file = Objects.requireNonNull(AccessMatrixIT.class.getResourceAsStream("access-matrix.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
