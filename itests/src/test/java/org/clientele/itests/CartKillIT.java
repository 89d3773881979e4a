package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.itests.CartShop.line;
import static org.clientele.itests.CartShop.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * kill -9 while carts are written and checked out, of the database too or of the JVM alone: it starts again on what is left behind,
 * what was acknowledged is there once, what was not is repeated with its key and is there once too.
 * {@code mvn verify -pl itests -Dtest=CartKillIT -Dcarts.kills=100} kills as often as that.
 */
final class CartKillIT {
    private static final int KILLS = Integer.getInteger("carts.kills", 3);
    private static final int WRITERS = 6;
    private static final Map<String, String> INVOICE = Map.of("paymentMethod", "invoice");

    private final Queue<Write> journal = new ConcurrentLinkedQueue<>();
    private String sku = "";
    private String customer = "";
    private String shared = "";

    /**
     * What was sent, noted before it was.
     *
     * @param key of repetitions; empty for a checkout without
     */
    private static final class Write {
        final String path;
        final Object body;
        final String key;
        volatile String answer = "";

        Write(String path, Object body, String key) {
            this.path = path;
            this.body = body;
            this.key = key;
        }

        boolean acknowledged() {
            return !answer.isEmpty();
        }

        boolean isAdd() {
            return path.endsWith("/lines");
        }

        boolean isCheckout() {
            return path.endsWith("/checkout");
        }

        String cart() {
            return path.split("/", -1)[1];
        }

        Api.Answer send(Api api) {
            return key.isEmpty() ? api.post(path, body) : api.post(path, body, "Idempotency-Key", key);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        Distribution running = Distribution.in("cart kill").startAndAwait();
        try {
            CartShop shop = new CartShop(running);
            sku = shop.product("tea", 100);
            customer = shop.customer("Ada", Map.of());
            for (int kill = 0; kill < KILLS; kill++) {
                shared = shop.cart("");
                List<Write> before = List.copyOf(journal);
                boolean databaseToo = kill % 2 == 0;
                ProcessHandle database = running.database().orElseThrow();
                writeUntilKilled(running, databaseToo);
                assertThat(database.isAlive()).as("left behind").isEqualTo(!databaseToo);
                running = running.again().startAndAwait();
                assertThat(database.isAlive())
                        .as("two at work on the same data")
                        .isFalse();
                assertThat(running.database().orElseThrow().isAlive()).isTrue();
                shop = shop.at(running);
                List<Write> written = new ArrayList<>(journal);
                written.removeAll(before);
                check(shop, written);
            }
            List<Write> placed = journal.stream().filter(Write::isCheckout).toList();
            long completed = placed.stream().map(Write::cart).distinct().count();
            assertThat(ok(shop.admin().get("customers/" + customer))
                            .get("orders")
                            .asLong())
                    .isEqualTo(completed);
        } finally {
            running.close();
        }
    }

    private void writeUntilKilled(Distribution running, boolean databaseToo) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            long before = acknowledged();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                boolean buys = i % 3 == 0;
                writers.add(pool.submit(() -> write(running.api(), buys)));
            }
            Until.within(
                    Duration.ofMinutes(2),
                    "the writers are at work",
                    () -> acknowledged() > before + WRITERS || writers.stream().anyMatch(Future::isDone));
            // Whatever the writers are doing at that moment: the kill is to come anywhere, and nothing is proven by the
            // pause.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1_000, 3_000));
            if (databaseToo) {
                running.kill();
            } else {
                running.killJvm();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private long acknowledged() {
        return journal.stream().filter(Write::acknowledged).count();
    }

    private void write(Api api, boolean buys) {
        try {
            for (int i = 0; true; i++) {
                if (!buys) {
                    note(
                            api,
                            "carts/" + shared + "/lines",
                            line(sku, 1),
                            UUID.randomUUID().toString());
                    continue;
                }
                Api.Answer opened = api.post("carts", Map.of("customerId", customer, "lines", List.of(line(sku, 1))));
                String key = i % 2 == 0 ? UUID.randomUUID().toString() : "";
                note(api, "carts/" + ok(opened).get("id").asText() + "/checkout", INVOICE, key);
            }
        } catch (UncheckedIOException killed) {
            // What has no answer in the journal got none.
        }
    }

    private void note(Api api, String path, Object body, String key) {
        Write write = new Write(path, body, key);
        journal.add(write);
        write.answer = acknowledged(write.send(api));
    }

    /** @return the number of the order, or the id of the cart */
    private static String acknowledged(Api.Answer answer) {
        JsonNode body = ok(answer);
        return body.at(body.has("order") && body.has("cart") ? "/order/number" : "/id")
                .asText();
    }

    private void check(CartShop shop, List<Write> written) {
        assertThat(written.stream().filter(Write::acknowledged))
                .as("acknowledged")
                .hasSizeGreaterThan(WRITERS);
        List<Write> adds = written.stream().filter(Write::isAdd).toList();
        long known = adds.stream().filter(Write::acknowledged).count();
        assertThat(pieces(shop)).isBetween(known, (long) adds.size());
        for (Write write : written) {
            if (!write.acknowledged()) {
                repeat(shop, write);
            } else if (!write.key.isEmpty() && ThreadLocalRandom.current().nextInt(10) == 0) {
                assertThat(acknowledged(write.send(shop.admin()))).isEqualTo(write.answer);
            }
        }
        assertThat(pieces(shop)).isEqualTo(adds.size());

        Set<String> numbers = new HashSet<>();
        for (Write checkout : written.stream().filter(Write::isCheckout).toList()) {
            JsonNode cart = shop.read(checkout.cart());
            assertThat(cart.get("status").asText()).isEqualTo("completed");
            assertThat(cart.get("order").asText()).isEqualTo(checkout.answer);
            assertThat(ok(shop.admin().get("orders/" + checkout.answer))
                            .get("total")
                            .asLong())
                    .isEqualTo(100);
            assertThat(numbers.add(checkout.answer))
                    .as("twice: " + checkout.answer)
                    .isTrue();
        }
    }

    /** A checkout without a key is made again only where it has not happened. */
    private static void repeat(CartShop shop, Write write) {
        JsonNode cart = shop.read(write.cart());
        if (write.key.isEmpty() && cart.get("status").asText().equals("completed")) {
            write.answer = cart.get("order").asText();
        } else {
            write.answer = acknowledged(write.send(shop.admin()));
        }
    }

    private long pieces(CartShop shop) {
        JsonNode lines = shop.read(shared).get("lines");
        assertThat(lines.size()).isLessThanOrEqualTo(1);
        return lines.isEmpty() ? 0 : lines.at("/0/quantity").asLong();
    }
}
