package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;
import org.clientele.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** A plugin has half of the connections at most; what goes wrong in it undoes its caller's work too. */
final class ShareIT {
    private static final int POOL = 4;

    @Test
    void aPluginThatKeepsItsConnectionsLeavesTheOthers() throws Exception {
        TestDatabase test = TestDatabase.create();
        ExecutorService threads = Executors.newFixedThreadPool(POOL);
        CountDownLatch held = new CountDownLatch(POOL / 2);
        CountDownLatch end = new CountDownLatch(1);
        try (Database database = new Database(new DatabaseSettings(
                test.url(),
                test.user(),
                test.password(),
                POOL,
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                Set.of("club")))) {
            ClassLoader loader = ShareIT.class.getClassLoader();
            try (SchemaUnit house = database.open("club", loader, List.of());
                    SchemaUnit plugin = database.open("shop", loader, List.of())) {
                for (int i = 0; i < POOL; i++) {
                    threads.execute(() -> plugin.sql(connection -> {
                        held.countDown();
                        return await(end, Duration.ofSeconds(20));
                    }));
                }
                assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

                assertThatThrownBy(() -> plugin.read(connection -> true))
                        .isInstanceOfSatisfying(Problem.Unavailable.class, busy -> assertThat(busy.code())
                                .isEqualTo("busy"));
                assertThat(house.<Boolean>sql(connection -> true)).isTrue();
                assertThat(house.<Boolean>sql(connection -> plugin.read(joined -> true)))
                        .isTrue();

                end.countDown();
                threads.shutdown();
                assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
                assertThat(plugin.<Boolean>read(connection -> true)).isTrue();
            }
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void requestsThatKeepAConnectionLeaveSomeForWhatTheyWaitFor() throws Exception {
        TestDatabase test = TestDatabase.create();
        ExecutorService requests = Executors.newFixedThreadPool(POOL);
        ExecutorService beside = Executors.newCachedThreadPool();
        CountDownLatch all = new CountDownLatch(POOL);
        try (Database database = new Database(new DatabaseSettings(
                test.url(),
                test.user(),
                test.password(),
                POOL,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Set.of("rest", "club")))) {
            ClassLoader loader = ShareIT.class.getClassLoader();
            try (SchemaUnit door = database.open("rest", loader, List.of());
                    SchemaUnit house = database.open("club", loader, List.of())) {
                List<Callable<Boolean>> waiting = Collections.nCopies(
                        POOL,
                        () -> door.sql(connection -> {
                            all.countDown();
                            await(all, Duration.ofSeconds(1));
                            return CompletableFuture.supplyAsync(() -> house.<Boolean>sql(other -> true), beside)
                                    .join();
                        }));
                for (Future<Boolean> answer : requests.invokeAll(waiting)) {
                    assertThat(answer.get()).isTrue();
                }
            }
        } finally {
            requests.shutdownNow();
            beside.shutdownNow();
        }
    }

    @Test
    void anErrorThatSomebodyCaughtStillUndoesTheTransaction() {
        TestDatabase test = TestDatabase.create();
        try (Database database = new Database(DatabaseSettings.of(test.url(), test.user(), test.password()))) {
            try (SchemaUnit unit = database.open("club", ShareIT.class.getClassLoader(), List.of())) {
                unit.sql(connection -> connection.createStatement().execute("create table club.caught (n int)"));
                assertThatThrownBy(() -> unit.sql(outer -> {
                            outer.createStatement().execute("insert into club.caught values (1)");
                            try {
                                return unit.sql(inner -> {
                                    throw new AssertionError("of a plugin");
                                });
                            } catch (AssertionError caught) {
                                return true;
                            }
                        }))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(count(unit)).isZero();
                unit.sql(connection -> {
                    connection.createStatement().execute("insert into club.caught values (1)");
                    unit.afterCommit(() -> {
                        throw new StackOverflowError();
                    });
                    return true;
                });
                assertThat(count(unit)).isOne();
            }
        }
    }

    private static int count(Transactions unit) {
        return unit.read(connection -> {
            try (var rows = connection.createStatement().executeQuery("select count(*) from club.caught")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static boolean await(CountDownLatch latch, Duration longest) {
        try {
            return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
