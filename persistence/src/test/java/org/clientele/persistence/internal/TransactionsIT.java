package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsIT {
    private static final DatabaseFixture DATABASE = DatabaseFixture.create();
    private static final Transactions SHOP = DATABASE.open("shop", Item.class);
    private static final Transactions CLUB = DATABASE.open("club", Member.class);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        execute("truncate shop.item, club.member");
    }

    @Test
    void commitTogetherAcrossSchemas() {
        SHOP.run(shop -> {
            shop.persist(new Item(1, "lamp"));
            CLUB.run(club -> club.persist(new Member(2, "Ada")));
            CLUB.sql(connection -> update(connection, "insert into club.member values (3, 'Bob')"));
            assertThat(count("club.member")).isZero();
        });

        assertThat(count("shop.item")).isEqualTo(1);
        assertThat(count("club.member")).isEqualTo(2);
    }

    @Test
    void rollbackTogether() {
        assertThatThrownBy(() -> SHOP.run(shop -> {
                    shop.persist(new Item(1, "lamp"));
                    CLUB.run(club -> club.persist(new Member(2, "Ada")));
                    throw new Problem.NotFound("No such thing.");
                }))
                .isInstanceOf(Problem.NotFound.class);

        assertThat(count("shop.item")).isZero();
        assertThat(count("club.member")).isZero();
    }

    @Test
    void failedPartDoomsTheWholeEvenIfCaught() {
        assertThatThrownBy(() -> SHOP.run(shop -> {
                    shop.persist(new Item(1, "lamp"));
                    try {
                        CLUB.run(club -> {
                            throw new Problem.NotFound("No such member.");
                        });
                    } catch (Problem.NotFound e) {
                        assertThat(e).hasMessage("No such member.");
                    }
                }))
                .isInstanceOf(Problem.NotFound.class);

        assertThat(count("shop.item")).isZero();
    }

    @Test
    void uniqueViolationIsConflictWithCode() {
        SHOP.run(shop -> shop.persist(new Item(1, "lamp")));

        assertThatThrownBy(() -> SHOP.run(shop -> shop.persist(new Item(2, "lamp"))))
                .isInstanceOfSatisfying(Problem.Conflict.class, e -> {
                    assertThat(e.code()).isEqualTo("name-taken");
                    assertThat(e.getMessage()).doesNotContain("lamp").doesNotContain("item");
                });
    }

    @Test
    void uniqueViolationOfABatchIsConflictWithCode() {
        assertThatThrownBy(() -> SHOP.sql(connection -> {
                    try (var insert = connection.prepareStatement("insert into shop.item values (?, 0, ?, 0)")) {
                        for (int i = 0; i < 3; i++) {
                            insert.setLong(1, i);
                            insert.setString(2, "lamp");
                            insert.addBatch();
                        }
                        return insert.executeBatch();
                    }
                }))
                .isInstanceOfSatisfying(
                        Problem.Conflict.class, e -> assertThat(e.code()).isEqualTo("name-taken"));
    }

    @Test
    void primaryKeyViolationIsPlainConflict() {
        SHOP.run(shop -> shop.persist(new Item(1, "lamp")));

        assertThatThrownBy(() -> SHOP.run(shop -> shop.persist(new Item(1, "sofa"))))
                .isInstanceOfSatisfying(
                        Problem.Conflict.class, e -> assertThat(e.code()).isEqualTo("conflict"));
    }

    @Test
    void wrongValuesAreInvalid() {
        assertThatThrownBy(() -> SHOP.run(shop -> shop.persist(new Item(1, "nul\u0000"))))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> SHOP.read(connection -> update(connection, "select 'abc'::integer")))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() ->
                        SHOP.sql(connection -> update(connection, "insert into shop.item values (1, 0, 'lamp', -1)")))
                .isInstanceOfSatisfying(
                        Problem.Invalid.class, e -> assertThat(e.code()).isEqualTo("price-negative"));
    }

    @Test
    void wrongSqlIsNoProblemOfTheCaller() {
        assertThatThrownBy(() -> SHOP.read(connection -> update(connection, "select nonsense")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("42703");
    }

    @Test
    void staleVersionIsStale() {
        SHOP.run(shop -> shop.persist(new Item(1, "lamp")));

        assertThatThrownBy(() -> SHOP.run(shop -> {
                    Item item = shop.find(Item.class, 1L);
                    CompletableFuture.runAsync(() ->
                                    SHOP.run(other -> other.find(Item.class, 1L).rename("sofa")))
                            .join();
                    item.rename("bed");
                }))
                .isInstanceOf(Problem.Stale.class);
    }

    @Test
    void nestedCallJoins() {
        SHOP.run(outer -> {
            outer.persist(new Item(1, "lamp"));
            SHOP.run(inner -> {
                assertThat(inner).isSameAs(outer);
                assertThat(inner.find(Item.class, 1L).name()).isEqualTo("lamp");
            });
            assertThat(SHOP.<Integer>sql(connection -> update(connection, "update shop.item set price = 5")))
                    .isEqualTo(1);
            assertThat(SHOP.<Long>read(connection -> one(connection, "select count(*) from shop.item")))
                    .isEqualTo(1);
        });
    }

    @Test
    void workCannotEndTheTransaction() {
        assertThatThrownBy(() -> SHOP.sql(connection -> {
                    connection.commit();
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterCommitRunsOnlyAfterCommit() {
        List<String> done = new ArrayList<>();
        SHOP.afterCommit(() -> done.add("at once"));

        SHOP.run(shop -> {
            shop.persist(new Item(1, "lamp"));
            SHOP.afterCommit(() -> done.add("committed " + count("shop.item")));
            CLUB.afterCommit(() -> {
                throw new IllegalStateException("on purpose");
            });
            CLUB.afterCommit(() -> {
                SHOP.run(later -> later.persist(new Item(2, "sofa")));
                done.add("wrote");
            });
            assertThat(done).containsExactly("at once");
        });
        assertThatThrownBy(() -> SHOP.run(shop -> {
                    SHOP.afterCommit(() -> done.add("never"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(done).containsExactly("at once", "committed 1", "wrote");
        assertThat(count("shop.item")).isEqualTo(2);
    }

    @Test
    void whetherOneIsRunningIsKnownInEachOfItsSchemas() {
        assertThat(SHOP.isRunning()).isFalse();
        assertThat(SHOP.<Boolean>call(shop -> CLUB.isRunning())).isTrue();
        assertThat(SHOP.<Boolean>read(connection -> SHOP.isRunning())).isFalse();
        assertThat(CLUB.isRunning()).isFalse();
    }

    @Test
    void aReadWithinAReadNeedsNoConnectionOfItsOwn() {
        try (DatabaseFixture one = DatabaseFixture.create(1, Duration.ofSeconds(2), Duration.ofSeconds(10))) {
            Transactions shop = one.open("shop", Item.class);
            Transactions club = one.open("club", Member.class);

            assertThat(shop.<Boolean>read(outer -> club.read(inner -> inner == outer)))
                    .isTrue();
            assertThat(shop.<Integer>sql(
                            connection -> update(connection, "insert into shop.item values (1, 0, 'lamp', 1)")))
                    .isOne();
        }
    }

    @Test
    void deadlockIsRetried() throws Exception {
        SHOP.run(shop -> {
            shop.persist(new Item(1, "lamp"));
            shop.persist(new Item(2, "sofa"));
        });
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();

        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> lockBoth(1, 2, bothHoldOne, attempts));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> lockBoth(2, 1, bothHoldOne, attempts));
        CompletableFuture.allOf(one, two).get(30, TimeUnit.SECONDS);

        assertThat(attempts).hasValue(3);
    }

    private static void lockBoth(long first, long second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        SHOP.run(shop -> {
            int attempt = attempts.incrementAndGet();
            shop.find(Item.class, first, LockModeType.PESSIMISTIC_WRITE);
            if (attempt <= 2) {
                await(bothHoldOne);
            }
            CLUB.run(club -> SHOP.run(nested -> nested.find(Item.class, second, LockModeType.PESSIMISTIC_WRITE)));
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sessionsRunInUtc() {
        String zone = SHOP.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("show timezone")) {
                rows.next();
                return rows.getString(1);
            }
        });

        assertThat(zone).isEqualTo("UTC");
    }

    private static long count(String table) {
        return CompletableFuture.supplyAsync(
                        () -> SHOP.<Long>read(connection -> one(connection, "select count(*) from " + table)))
                .join();
    }

    private static void execute(String sql) {
        SHOP.sql(connection -> update(connection, sql));
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static long one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
