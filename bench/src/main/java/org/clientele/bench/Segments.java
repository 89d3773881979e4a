package org.clientele.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What many segments cost whoever writes orders: files of orders and single ones, with no segment and with 200, by turns within one run,
 * so that a machine that gets slower or faster does so for both.
 */
final class Segments {
    private static final int SEGMENTS = 200;
    private static final int TURNS = 8;
    private static final int FILES = 12;
    private static final int ORDERS_OF_A_FILE = 200;
    private static final int SINGLE_ORDERS = 120;
    private static final long PATIENCE = 180_000_000_000L;
    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"([a-z]+)\"");
    private static final Pattern COUNT = Pattern.compile("\"count\"\\s*:\\s*(\\d+)");

    private final Product product;
    private final Database database;
    private final List<UUID> customers;
    private final Times without = new Times();
    private final Times with = new Times();
    private double slowest;
    private int next;

    /** Milliseconds. */
    private record Times(List<Double> files, List<Double> single) {
        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    Segments(Product product, Database database) throws SQLException {
        this.product = product;
        this.database = database;
        this.customers =
                database.column("select id from customer.customer order by md5(reference) limit 20000", UUID.class);
    }

    /** One line of JSON. */
    String run(int n) throws Exception {
        define();
        turn(new Times(), 2 * FILES);
        awaitFollowed();
        for (int turn = 0; turn < TURNS; turn++) {
            for (boolean many : turn % 2 == 0 ? List.of(false, true) : List.of(true, false)) {
                follow(many);
                turn(many ? with : without, FILES);
                double seconds = awaitFollowed();
                if (many) {
                    slowest = Math.max(slowest, seconds);
                }
            }
        }
        follow(true);
        requireRightCounts();
        return "{\"workload\":\"segments\",\"n\":" + n + ",\"segments\":" + SEGMENTS + ",\"files\":"
                + compared(without.files, with.files) + ",\"single\":" + compared(without.single, with.single)
                + ",\"secondsUntilFollowed\":" + Figure.number(slowest, 1) + "}";
    }

    private static String compared(List<Double> without, List<Double> with) {
        return "{\"p50\":" + Figure.number(percentile(without, 50), 2) + ",\"p50With\":"
                + Figure.number(percentile(with, 50), 2) + ",\"p95\":" + Figure.number(percentile(without, 95), 2)
                + ",\"p95With\":" + Figure.number(percentile(with, 95), 2) + ",\"ratio\":"
                + Figure.number(percentile(with, 95) / percentile(without, 95), 3) + "}";
    }

    private static double percentile(List<Double> times, int percent) {
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private void define() throws Exception {
        List<String> countries = List.of("FR", "DE", "US", "GB", "IT");
        try (HttpConnection connection = product.connect()) {
            for (int i = 0; i < SEGMENTS; i++) {
                String country = countries.get(i % countries.size());
                String filter =
                        switch (i % 4) {
                            case 0 -> "country eq \\\"" + country + "\\\" and totalSpent gt " + i * 1_000;
                            case 1 -> "orders ge " + (3 + i % 7) + " and newsletter eq true";
                            case 2 -> "lastOrderAt gt \\\"2026-0" + (1 + i % 9) + "-01\\\" and units gt " + i;
                            default ->
                                "addresses[country eq \\\"" + country + "\\\"] and averageOrderValue gt " + i * 500;
                        };
                HttpConnection.Answer answer = connection.answer(product.post(
                        "/api/admin/v1/segments",
                        "application/json",
                        ("{\"name\":\"S" + i + "\",\"filter\":\"" + filter + "\"}").getBytes(StandardCharsets.UTF_8)));
                if (answer.status() != 201) {
                    throw new IOException("A segment is answered " + answer.status() + " " + answer.body());
                }
            }
        }
        awaitEvaluated();
    }

    private void awaitEvaluated() throws Exception {
        long begin = System.nanoTime();
        while (!database.column("select 1 from customer.segment where evaluated_at is null limit 1", Integer.class)
                .isEmpty()) {
            if (System.nanoTime() - begin > PATIENCE) {
                throw new IOException("The segments are not evaluated");
            }
            Thread.sleep(100);
        }
    }

    /** None of them is followed while all are static. */
    private void follow(boolean many) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update customer.segment set kind = '" + (many ? "dynamic" : "static") + "'");
        }
    }

    private void turn(Times times, int files) throws Exception {
        try (HttpConnection connection = product.connect()) {
            for (int i = 0; i < files; i++) {
                times.files.add(file(connection));
                for (int k = 0; k < SINGLE_ORDERS / FILES; k++) {
                    times.single.add(single(connection));
                }
            }
        }
    }

    private double file(HttpConnection connection) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < ORDERS_OF_A_FILE; i++) {
            next++;
            body.append(order(next)).append('\n');
        }
        HttpRequest request = product.post(
                "/api/admin/v1/imports?type=orders",
                "application/x-ndjson",
                body.toString().getBytes(StandardCharsets.UTF_8));
        long begin = System.nanoTime();
        HttpConnection.Answer accepted = connection.answer(request);
        if (accepted.status() != 202) {
            throw new IOException("The import is answered " + accepted.status() + " " + accepted.body());
        }
        HttpRequest operation = product.get(accepted.location().replaceFirst("^https?://[^/]+", ""));
        while (System.nanoTime() - begin < PATIENCE) {
            String shown = connection.answer(operation).body();
            Matcher state = STATE.matcher(shown);
            String reached = state.find() ? state.group(1) : "";
            if (reached.equals("succeeded")) {
                return millis(begin);
            } else if (!reached.equals("queued") && !reached.equals("running")) {
                throw new IOException("The import ends as " + shown);
            }
            Thread.sleep(2);
        }
        throw new IOException("The import does not end");
    }

    private double single(HttpConnection connection) throws IOException {
        next++;
        HttpRequest request =
                product.put("/api/admin/v1/orders/G-" + next, order(next).getBytes(StandardCharsets.UTF_8));
        long begin = System.nanoTime();
        HttpConnection.Answer answer = connection.answer(request);
        if (answer.status() != 201) {
            throw new IOException("An order is answered " + answer.status() + " " + answer.body());
        }
        return millis(begin);
    }

    private String order(int i) {
        return "{\"number\":\"G-" + i + "\",\"placedAt\":\""
                + Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(i)
                + "\",\"status\":\"completed\",\"currency\":\"EUR\",\"customer\":{\"id\":\""
                + customers.get(i * 7 % customers.size())
                + "\"},\"lines\":[{\"sku\":\"SKU-1\",\"name\":\"A lantern\",\"quantity\":" + (1 + i % 5)
                + ",\"unitPrice\":" + (499 + i % 7_000) + "}]}";
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /** How many seconds it took, from the last write on. */
    private double awaitFollowed() throws Exception {
        long begin = System.nanoTime();
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement("select exists (select from customer.segment_touched)")) {
            while (System.nanoTime() - begin < PATIENCE) {
                try (var row = select.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return (System.nanoTime() - begin) / 1e9;
                    }
                }
                Thread.sleep(50);
            }
        }
        throw new IOException("The changes are not followed");
    }

    /** After the turns without any of them they are evaluated in full once more. */
    private void requireRightCounts() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update customer.segment set evaluated_at = null");
        }
        awaitEvaluated();
        turn(new Times(), 2);
        awaitFollowed();
        List<String> wrong = new ArrayList<>();
        try (HttpConnection connection = product.connect()) {
            for (UUID id : database.column("select id from customer.segment order by id limit 20", UUID.class)) {
                long[] counts = new long[2];
                for (int i = 0; i < 2; i++) {
                    Matcher count = COUNT.matcher(connection
                            .answer(product.get("/api/admin/v1/segments/" + id + (i == 0 ? "" : "?count=exact")))
                            .body());
                    counts[i] = count.find() ? Long.parseLong(count.group(1)) : -1;
                }
                if (counts[0] != counts[1]) {
                    wrong.add(id + " " + Arrays.toString(counts));
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IOException("Counts are wrong: " + wrong);
        }
    }
}
