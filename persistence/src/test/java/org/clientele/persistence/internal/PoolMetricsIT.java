package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.clientele.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

final class PoolMetricsIT {
    private static final TestDatabase TEST = TestDatabase.create();
    private static final Duration LONG = Duration.ofSeconds(30);

    /** With one connection. */
    private static Database open(Duration maximumWait) {
        return new Database(
                new DatabaseSettings(TEST.url(), TEST.user(), TEST.password(), 1, maximumWait, Duration.ofSeconds(30)));
    }

    private static double gauge(SimpleMeterRegistry registry, String name) {
        return registry.get("hikaricp.connections" + name).gauge().value();
    }

    private static double timeouts(SimpleMeterRegistry registry) {
        return registry.get("hikaricp.connections.timeout").counter().count();
    }

    @Test
    void connectionsAndWaitsAreCounted() throws SQLException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        // This one is waited for to the end; the first connection has to be there before.
        try (Database database = open(Duration.ofSeconds(5))) {
            database.metrics().bindTo(registry);
            try (Connection only = database.pool().getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThatThrownBy(database.pool()::getConnection).isInstanceOf(SQLException.class);
                assertThat(timeouts(registry)).isEqualTo(1);
                assertThat(gauge(registry, ".max")).isEqualTo(1);
                assertThat(gauge(registry, ".pending")).isZero();
                assertThat(registry.get("hikaricp.connections.acquire").timer().count())
                        .isPositive();
            }
            assertThat(registry.get("hikaricp.connections.usage").timer().count())
                    .isEqualTo(1);
            assertThat(gauge(registry, ".active") + gauge(registry, ".idle")).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRegistryThatComesLaterTakesOver() throws SQLException {
        try (Database database = open(LONG)) {
            SimpleMeterRegistry first = new SimpleMeterRegistry();
            database.metrics().bindTo(first);
            first.close();
            SimpleMeterRegistry second = new SimpleMeterRegistry();
            database.metrics().bindTo(second);
            database.pool().getConnection().close();
            assertThat(second.get("hikaricp.connections.acquire").timer().count())
                    .isPositive();
        }
    }

    @Test
    void theFiguresOfTheNextPoolReplaceThoseOfTheLast() throws SQLException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Database before = open(LONG)) {
            before.metrics().bindTo(registry);
            before.pool().getConnection().close();
        }
        assertThat(registry.getMeters()).isEmpty();
        try (Database after = open(LONG)) {
            after.metrics().bindTo(registry);
            after.pool().getConnection().close();
            assertThat(gauge(registry, ".max")).isEqualTo(1);
        }
    }
}
