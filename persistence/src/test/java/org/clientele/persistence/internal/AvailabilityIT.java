package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.clientele.Problem;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    /** On a busy machine; without what the tests are about it would be {@link #LONG}. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void databaseAwayIs503AndRecoversWithinSeconds(@TempDir Path folder) throws Exception {
        int port;
        DatabaseSettings settings;
        Database database;
        Transactions shop;
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            port = server.port();
            settings = DatabaseSettings.of(server.jdbcUrl(), server.user(), server.password());
            database = new Database(settings);
            SchemaUnit unit = database.open("shop", getClass().getClassLoader(), List.of(Item.class));
            shop = unit;
            shop.run(em -> em.persist(new Item(1, "lamp")));
        }
        try (Database closed = database;
                DatabaseProbe probe = new DatabaseProbe(new PostgresSources(settings).probe())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> shop.run(em -> em.find(Item.class, 1L)))
                        .isInstanceOfSatisfying(Problem.Unavailable.class, e -> {
                            assertThat(e.code()).isEqualTo("database-away");
                            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2));
                        });
            }
            assertThat(probe.isUp()).isFalse();

            try (EmbeddedPostgres again = EmbeddedPostgres.in(folder).port(port).start()) {
                Instant back = Instant.now();
                waitUntil(() -> answers(shop) && probe.isUp());
                assertThat(Duration.between(back, Instant.now())).isLessThan(SOON);
                for (int i = 0; i < 100; i++) {
                    assertThat(answers(shop)).isTrue();
                }
                assertThat(closed.pool()).isNotNull();
            }
        }
    }

    @Test
    void killedConnectionsAreReplacedAtOnce() throws Exception {
        try (DatabaseFixture fixture = DatabaseFixture.create(2, LONG, LONG)) {
            Transactions shop = fixture.open("shop", Item.class);
            shop.run(em -> em.persist(new Item(1, "lamp")));
            execute(
                    fixture.pool().getConnection(),
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");

            Instant killed = Instant.now();
            waitUntil(() -> answers(shop));
            assertThat(Duration.between(killed, Instant.now())).isLessThan(SOON);
        }
    }

    @Test
    void poolExhaustedAnswersWithinSeconds() throws Exception {
        try (DatabaseFixture fixture = DatabaseFixture.create(1, Duration.ofSeconds(1), LONG)) {
            Transactions shop = fixture.open("shop", Item.class);
            CountDownLatch holding = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> shop.read(connection -> {
                holding.countDown();
                return await(done);
            }));
            assertThat(await(holding)).isTrue();

            Instant start = Instant.now();
            assertThatThrownBy(() -> shop.read(connection -> 1)).isInstanceOf(Problem.Unavailable.class);
            assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);

            done.countDown();
            holder.get(30, TimeUnit.SECONDS);
            assertThat(answers(shop)).isTrue();
        }
    }

    @Test
    void statementTimeoutIs503() {
        try (DatabaseFixture fixture = DatabaseFixture.create(1, LONG, Duration.ofSeconds(1))) {
            Transactions shop = fixture.open("shop", Item.class);

            assertThatThrownBy(() -> shop.read(connection -> execute(connection, "select pg_sleep(5)")))
                    .isInstanceOfSatisfying(Problem.Unavailable.class, e -> {
                        assertThat(e.code()).isEqualTo("timeout");
                        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                    });
            assertThat(answers(shop)).isTrue();
        }
    }

    @Test
    void closedSchemaWaitsForWhatRunsAndRefusesTheRest() throws Exception {
        try (DatabaseFixture fixture = DatabaseFixture.create()) {
            Transactions shop = fixture.open("shop", Item.class);
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            CompletableFuture<Void> transaction = CompletableFuture.runAsync(() -> shop.run(em -> {
                running.countDown();
                await(finish);
                em.persist(new Item(1, "lamp"));
            }));
            await(running);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(((SchemaUnit) shop)::close);
            waitUntil(() -> refuses(shop));
            assertThat(closing).isNotDone();

            finish.countDown();
            transaction.get(30, TimeUnit.SECONDS);
            closing.get(30, TimeUnit.SECONDS);
        }
    }

    private static boolean answers(Transactions shop) {
        try {
            return shop.call(em -> em.find(Item.class, 1L)) != null || shop.read(connection -> true);
        } catch (Problem.Unavailable e) {
            return false;
        }
    }

    private static boolean refuses(Transactions shop) {
        try {
            return shop.read(connection -> false);
        } catch (Problem.Unavailable e) {
            return e.code().equals("stopping");
        }
    }

    private static void waitUntil(BooleanSupplier condition) {
        Instant end = Instant.now().plus(LONG);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
