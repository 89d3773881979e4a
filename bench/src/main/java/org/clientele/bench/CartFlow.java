package org.clientele.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shopper does before checkout: a cart is created, a product put in, its quantity changed, and the cart read with its totals.
 * Beside it the same in four statements of plain SQL on two tables, each committed by itself.
 */
final class CartFlow {
    private static final int PRODUCTS = 1_000;
    private static final String ADMIN = "/api/admin/v1/carts";
    private static final String STORE = "/api/store/v1/carts";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern LINE =
            Pattern.compile("\"lines\"\\s*:\\s*\\[\\s*\\{\\s*\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

    private final Product product;
    private final Database database;
    private final String storeKey;

    /** Puts the products in, and makes the key of a storefront. */
    CartFlow(Product product, Database database) throws IOException, SQLException {
        this.product = product;
        this.database = database;
        try (HttpConnection connection = product.connect()) {
            for (int i = 0; i < PRODUCTS; i++) {
                succeed(
                        connection,
                        product.put(
                                "/api/admin/v1/products/" + sku(i),
                                json("{\"name\":\"Product " + i + "\",\"price\":{\"amount\":" + price(i)
                                        + ",\"currency\":\"EUR\"}}")));
            }
            String key = succeed(
                    connection,
                    product.post(
                            "/api/admin/v1/keys",
                            "application/json",
                            json("{\"name\":\"bench\",\"scopes\":[\"store:use\"]}")));
            storeKey = found(TOKEN, key);
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(PLAIN);
            statement.execute(
                    "insert into bench.product select 'p-' || n, 'Product ' || n, 100 + n from generate_series(0, "
                            + (PRODUCTS - 1) + ") n");
        }
    }

    private static String sku(int i) {
        return "p-" + i;
    }

    private static int price(int i) {
        return 100 + i;
    }

    /** As a storefront does it for a guest. */
    Load.Client throughStore() throws IOException {
        return through(STORE, request -> request.with("Clientele-Store-Key", storeKey));
    }

    /** As staff and machines do it. */
    Load.Client throughAdmin() throws IOException {
        return through(ADMIN, request -> request.with("Authorization", "Bearer " + product.token()));
    }

    /** Shows who calls. */
    private interface Credentials {
        HttpRequest on(HttpRequest request);
    }

    private Load.Client through(String carts, Credentials credentials) throws IOException {
        HttpConnection connection = product.connect();
        HttpRequest open = credentials.on(HttpRequest.of("POST", carts, json("{\"currency\":\"EUR\"}")));
        return new Load.Client() {
            @Override
            public long once() throws IOException {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                String cart = carts + "/" + found(ID, succeed(connection, open));
                int product = random.nextInt(PRODUCTS);
                String line = found(
                        LINE,
                        succeed(
                                connection,
                                credentials.on(HttpRequest.of(
                                        "POST",
                                        cart + "/lines",
                                        json("{\"sku\":\"" + sku(product) + "\",\"quantity\":1}")))));
                int quantity = 2 + random.nextInt(8);
                succeed(
                        connection,
                        credentials.on(HttpRequest.of(
                                "PATCH", cart + "/lines/" + line, json("{\"quantity\":" + quantity + "}"))));
                String read = succeed(connection, credentials.on(HttpRequest.of("GET", cart, new byte[0])));
                if (!read.contains("\"total\":" + (long) quantity * price(product))) {
                    throw new IOException("The total is wrong: " + read);
                }
                return read.length();
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    Load.Client throughSql() throws SQLException {
        Connection connection = database.connect();
        PreparedStatement open = connection.prepareStatement("insert into bench.cart (id) values (?)");
        PreparedStatement add = connection.prepareStatement(
                "insert into bench.line (cart, sku, quantity, price) select ?, sku, 1, price from bench.product where sku = ?");
        PreparedStatement change =
                connection.prepareStatement("update bench.line set quantity = ? where cart = ? and sku = ?");
        PreparedStatement read = connection.prepareStatement(
                "select l.*, sum(quantity * price) over () from bench.line l where cart = ?");
        return new Load.Client() {
            @Override
            public long once() throws SQLException {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                UUID cart = UUID.randomUUID();
                String sku = sku(random.nextInt(PRODUCTS));
                open.setObject(1, cart);
                open.executeUpdate();
                add.setObject(1, cart);
                add.setString(2, sku);
                add.executeUpdate();
                change.setInt(1, 2 + random.nextInt(8));
                change.setObject(2, cart);
                change.setString(3, sku);
                change.executeUpdate();
                read.setObject(1, cart);
                try (ResultSet row = read.executeQuery()) {
                    while (row.next()) {
                        row.getLong(5);
                    }
                }
                return 0;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static String succeed(HttpConnection connection, HttpRequest request) throws IOException {
        HttpConnection.Answer answer = connection.answer(request);
        if (answer.status() / 100 != 2) {
            throw new IOException("The product answers " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private static String found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("There is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String PLAIN = """
            drop schema if exists bench cascade;
            create schema bench;
            create table bench.product (sku text primary key, name text not null, price bigint not null);
            create table bench.cart (id uuid primary key, created_at timestamptz not null default now());
            create table bench.line (
                cart uuid not null references bench.cart, sku text not null, quantity bigint not null, price bigint not null,
                primary key (cart, sku))""";
}
