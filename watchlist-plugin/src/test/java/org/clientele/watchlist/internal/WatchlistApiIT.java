package org.clientele.watchlist.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction.Outcome;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries and lists, through HTTP. */
final class WatchlistApiIT {
    private static final WatchlistKit KIT = new WatchlistKit();
    private static final RestFixture REST = KIT.rest().start();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.sql("truncate watchlist.entry, watchlist.list cascade");
        KIT.told();
    }

    @Test
    void anEntrySaysWhatItsOwnerIsToldOf() {
        UUID customer = KIT.customer("north");
        JsonNode all = json(put("ada", "/" + customer, "{\"reason\":\"asks often\",\"remindOn\":\"2027-01-31\"}"));
        assertThat(all.get("alerts").toString()).isEqualTo("[\"order\",\"return\",\"feedback\"]");
        JsonNode some = json(put("ada", "/" + customer, "{\"alerts\":[\"return\"]}"));
        assertThat(some.get("alerts").toString()).isEqualTo("[\"return\"]");
        assertThat(some.get("reason").isNull()).isTrue();
        assertThat(json(get("ada", "/" + customer)).get("alerts").toString()).isEqualTo("[\"return\"]");
        assertThat(get("bob", "/" + customer).statusCode()).isEqualTo(404);
        assertThat(json(get("ada", "")).at("/page/totalItems").asInt()).isEqualTo(1);
        assertThat(REST.send("DELETE", "/watchlist/" + customer, null, "Authorization", "Bearer ada")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("ada", "/" + customer).statusCode()).isEqualTo(404);
    }

    @Test
    void badEntriesSayWhere() {
        UUID customer = KIT.customer("north");
        assertThat(put("ada", "/" + customer, "{\"alerts\":[\"noise\"]}").body())
                .contains("/alerts/0");
        assertThat(put("ada", "/" + customer, "{\"remindOn\":\"0001-01-01\"}").body())
                .contains("/remindOn");
        assertThat(put("ada", "/" + customer, "{\"remindOn\":\"soon\"}").statusCode())
                .isEqualTo(400);
        assertThat(put("ada", "/" + KIT.customer("south"), "{}").statusCode()).isEqualTo(200);
        assertThat(put("bob", "/" + KIT.customer("south"), "{}").statusCode()).isEqualTo(404);
        assertThat(put("eve", "/" + customer, "{}").statusCode()).isEqualTo(403);
        assertThat(get("ada", "/alerts?limit=0").body()).contains("?limit");
        assertThat(get("ada", "/alerts?before=x").body()).contains("?before");
    }

    @Test
    void thereIsAMostThatOneMayWatch() {
        for (int i = 0; i < 20; i++) {
            assertThat(put("ada", "/" + KIT.customer("north"), "{}").statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> refused = put("ada", "/" + KIT.customer("north"), "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("too-many");
        assertThat(json(get("ada", "")).at("/page/totalItems").asInt()).isEqualTo(20);
        String known = json(get("ada", "")).at("/items/0/customerId").asText();
        assertThat(put("ada", "/" + known, "{\"reason\":\"again\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aListIsReadByWhomItIsSharedWithAndChangedByItsOwner() {
        HttpResponse<String> made = post("ada", "/lists", "{\"name\":\"Key accounts\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode list = json(made);
        String path = "/lists/" + list.get("id").asText();
        assertThat(get("bob", path).statusCode()).isEqualTo(404);
        assertThat(json(get("bob", "/lists")).get("items")).isEmpty();

        HttpResponse<String> shared = patch("ada", path, "{\"readers\":[\"" + WatchlistKit.BOB + "\"]}", "*");
        assertThat(shared.statusCode()).as(shared.body()).isEqualTo(200);
        assertThat(json(shared).get("name").asText()).isEqualTo("Key accounts");
        JsonNode seen = json(get("bob", path));
        assertThat(seen.get("own").asBoolean()).isFalse();
        assertThat(seen.get("owner").asText()).isEqualTo(WatchlistKit.ADA);
        assertThat(seen.get("readers").isNull()).isTrue();
        assertThat(json(get("bob", "/lists")).get("items")).hasSize(1);
        assertThat(get("eve", path).statusCode()).isEqualTo(404);

        UUID customer = KIT.customer("north");
        assertThat(put("bob", path + "/customers/" + customer, "{}").statusCode())
                .isEqualTo(403);
        assertThat(patch("bob", path, "{\"name\":\"Mine\"}", "*").body()).contains("not-owner");
        assertThat(REST.send("DELETE", "/watchlist" + path, null, "Authorization", "Bearer bob")
                        .statusCode())
                .isEqualTo(403);
        assertThat(put("ada", path + "/customers/" + customer, "{\"reason\":\"big\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(get("ada", path)).get("customers").asInt()).isEqualTo(1);

        patch("ada", path, "{\"readers\":null,\"everyone\":true}", "*");
        assertThat(json(get("eve", path)).get("everyone").asBoolean()).isTrue();
        assertThat(json(get("eve", path + "/customers")).at("/items/0/reason").isNull())
                .isTrue();
        assertThat(REST.send(
                                "DELETE",
                                "/watchlist" + path + "/customers/" + customer,
                                null,
                                "Authorization",
                                "Bearer ada")
                        .statusCode())
                .isEqualTo(204);
        assertThat(REST.send("DELETE", "/watchlist" + path, null, "Authorization", "Bearer ada")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("ada", path).statusCode()).isEqualTo(404);
    }

    @Test
    void readersSeeOfAListWhomTheyMaySeeAnyway() {
        String path = "/lists/"
                + json(post("ada", "/lists", "{\"name\":\"All\",\"everyone\":true}"))
                        .get("id")
                        .asText();
        UUID north = KIT.customer("north");
        UUID south = KIT.customer("south");
        put("ada", path + "/customers/" + north, "{\"reason\":\"n\"}");
        put("ada", path + "/customers/" + south, "{\"reason\":\"s\"}");
        assertThat(json(get("ada", path + "/customers")).get("items")).hasSize(2);
        JsonNode bobs = json(get("bob", path + "/customers"));
        assertThat(bobs.get("items").findValuesAsText("customerId")).containsExactly(north.toString());
        assertThat(bobs.at("/items/0/reason").asText()).isEqualTo("n");
        assertThat(json(get("bob", path)).get("customers").isNull()).isTrue();
        assertThat(put("ada", path + "/customers/" + UUID.randomUUID(), "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void badListsSayWhere() {
        assertThat(post("ada", "/lists", "{}").body()).contains("/name");
        assertThat(post("ada", "/lists", "{\"name\":\"x\",\"readers\":[\"staff:eve\"]}")
                        .body())
                .contains("/readers/0");
        assertThat(post("ada", "/lists", "{\"name\":\"x\",\"readers\":[\"key:x\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("ada", "/lists", "{\"name\":\"twice\"}").statusCode()).isEqualTo(201);
        assertThat(post("ada", "/lists", "{\"name\":\"twice\"}").body()).contains("name-taken");
        assertThat(post("bob", "/lists", "{\"name\":\"twice\"}").statusCode()).isEqualTo(201);
        String path = "/lists/" + json(get("ada", "/lists")).at("/items/0/id").asText();
        assertThat(REST.send("PATCH", "/watchlist" + path, "{\"name\":\"y\"}", "Authorization", "Bearer ada")
                        .statusCode())
                .isEqualTo(428);
        assertThat(patch("ada", path, "{\"name\":\"y\"}", "\"v7\"").statusCode())
                .isEqualTo(412);
        assertThat(patch("ada", path, "{\"owner\":\"me\"}", "*").statusCode()).isEqualTo(400);
        assertThat(get("ada", path + "/customers?size=5").body()).contains("?size");
        assertThat(get("ada", "/lists/x").statusCode()).isBetween(400, 404);
        for (int i = 0; i < 4; i++) {
            assertThat(post("ada", "/lists", "{\"name\":\"l" + i + "\"}").statusCode())
                    .isEqualTo(201);
        }
        assertThat(post("ada", "/lists", "{\"name\":\"one more\"}").body()).contains("too-many");
    }

    @Test
    void manyAreWatchedAtOnce() {
        WatchAction watch = new WatchAction(KIT.watchlist());
        UnwatchAction unwatch = new UnwatchAction(KIT.watchlist());
        UUID customer = KIT.customer("north");
        Map<String, @Nullable Object> params = new HashMap<>(Map.of("reason", "big"));
        assertThat(KIT.as(WatchlistKit.ADA, () -> watch.apply(customer, params)))
                .isEqualTo(Outcome.CHANGED);
        assertThat(KIT.as(WatchlistKit.ADA, () -> watch.apply(customer, Map.of())))
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(json(get("ada", "/" + customer)).get("reason").asText()).isEqualTo("big");
        assertThat(KIT.as(WatchlistKit.ADA, () -> unwatch.apply(customer, Map.of())))
                .isEqualTo(Outcome.CHANGED);
        assertThat(KIT.as(WatchlistKit.ADA, () -> unwatch.apply(customer, Map.of())))
                .isEqualTo(Outcome.UNCHANGED);
        assertThatThrownBy(() -> watch.check(new HashMap<>(Map.of("reason", "x".repeat(501)))))
                .isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void whatIsKeptOfACustomerGoesWithTheCustomer() {
        UUID customer = KIT.customer("north");
        put("ada", "/" + customer, "{}");
        String path = "/lists/"
                + json(post("ada", "/lists", "{\"name\":\"L\"}")).get("id").asText();
        put("ada", path + "/customers/" + customer, "{}");
        new WatchlistData(KIT.transactions()).erase(customer);
        assertThat(json(get("ada", "")).get("items")).isEmpty();
        assertThat(json(get("ada", path + "/customers")).get("items")).isEmpty();
    }

    private static HttpResponse<String> get(String key, String rest) {
        return REST.get("/watchlist" + rest, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> post(String key, String rest, String body) {
        return REST.post("/watchlist" + rest, body, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> put(String key, String rest, String body) {
        return REST.send("PUT", "/watchlist" + rest, body, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> patch(String key, String rest, String body, String ifMatch) {
        return REST.send("PATCH", "/watchlist" + rest, body, "Authorization", "Bearer " + key, "If-Match", ifMatch);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
