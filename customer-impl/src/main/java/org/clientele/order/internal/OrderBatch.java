package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.id.internal.Uuid7;
import org.clientele.order.Order;
import org.clientele.order.Orders.Outcome;
import org.jspecify.annotations.Nullable;

/** Writes orders, their guests and the statistics in one transaction, with a handful of statements however many there are. */
final class OrderBatch {
    private final Connection connection;
    private final Optional<Set<String>> sellerAccounts;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    /** @param sellerAccounts those of the caller, if not all */
    OrderBatch(Connection connection, Optional<Set<String>> sellerAccounts) {
        this.connection = connection;
        this.sellerAccounts = sellerAccounts;
    }

    /**
     * What became of the orders, in their order.
     *
     * @param written empty for one whose {@code /customer/id} does not exist
     */
    record Written(List<Optional<Entry>> written, Touched customers) {}

    /** Which customers the orders made, and of whom they told more than was known. */
    record Touched(Set<UUID> created, Set<UUID> completed) {
        static final Touched NONE = new Touched(Set.of(), Set.of());
    }

    /** What became of one order. */
    record Entry(Order order, Outcome outcome) {}

    /** @param orders each number of a seller account once */
    Written write(List<PricedOrder> orders) throws SQLException {
        Map<Key, Stored> stored = stored(orders);
        List<PricedOrder> changed = orders.stream()
                .filter(order -> !isUnchanged(order, stored.get(Key.of(order))))
                .sorted(Comparator.comparing(
                                (PricedOrder order) -> order.document().sellerAccount())
                        .thenComparing(order -> order.document().number()))
                .toList();
        Map<Key, Entry> entries = new HashMap<>();
        Touched customers = Touched.NONE;
        if (!changed.isEmpty()) {
            stored.putAll(lock(changed.stream()
                    .map(order -> stored.get(Key.of(order)))
                    .filter(row -> row != null)
                    .map(Stored::id)
                    .toList()));
            customers = write(
                    changed.stream()
                            .filter(order -> !isUnchanged(order, stored.get(Key.of(order))))
                            .toList(),
                    stored,
                    entries);
        }
        List<Optional<Entry>> written = new ArrayList<>(orders.size());
        for (PricedOrder order : orders) {
            Stored row = stored.get(Key.of(order));
            Entry entry = row != null && isUnchanged(order, row)
                    ? new Entry(row.order(order.document()), Outcome.UNCHANGED)
                    : entries.get(Key.of(order));
            written.add(Optional.ofNullable(entry));
        }
        return new Written(written, customers);
    }

    private Touched write(List<PricedOrder> changed, Map<Key, Stored> stored, Map<Key, Entry> entries)
            throws SQLException {
        Buyers buyers = new Buyers(connection, sellerAccounts);
        Collection<Guest> made =
                buyers.resolve(changed.stream().map(PricedOrder::document).toList());
        Guests guests = new Guests(connection);
        Set<UUID> customers = new TreeSet<>();
        List<Row> rows = new ArrayList<>(changed.size());
        for (PricedOrder order : changed) {
            Optional<UUID> customer = buyers.find(order.document().customer());
            if (customer.isEmpty()) {
                continue;
            }
            guests.note(customer.get(), order.document());
            Stored before = stored.get(Key.of(order));
            rows.add(new Row(order, customer.get(), before == null ? Optional.empty() : Optional.of(before)));
            customers.add(customer.get());
            if (before != null) {
                customers.add(before.customerId());
            }
        }
        guests.insert(made);
        lockCustomers(customers);
        Set<UUID> completed = guests.complete();
        insert(rows.stream().filter(row -> row.before().isEmpty()).toList(), entries);
        update(rows.stream().filter(row -> row.before().isPresent()).toList(), entries);
        refreshSummaries(connection, customers);
        return new Touched(made.stream().map(Guest::id).collect(Collectors.toSet()), completed);
    }

    private static boolean isUnchanged(PricedOrder order, @Nullable Stored row) {
        return row != null && Arrays.equals(order.hash(), row.hash());
    }

