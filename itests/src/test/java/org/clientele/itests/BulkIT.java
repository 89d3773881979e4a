package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Work on many customers, with the assembled product. */
final class BulkIT {
    private static final Api API = Distribution.shared().api();
    private static final int MANY = 6_000;

    @Test
    void aSelectionIsTaggedAndEachIsToldOf() {
        String tag = "t" + UUID.randomUUID();
        String one = customer();
        String unknown = UUID.randomUUID().toString();
        Api.Answer dry = run(API, body(List.of(one, unknown), tag, true));
        assertThat(dry.at("/result/changed")).isEqualTo("1");
        assertThat(dry.at("/result/failed")).isEqualTo("1");
        assertThat(API.get("customers/" + one).at("/tags/0")).isEmpty();

        Api.Answer done = run(API, body(List.of(one, unknown), tag, false));
        assertThat(done.at("/state")).isEqualTo("succeeded");
        assertThat(API.get("customers/" + one).at("/tags/0")).isEqualTo(tag);
        assertThat(API.get(done.at("/result/items") + "?outcome=failed").at("/items/0/code"))
                .isEqualTo("not-found");
        assertThat(run(API, body(List.of(one), tag, false)).at("/result/unchanged"))
                .isEqualTo("1");
    }

    @Test
    void whatIsInstalledIsListed() {
        Set<String> actions = API.get("customers/bulk/actions").body().get("items").findValues("action").stream()
                .map(name -> name.asText())
                .collect(Collectors.toSet());
        assertThat(actions)
                .contains("activate", "deactivate", "tag", "group", "erase", "verification-mail", "password-mail");
    }

    @Test
    void erasingIsConfirmed() {
        String one = customer();
        Map<String, Object> erase =
                Map.of("ids", List.of(one), "action", "erase", "params", Map.of("reason", "asked for"), "confirm", 2);
        assertThat(run(API, erase).at("/result/code")).isEqualTo("confirm-mismatch");
        assertThat(API.get("customers/" + one).at("/email")).isNotEqualTo("null");
        erase = Map.of("ids", List.of(one), "action", "erase", "params", Map.of("reason", "asked for"), "confirm", 1);
        assertThat(run(API, erase).at("/result/changed")).isEqualTo("1");
        assertThat(API.get("customers/" + one).at("/email")).isEqualTo("null");
    }

    @Test
    void aKillChangesNothingOfWhatIsDoneAndEachIsMailedOnce() throws SQLException {
        try (Distribution first = Distribution.in("bulk killed").startAndAwait()) {
            String lines = IntStream.range(0, MANY)
                    .mapToObj(i -> "{\"email\":\"p" + i + "@example.com\",\"account\":true}\n")
                    .collect(Collectors.joining());
            Api.Answer imported = first.api()
                    .send(
                            "POST",
                            "imports?type=customers",
                            BodyPublishers.ofString(lines),
                            "Content-Type",
                            "application/x-ndjson");
            assertThat(await(first.api(), imported).at("/result/created")).isEqualTo(Integer.toString(MANY));

            Api.Answer started = first.api().post("customers/bulk", Map.of("view", "all", "action", "password-mail"));
            String operation = started.headers().firstValue("Location").orElseThrow();
            Instant end = Instant.now().plusSeconds(60);
            while (done(first.api(), operation) < 200 && Instant.now().isBefore(end)) {
                sleep(10);
            }
            first.killJvm();
            // As the database says that is left behind: the next one goes on with it before it is ready.
            assertThat(done(first, operation)).isBetween(200, MANY - 1);
            try (Distribution second = first.again().startAndAwait()) {
                Api.Answer ended = await(second.api(), started);
                assertThat(ended.at("/state")).as(ended.text()).isEqualTo("succeeded");
                assertThat(ended.at("/result/changed")).isEqualTo(Integer.toString(MANY));
                assertThat(second.api()
                                .get("outbox?template=set-password&size=10")
                                .at("/page/totalItems"))
                        .isEqualTo(Integer.toString(MANY));
                assertThat(second.api().get("outbox?to=p17@example.com").at("/page/totalItems"))
                        .isEqualTo("1");
            }
        }
    }

    private static int done(Api api, String operation) {
        return api.get(operation).body().at("/progress/done").asInt();
    }

    private static int done(Distribution killed, String operation) throws SQLException {
        String id = operation.substring(operation.lastIndexOf('/') + 1);
        try (Connection database =
                        DriverManager.getConnection(killed.databaseUrl(), "clientele", killed.databasePassword());
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select done from customer.operation where id = '" + id + "'")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static Map<String, Object> body(List<String> ids, String tag, boolean dryRun) {
        return Map.of("ids", ids, "action", "tag", "params", Map.of("add", List.of(tag)), "dryRun", dryRun);
    }

    private static String customer() {
        return API.post("customers", Map.of("email", UUID.randomUUID() + "@example.com"))
                .at("/id");
    }

    private static Api.Answer run(Api api, Map<String, Object> body) {
        return await(api, api.post("customers/bulk", body));
    }

    private static Api.Answer await(Api api, Api.Answer accepted) {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow();
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        while (true) {
            Api.Answer now = api.get(path);
            if (!Set.of("queued", "running").contains(now.at("/state"))) {
                return now;
            }
            assertThat(Instant.now()).as(now.text()).isBefore(end);
            sleep(50);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
