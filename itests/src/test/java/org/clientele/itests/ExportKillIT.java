package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file that is being written when the power goes. */
final class ExportKillIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** kill -9 of the JVM and its database in the middle of a file: it is written again, and is that of an undisturbed run. */
    @Test
    void afterAKillTheFileIsThatOfAnUndisturbedRun() throws Exception {
        Distribution running = Distribution.in("export kill").startAndAwait();
        try {
            customers(running, 300_000);
            List<String> fields = List.of(
                    "reference", "email", "firstName", "lastName", "country", "createdAt", "totalSpent", "orders");
            Map<String, Object> wanted = Map.of("format", "csv", "fields", fields, "query", Map.of("sort", "email"));
            Exporting undisturbed = new Exporting(running);
            String first = undisturbed.begin(wanted);
            undisturbed.await(first);

            String second = undisturbed.begin(wanted);
            Api before = running.api();
            Until.within(SOON, "the middle of the file", () -> {
                JsonNode operation = before.get("operations/" + second).body();
                return operation.at("/progress/done").asLong() > 0;
            });
            assertThat(before.get("operations/" + second).at("/state")).isEqualTo("running");
            running.kill();
            running = running.again().startAndAwait();
            Exporting again = new Exporting(running);
            again.await(second);

            JsonNode one = running.api().get("exports/" + first).body();
            JsonNode two = running.api().get("exports/" + second).body();
            assertThat(two.get("sha256")).isEqualTo(one.get("sha256"));
            assertThat(two.get("rows").asLong()).isEqualTo(300_000);
            assertThat(again.download(second).body())
                    .isEqualTo(again.download(first).body());
        } finally {
            running.close();
        }
    }

    private static void customers(Distribution distribution, int count) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        distribution.databaseUrl(), "clientele", distribution.databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into customer.customer (id, email, first_name, last_name, account, status, newsletter,"
                            + " country, created_at) select gen_random_uuid(), 'k' || i || '@example.com', 'First' || i, 'Last' || i,"
                            + " true, 'active', false, 'FR', now() - i * interval '1 second' from generate_series(1, "
                            + count + ") i");
        }
    }
}
