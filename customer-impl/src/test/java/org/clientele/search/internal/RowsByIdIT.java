package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Customers by their ids, while others want others. */
final class RowsByIdIT {
    private static final Shop SHOP = SearchedShop.open();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final Caller ALL = caller(Optional.empty());

    @AfterAll
    static void close() {
        THREADS.shutdownNow();
        SHOP.close();
    }

    @Test
    void everybodyGetsTheOwnCustomerAndNobodyWhomTheOtherMaySee() {
        Caller a = caller(Optional.of(Set.of("a")));
        Caller both = caller(Optional.of(Set.of("a", "b")));
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int reader = 0; reader < 24; reader++) {
            int own = reader;
            readers.add(async(() -> {
                for (int i = 1; i <= 80; i++) {
                    int number = 1 + (i * 7 + own * 13) % SearchedShop.CUSTOMERS;
                    assertThat(read(ALL, number))
                            .hasValueSatisfying(row -> assertThat(row).contains(email(number)));
                    assertThat(read(both, number))
                            .hasValueSatisfying(row -> assertThat(row).contains(email(number)));
                    assertThat(read(a, number).isPresent()).isEqualTo(number % 2 == 0);
                    assertThat(read(ALL, number + SearchedShop.CUSTOMERS)).isEmpty();
                }
            }));
        }
        readers.forEach(CompletableFuture::join);
    }

    @Test
    void whatIsCommittedShowsInEveryReadThatBeginsThen() {
        whileOthersRead(17, row -> true, () -> {
            for (int i = 0; i < 200; i++) {
                String name = "Step " + i + ".";
                SHOP.sql(
                        "update customer.customer set last_name = '" + name + "' where email = 'person17@example.com'");
                assertThat(read(ALL, 17))
                        .hasValueSatisfying(row -> assertThat(row).contains(name));
            }
        });
    }

    @Test
    void whatATransactionChangedShowsInItOnly() {
        Runnable rolledBack = () -> SHOP.transactions().run(em -> {
            SHOP.sql("update customer.customer set last_name = 'Within' where email = 'person18@example.com'");
            for (int i = 0; i < 200; i++) {
                assertThat(read(ALL, 18))
                        .hasValueSatisfying(row -> assertThat(row).contains("Within"));
            }
            throw new IllegalStateException("as if it failed");
        });
        whileOthersRead(18, row -> !row.contains("Within"), () -> assertThatThrownBy(rolledBack::run)
                .hasMessageContaining("as if it failed"));
    }

    /** @param expected what holds of all that they read */
    private static void whileOthersRead(int number, Predicate<String> expected, Runnable work) {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int reader = 0; reader < 12; reader++) {
            others.add(async(() -> {
                while (!over.get()) {
                    assertThat(read(ALL, number))
                            .hasValueSatisfying(row -> assertThat(row).matches(expected));
                }
            }));
        }
        try {
            work.run();
        } finally {
            over.set(true);
        }
        others.forEach(CompletableFuture::join);
    }

    private static CompletableFuture<Void> async(Runnable work) {
        return CompletableFuture.runAsync(work, THREADS);
    }

    private static Caller caller(Optional<Set<String>> accounts) {
        return new Caller("test", "Test", Set.of("*"), accounts);
    }

    private static String email(int number) {
        return "\"person" + number + "@example.com\"";
    }

    private static Optional<String> read(Caller caller, int number) {
        UUID id = UUID.fromString("00000000-0000-7000-8000-%012d".formatted(number));
        Supplier<Optional<JsonRow>> find = () -> SHOP.search().findJson(id);
        return SHOP.access().call(caller, find).map(row -> new String(row.json(), StandardCharsets.UTF_8));
    }
}
