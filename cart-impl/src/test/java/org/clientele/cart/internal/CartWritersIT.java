package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.access.Caller;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many who write one cart at once, through HTTP. */
final class CartWritersIT {
    private static final int WRITERS = 64;
    private static final int ADDS = 4;
    private static final int SHARED = 4;
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void sixtyFourWritersLoseNothing() throws Exception {
        String cart =
                "/carts/" + CartKit.json(send("POST", "/carts", "{}")).get("id").asText();
        List<String> shared = new ArrayList<>();
        for (int i = 0; i < SHARED; i++) {
            shared.add(product());
        }
        List<String> own = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            own.add(product());
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(() -> {
                start.await();
                return write(cart, shared.get(writer % SHARED), own.get(writer), writer % 2 == 0);
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        int writes = 0;
        try {
            List<Future<Integer>> running = writers.stream().map(pool::submit).toList();
            start.countDown();
            for (Future<Integer> one : running) {
                writes += one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        JsonNode after = CartKit.json(send("GET", cart, null));
        Map<String, Long> expected = new HashMap<>();
        shared.forEach(sku -> expected.put(sku, (long) WRITERS / SHARED * ADDS));
        for (int i = 1; i < WRITERS; i += 2) {
            expected.put(own.get(i), 3L);
        }
        Map<String, Long> found = new HashMap<>();
        after.get("lines")
                .forEach(line ->
                        found.put(line.get("sku").asText(), line.get("quantity").asLong()));
        assertThat(found).isEqualTo(expected);
        assertThat(after.get("version").asLong()).isEqualTo(writes);
        assertThat(after.get("total").asLong()).isEqualTo(450L * (WRITERS * ADDS + 3L * WRITERS / 2));
    }

    /** Adds to what all add to, and sets the quantity of a line of its own; some take that out again. */
    private static int write(String cart, String shared, String own, boolean remove) {
        int writes = 2;
        JsonNode mine = required("POST", cart + "/lines", "{\"sku\":\"" + own + "\"}");
        String line = cart + "/lines/" + line(mine, own);
        for (int i = 0; i < ADDS; i++, writes++) {
            required("POST", cart + "/lines", "{\"sku\":\"" + shared + "\",\"quantity\":1}");
        }
        required("PATCH", line, "{\"quantity\":3}");
        if (remove) {
            required("DELETE", line, null);
            writes++;
        }
        return writes;
    }

    @Test
    void ofWritersWithOneVersionOneWins() throws Exception {
        String cart =
                "/carts/" + CartKit.json(send("POST", "/carts", "{}")).get("id").asText();
        String tea = product();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        List<Integer> answers = new ArrayList<>();
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                running.add(pool.submit(() -> addToVersion0(cart, tea)));
            }
            for (Future<Integer> one : running) {
                answers.add(one.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 412);
        assertThat(CartKit.json(send("GET", cart, null)).at("/lines/0/quantity").asLong())
                .isEqualTo(1);
    }

    /** A node remembers what it wrote a moment ago, and others write too: some without a new version. */
    @Test
    void whatOthersWroteMeanwhileIsKept() {
        String tea = product();
        String mug = product();
        String cart = "/carts/" + id("{}");
        String id = cart.substring("/carts/".length());
        required("POST", cart + "/lines", "{\"sku\":\"" + tea + "\"}");
        elsewhere("update cart.cart set lines = jsonb_set(lines, '{0,quantity}', '5') where id = ?::uuid", id);
        assertThat(quantity(required("POST", cart + "/lines", "{\"sku\":\"" + tea + "\"}"), tea))
                .isEqualTo(6);
        elsewhere("update cart.cart set lines = '[]', version = version + 1 where id = ?::uuid", id);
        JsonNode emptied = required("POST", cart + "/lines", "{\"sku\":\"" + mug + "\"}");
        assertThat(emptied.get("lines")).hasSize(1);
        elsewhere("update cart.cart set status = 'completed' where id = ?::uuid", id);
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"" + mug + "\"}").body())
                .contains("cart-closed");
        elsewhere("update cart.cart set status = 'open' where id = ?::uuid", id);
        assertThat(required("PATCH", cart + "/lines/" + line(emptied, mug), "{\"quantity\":3}")
                        .get("lines"))
                .hasSize(1);
        elsewhere("delete from cart.cart where id = ?::uuid", id);
        assertThat(send("POST", cart + "/lines", "{\"sku\":\"" + mug + "\"}").statusCode())
                .isEqualTo(404);
    }

    /** A change of two things at once has the row when the second waits for its turn. */
    @Test
    void whoHasTheRowGoesBeforeWhoHasTheTurn() throws Exception {
        String tea = product();
        String id = id("{}");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> other = KIT.transactions().sql(connection -> {
                Sql.update(connection, "update cart.cart set country = 'DE' where id = ?::uuid", id);
                Future<HttpResponse<String>> waiting =
                        pool.submit(() -> send("POST", "/carts/" + id + "/lines", "{\"sku\":\"" + tea + "\"}"));
                awaitWaiting(connection);
                KIT.plugin().access().call(Caller.system("test"), () -> KIT.carts()
                        .send(UUID.fromString(id), OptionalLong.empty(), Optional.of("FR")));
                return waiting;
            });
            assertThat(other.get().statusCode()).isEqualTo(201);
        } finally {
            pool.shutdownNow();
        }
        JsonNode cart = CartKit.json(send("GET", "/carts/" + id, null));
        assertThat(cart.get("country").asText()).isEqualTo("FR");
        assertThat(cart.get("lines")).hasSize(1);
    }

    /** Until somebody waits for a lock in this database. */
    private static void awaitWaiting(Connection connection) throws SQLException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!Sql.first(
                        connection,
                        "select true from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                        row -> true)
                .isPresent()) {
            assertThat(System.nanoTime()).as("nobody waits for the row").isLessThan(end);
            Sql.first(connection, "select pg_sleep(0.02), pg_stat_clear_snapshot()", row -> true);
        }
    }

