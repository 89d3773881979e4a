package org.clientele.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of new orders of known customers, and the same orders as plain inserts. Each order has two lines. */
final class Import {
    private static final int ORDERS = 20_000;
    private static final int BATCH = 500;
    private static final long PATIENCE = 300_000_000_000L;
    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"([a-z]+)\"");
    private static final Pattern CREATED = Pattern.compile("\"created\"\\s*:\\s*" + ORDERS + "\\b");

    private final Product product;
    private final Database database;
    private final List<Order> orders = new ArrayList<>(ORDERS);

    private record Order(String number, UUID customer, Instant placedAt, long quantity, long price) {
        long total() {
            return quantity * price + price;
        }

        String json() {
            return "{\"number\":\"" + number + "\",\"placedAt\":\"" + placedAt
                    + "\",\"status\":\"completed\",\"currency\":\"EUR\",\"customer\":{\"id\":\"" + customer
                    + "\"},\"lines\":[{\"sku\":\"SKU-1\",\"name\":\"A lantern\",\"category\":\"garden\",\"quantity\":"
                    + quantity
                    + ",\"unitPrice\":" + price
                    + "},{\"sku\":\"SKU-2\",\"name\":\"A candle\",\"quantity\":1,\"unitPrice\":"
                    + price + "}],\"paymentMethod\":\"card\"}";
        }
    }

    Import(Product product, Database database) throws SQLException {
        this.product = product;
        this.database = database;
        List<UUID> customers =
                database.column("select id from customer.customer order by md5(reference) limit " + ORDERS, UUID.class);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < ORDERS; i++) {
            orders.add(new Order(
                    "I-" + i, customers.get(i % customers.size()), now.minusSeconds(i), 1 + i % 5, 499 + i % 7_000));
        }
    }

    /** Orders a second, from the first byte sent until the operation has succeeded. */
    double throughProduct() throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        orders.forEach(order -> body.append(order.json()).append('\n'));
        HttpRequest request = product.post(
                "/api/admin/v1/imports?type=orders",
                "application/x-ndjson",
                body.toString().getBytes(StandardCharsets.UTF_8));
        try (HttpConnection connection = product.connect()) {
            long begin = System.nanoTime();
            HttpConnection.Answer accepted = connection.answer(request);
            if (accepted.status() != 202) {
                throw new IOException("The import is answered " + accepted.status() + " " + accepted.body());
            }
            HttpRequest operation = product.get(accepted.location().replaceFirst("^https?://[^/]+", ""));
            while (System.nanoTime() - begin < PATIENCE) {
                String shown = connection.answer(operation).body();
                String state = state(shown);
                if (state.equals("succeeded") && CREATED.matcher(shown).find()) {
                    return ORDERS / ((System.nanoTime() - begin) / 1e9);
                }
                if (!state.equals("queued") && !state.equals("running")) {
                    throw new IOException("The import ends as " + shown);
                }
                Thread.sleep(20);
            }
        }
        throw new IOException("The import does not end");
    }

    private static String state(String operation) {
        Matcher state = STATE.matcher(operation);
        return state.find() ? state.group(1) : "";
    }

    /** The same rows in batches on one connection, and gone again. */
    double throughSql() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long begin = System.nanoTime();
            insert(connection);
            double rate = ORDERS / ((System.nanoTime() - begin) / 1e9);
            try (Statement delete = connection.createStatement()) {
                delete.execute("delete from customer.orders where seller_account = 'bench'");
            }
            connection.commit();
            return rate;
        }
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.orders (id, seller_account, number, customer_id, placed_at, status, currency, units,"
                        + " total, discount, refunded, returned_units, document, content_hash)"
                        + " values (uuidv7(), 'bench', ?, ?, ?, 'completed', 'EUR', ?, ?, 0, 0, 0, ?, ?)")) {
            int waiting = 0;
            for (Order order : orders) {
                insert.setString(1, order.number());
                insert.setObject(2, order.customer());
                insert.setObject(3, order.placedAt().atOffset(ZoneOffset.UTC));
                insert.setLong(4, order.quantity() + 1);
                insert.setLong(5, order.total());
                insert.setString(6, order.json());
                insert.setBytes(7, new byte[32]);
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    connection.commit();
                    waiting = 0;
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