    private Map<Key, Stored> stored(List<PricedOrder> orders) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select o.seller_account, o.number, o.id, o.customer_id, o.content_hash, o.imported_at, o.version
                from unnest(?::text[], ?::text[]) wanted(seller_account, number)
                join customer.orders o on o.seller_account = wanted.seller_account and o.number = wanted.number
                """)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            orders.stream()
                                    .map(order -> order.document().sellerAccount())
                                    .toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            orders.stream()
                                    .map(order -> order.document().number())
                                    .toArray()));
            return rows(select);
        }
    }

    /** Keeps others from changing them, and tells how they are now. */
    private Map<Key, Stored> lock(List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select seller_account, number, id, customer_id, content_hash, imported_at, version
                from customer.orders
                where id = any (?)
                order by seller_account collate "C", number collate "C"
                for no key update
                """)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return rows(select);
        }
    }

    private static Map<Key, Stored> rows(PreparedStatement select) throws SQLException {
        Map<Key, Stored> stored = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                stored.put(
                        new Key(rows.getString(1), rows.getString(2)),
                        new Stored(
                                rows.getObject(3, UUID.class),
                                rows.getObject(4, UUID.class),
                                rows.getBytes(5),
                                rows.getObject(6, OffsetDateTime.class).toInstant(),
                                rows.getLong(7)));
            }
        }
        return stored;
    }

    private void lockCustomers(Set<UUID> customers) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select id from customer.customer where id = any (?) order by id for no key update")) {
            lock.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            lock.execute();
        }
    }

    static void refreshSummaries(Connection connection, Collection<UUID> customers) throws SQLException {
        try (PreparedStatement refresh = connection.prepareStatement("select customer.refresh_summaries(?)")) {
            refresh.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            refresh.execute();
        }
    }

    private void insert(List<Row> rows, Map<Key, Entry> entries) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.orders (customer_id, placed_at, status, currency, units, total, discount, refunded,"
                        + " returned_units, promo_codes, feedback_rating, document, content_hash, imported_at, id,"
                        + " seller_account, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Row row : rows) {
                UUID id = Uuid7.next();
                int column = bind(insert, row);
                insert.setObject(column++, id);
                insert.setString(column++, row.document().sellerAccount());
                insert.setString(column, row.document().number());
                insert.addBatch();
                Order order = new Order(id, row.customer(), row.document(), now, 0);
                entries.put(Key.of(row.order()), new Entry(order, Outcome.CREATED));
            }
            insert.executeBatch();
        }
    }

    private void update(List<Row> rows, Map<Key, Entry> entries) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.orders
                set customer_id = ?, placed_at = ?, status = ?, currency = ?, units = ?, total = ?, discount = ?,
                    refunded = ?, returned_units = ?, promo_codes = ?, feedback_rating = ?, document = ?,
                    content_hash = ?, imported_at = ?, version = version + 1
                where id = ?
                """)) {
            for (Row row : rows) {
                Stored before = row.before().orElseThrow();
                int column = bind(update, row);
                update.setObject(column, before.id());
                update.addBatch();
                Order order = new Order(before.id(), row.customer(), row.document(), now, before.version() + 1);
                entries.put(Key.of(row.order()), new Entry(order, Outcome.UPDATED));
            }
            update.executeBatch();
        }
    }

    private int bind(PreparedStatement statement, Row row) throws SQLException {
        PricedOrder order = row.order();
        Order.Document document = row.document();
        int column = 1;
        statement.setObject(column++, row.customer());
        statement.setObject(column++, document.placedAt().atOffset(ZoneOffset.UTC));
        statement.setString(column++, OrderStatus.name(document.status()));
        statement.setString(column++, document.currency());
        statement.setLong(column++, order.units());
        statement.setLong(column++, order.total());
        statement.setLong(column++, order.discount());
        statement.setLong(column++, order.refunded());
        statement.setLong(column++, order.returnedUnits());
        statement.setArray(
                column++,
                connection.createArrayOf(
                        "text",
                        document.promoCodes().stream()
                                .map(Order.Promo::code)
                                .distinct()
                                .toArray()));
        statement.setObject(
                column++, document.feedback().map(Order.Feedback::rating).orElse(null), java.sql.Types.INTEGER);
        statement.setString(column++, order.json());
        statement.setBytes(column++, order.hash());
        statement.setObject(column++, now.atOffset(ZoneOffset.UTC));
        return column;
    }

    private record Key(String sellerAccount, String number) {
        static Key of(PricedOrder order) {
            return new Key(order.document().sellerAccount(), order.document().number());
        }
    }

    /** How an order was before. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(UUID id, UUID customerId, byte[] hash, Instant importedAt, long version) {
        Order order(Order.Document document) {
            return new Order(id, customerId, document, importedAt, version);
        }
    }

    private record Row(PricedOrder order, UUID customer, Optional<Stored> before) {
        Order.Document document() {
            return order.document();
        }
    }
}