    private static void elsewhere(String sql, String id) {
        KIT.transactions().sql(connection -> Sql.update(connection, sql, id));
    }

    private static long quantity(JsonNode cart, String sku) {
        for (JsonNode line : cart.get("lines")) {
            if (line.get("sku").asText().equals(sku)) {
                return line.get("quantity").asLong();
            }
        }
        return 0;
    }

    private static int addToVersion0(String cart, String sku) {
        int status = 503;
        for (int tries = 0; status == 503 && tries < 20; tries++) {
            status = REST.send(
                            "POST",
                            "/api/admin/v1" + cart + "/lines",
                            "{\"sku\":\"" + sku + "\"}",
                            "Authorization",
                            "Bearer " + RestFixture.TOKEN,
                            "If-Match",
                            "\"v0\"")
                    .statusCode();
        }
        return status;
    }

    /** Whoever erases has the customer first and the carts then, like whoever opens, takes and merges; line by line only the cart. */
    @Test
    void anErasureAndWritersDoNotWaitForEachOther() throws Exception {
        UUID customer = KIT.customer().id();
        String tea = product();
        CartData data = new CartData(KIT.transactions());
        long before = deadlocks();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 15; round++) {
                String mine = id("{\"customerId\":\"" + customer + "\"}");
                String guests = id("{}");
                List<Callable<Integer>> all = List.of(
                        () -> send("POST", "/carts/" + mine + "/lines", "{\"sku\":\"" + tea + "\"}")
                                .statusCode(),
                        () -> send("POST", "/carts", "{\"customerId\":\"" + customer + "\"}")
                                .statusCode(),
                        () -> send("PATCH", "/carts/" + guests, "{\"customerId\":\"" + customer + "\"}")
                                .statusCode(),
                        () -> send("POST", "/carts/" + mine + "/merges", "{\"from\":\"" + guests + "\"}")
                                .statusCode(),
                        () -> send("POST", "/carts/" + guests + "/lines", "{\"sku\":\"" + tea + "\"}")
                                .statusCode(),
                        () -> {
                            KIT.transactions().sql(connection -> {
                                KIT.hold(customer);
                                data.erase(customer);
                                return true;
                            });
                            return 200;
                        });
                for (Future<Integer> one : pool.invokeAll(all)) {
                    assertThat(one.get()).isIn(200, 201, 400, 404, 409, 412);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(deadlocks()).isEqualTo(before);
        KIT.plugin().erase(data, customer);
        assertThat(CartKit.json(send("GET", "/carts?customer=" + customer, null))
                        .at("/page/totalItems")
                        .asLong())
                .isZero();
    }

    /** Found by PostgreSQL, which ends one of those who wait for each other; it would be tried again, and nobody would notice. */
    private static long deadlocks() {
        return KIT.transactions().read(connection -> Sql.first(
                        connection,
                        "select deadlocks from pg_stat_database where datname = current_database()",
                        row -> row.getLong(1))
                .orElseThrow());
    }

    private static String id(String body) {
        return CartKit.json(send("POST", "/carts", body)).get("id").asText();
    }

    private static String line(JsonNode cart, String sku) {
        for (JsonNode line : cart.get("lines")) {
            if (line.get("sku").asText().equals(sku)) {
                return line.get("id").asText();
            }
        }
        throw new AssertionError("not in the cart that was answered: " + sku);
    }

    /** A node that is too busy says so and did nothing. */
    private static JsonNode required(String method, String path, @Nullable String body) {
        HttpResponse<String> answer = send(method, path, body);
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = send(method, path, body);
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return CartKit.json(answer);
    }

    private static String product() {
        String sku = "sku-" + UUID.randomUUID();
        send("PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        return sku;
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body) {
        return CartKit.send(REST, method, path, body);
    }
}
