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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two nodes on one database. One test, since starting them takes most of its time. */
final class TwoNodesIT {
    private static final int LINES = 30_000;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration POLL_OF_RECURRING_WORK = Duration.ofSeconds(10);

    @Test
    void theyWorkAsOneAndTheSecondGoesOnWhenTheFirstIsKilled() throws Exception {
        try (Distribution first = Distribution.in("first node").startAndAwait();
                Distribution second = first.joined("second node").startAndAwait();
                Connection database =
                        DriverManager.getConnection(first.databaseUrl(), "clientele", first.databasePassword())) {
            assertThat(second.database()).isEmpty();

            logRecurringWork(database);
            Instant due = makeRecurringWorkDue(database);
            aRevokedKeyStopsOnBoth(first.api(), second.api());
            aFeatureSwitchedOnOneFollowsOnTheOther(first.api(), second.api());
            eachTellsItsOwnFigures(first, second);
            CartsOnTwoNodes.workAsOnOne(first, second, database);
            await(
                    SOON,
                    () -> query(database, WATCHED.replace("select", "select distinct"))
                                    .size()
                            == 2);
            sleepUntil(due.plus(POLL_OF_RECURRING_WORK).plusSeconds(1));
            assertThat(query(database, WATCHED)).containsExactly("event-purge", "operation-purge");

            String operation = startImport(first.api());
            await(SOON, () -> done(second.api(), operation) > 0);
            first.killJvm();
            assertThat(second.api().get(operation).at("/state")).isIn("queued", "running");
            int before = done(second.api(), operation);
            assertThat(before).isLessThan(LINES);

            await(SOON, () -> !Set.of("queued", "running")
                    .contains(second.api().get(operation).at("/state")));
            Api.Answer ended = second.api().get(operation);
            assertThat(ended.at("/state")).as(ended.text()).isEqualTo("succeeded");
            assertThat(ended.at("/result/created")).isEqualTo(Integer.toString(LINES));
            assertThat(query(database, "select count(*)::text from customer.customer"))
                    .containsExactly(Integer.toString(LINES + CartsOnTwoNodes.CUSTOMERS));
            second.awaitReady();
        }
    }

    /** Of those whose pause, an hour, is longer than this test. */
    private static final String WATCHED =
            "select name from run where name in ('event-purge', 'operation-purge') order by name";

    private static void aRevokedKeyStopsOnBoth(Api first, Api second) {
        Api.Answer issued = first.post("keys", Map.of("name", "two nodes", "scopes", List.of("customers:read")));
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        Api onFirst = first.withKey(issued.at("/token"));
        Api onSecond = second.withKey(issued.at("/token"));
        assertThat(onFirst.get("session").status()).isEqualTo(200);
        assertThat(onSecond.get("session").status()).isEqualTo(200);

        assertThat(first.delete("keys/" + issued.at("/id")).status()).isEqualTo(204);
        Instant revoked = Instant.now();
        assertThat(onFirst.get("session").status()).isEqualTo(401);
        await(SOON, () -> {
            Instant begin = Instant.now();
            int status = onSecond.get("session").status();
            if (status == 200) {
                assertThat(begin).as("nothing begun later is let in").isBefore(revoked.plusSeconds(2));
            }
            return status == 401;
        });
    }

    private static void aFeatureSwitchedOnOneFollowsOnTheOther(Api first, Api second) {
        String feature = "features/clientele-watchlist";
        String watched = "customers?filter=watchlist.watched%20eq%20true";
        assertThat(second.get("watchlist").status()).isEqualTo(200);

        assertThat(first.put(feature, Map.of("enabled", false)).at("/state")).isEqualTo("disabled");
        await(
                SOON,
                () -> second.get("watchlist").at("/code").equals("feature-disabled")
                        && second.get(watched).status() == 400);
        assertThat(second.get(feature).at("/state")).isEqualTo("disabled");

        assertThat(second.put(feature, Map.of("enabled", true)).at("/state")).isEqualTo("active");
        await(
                SOON,
                () -> first.get("watchlist").status() == 200
                        && first.get(watched).status() == 200);
    }

    private static void eachTellsItsOwnFigures(Distribution first, Distribution second) {
        for (Distribution node : List.of(first, second)) {
            node.awaitReady();
            assertThat(node.anonymous().get("/metrics").text())
                    .contains("hikaricp_connections_max{pool=\"clientele\"} 16.0")
                    .contains("hikaricp_connections_pending{pool=\"clientele\"} 0.0")
                    .contains("hikaricp_connections_timeout_total{pool=\"clientele\"} 0.0")
                    .contains("hikaricp_connections_acquire_seconds_count")
                    .contains("hikaricp_connections_usage_seconds_count")
                    .contains("jvm_memory_used_bytes{area=\"heap\"")
                    .contains("jvm_threads_live_threads")
                    .contains("jvm_gc_")
                    .contains("process_cpu_usage");
        }
    }

    /** Notes each run at its end, in the database itself. */
    private static void logRecurringWork(Connection database) throws SQLException {
        execute(
                database,
                "create table run (name text, node text)",
                "create function note_run() returns trigger language plpgsql as $$ begin"
                        + " insert into run values (old.task_name, old.picked_by); return null; end $$",
                "create trigger note_run after update on customer.recurring_task for each row"
                        + " when (new.last_success is distinct from old.last_success) execute function note_run()");
    }

    private static Instant makeRecurringWorkDue(Connection database) throws SQLException {
        await(SOON, () -> query(
                        database, "select 'busy' from customer.recurring_task where picked or last_success is null")
                .isEmpty());
        execute(database, "truncate run", "update customer.recurring_task set execution_time = now()");
        return Instant.now();
    }

    private static String startImport(Api api) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            file.append("{\"email\":\"two-nodes-").append(i).append("@example.com\",\"firstName\":\"N\"}\n");
        }
        Api.Answer started = api.send(
                "POST",
                "imports?type=customers",
                BodyPublishers.ofString(file.toString()),
                "Content-Type",
                "application/x-ndjson");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        return "operations/" + started.at("/id");
    }

    private static int done(Api api, String operation) {
        Api.Answer answer = api.get(operation);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().at("/progress/done").asInt();
    }

    private static void await(Duration patience, Supplier<Boolean> condition) {
        Instant end = Instant.now().plus(patience);
        while (!condition.get()) {
            assertThat(Instant.now()).as("within " + patience).isBefore(end);
            sleep(Duration.ofMillis(50));
        }
    }

    private static void sleepUntil(Instant instant) {
        Duration left = Duration.between(Instant.now(), instant);
        if (!left.isNegative()) {
            sleep(left);
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection database, String... statements) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(Connection database, String sql) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
