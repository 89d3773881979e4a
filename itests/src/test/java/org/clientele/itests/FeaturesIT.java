package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A feature comes and goes while the shop runs: the watchlist, which knows nothing of it. */
final class FeaturesIT {
    private static final Api API = Distribution.shared().api();
    private static final String WATCHLIST = "features/clientele-watchlist";
    private static final String WATCHED = "customers?filter=watchlist.watched%20eq%20true&fields=id,watchlist.watched";

    @AfterEach
    void on() {
        API.put(WATCHLIST, Map.of("enabled", true));
        until(() -> API.get("watchlist").status() == 200 && API.get(WATCHED).status() == 200);
    }

    @Test
    void aFeatureThatIsOffTakesItsPathsAndAttributesWithItAndKeepsItsData() {
        String id = watched();
        String segment = API.post("segments", Map.of("name", unique("S"), "filter", "watchlist.watched eq true"))
                .at("/id");
        String view = API.post("views", Map.of("name", unique("V"), "columns", List.of("email", "watchlist.watched")))
                .at("/id");
        assertThat(API.get(WATCHLIST + "/impact").text()).contains(segment, view);

        Api.Answer off = API.put(WATCHLIST, Map.of("enabled", false));

        assertThat(off.at("/state")).isEqualTo("disabled");
        assertThat(API.get("watchlist").at("/code")).isEqualTo("feature-disabled");
        assertThat(API.get("watchlist/" + id).status()).isEqualTo(404);
        until(() -> API.get(WATCHED).status() == 400);
        assertThat(API.get("segments/" + segment).at("/state")).isEqualTo("suspended");
        until(() -> !Distribution.shared()
                .anonymous()
                .get("/api/openapi.json")
                .text()
                .contains("/watchlist"));
        assertThat(API.get("schema/customers").text()).doesNotContain("watchlist.");
        assertThat(API.get("customers").status()).isEqualTo(200);

        assertThat(API.put(WATCHLIST, Map.of("enabled", true)).at("/state")).isEqualTo("active");
        until(() -> API.get("watchlist").status() == 200 && API.get(WATCHED).status() == 200);
        assertThat(API.get("watchlist").text()).contains(id);
        assertThat(API.get("segments/" + segment).at("/state")).isEqualTo("active");
    }

    @Test
    void whoWatchesIsWhoAsks() {
        String id = watched();
        Api other = API.withKey(API.post(
                        "keys",
                        Map.of(
                                "name",
                                unique("k"),
                                "scopes",
                                List.of("customers:read", "watchlist:read", "watchlist:write")))
                .at("/token"));

        assertThat(ids(API.get(WATCHED))).contains(id);
        assertThat(ids(other.get(WATCHED))).doesNotContain(id);
        assertThat(other.get("watchlist").at("/page/totalItems")).isEqualTo("0");

        assertThat(other.put("watchlist/" + id, Map.of()).status()).isEqualTo(200);
        assertThat(API.delete("watchlist/" + id).status()).isEqualTo(204);
        assertThat(ids(API.get(WATCHED))).doesNotContain(id);
        assertThat(ids(other.get(WATCHED))).contains(id);
    }

    @Test
    void badInputIsRefused() {
        assertThat(API.put(WATCHLIST, Map.of()).at("/errors/0/pointer")).isEqualTo("/enabled");
        assertThat(API.put("features/clientele-nothing", Map.of("enabled", false))
                        .status())
                .isEqualTo(404);
        assertThat(API.put("watchlist/" + UUID.randomUUID(), Map.of()).status()).isEqualTo(404);
        assertThat(API.put("watchlist/" + watched(), Map.of("reason", "x".repeat(501)))
                        .at("/errors/0/pointer"))
                .isEqualTo("/reason");
        assertThat(API.get("watchlist?size=5").at("/errors/0/pointer")).isEqualTo("?size");
    }

    private static String watched() {
        String id = API.post("customers", Map.of("email", unique("w") + "@example.com"))
                .at("/id");
        assertThat(API.put("watchlist/" + id, Map.of("reason", "asks often", "remindOn", "2027-01-31"))
                        .status())
                .isEqualTo(200);
        return id;
    }

    private static List<String> ids(Api.Answer answer) {
        return answer.body().get("items").findValues("id").stream()
                .map(JsonNode::asText)
                .toList();
    }

    private static void until(BooleanSupplier reached) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String unique(String text) {
        return text + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
