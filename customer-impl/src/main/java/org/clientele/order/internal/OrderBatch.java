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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.Uuid7;
import org.clientele.customer.internal.CustomerLocks;
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

    /**
     * What became of one order.
     *
     * @param recorded how much of what was refunded was recorded here, and told of then
     */
    record Entry(Order order, Outcome outcome, long recorded) {}

    /** @param told each number of a seller account once */
    Written write(List<PricedOrder> told) throws SQLException {
        Map<Key, Stored> stored = stored(told);
        List<PricedOrder> changed = told.stream()
                .map(order -> kept(order, stored))
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
                            .map(order -> kept(order, stored))
                            .filter(order -> !isUnchanged(order, stored.get(Key.of(order))))
                            .toList(),
                    stored,
                    entries);
        }
        return new Written(outcomes(told, stored, entries), customers);
    }

    private List<Optional<Entry>> outcomes(List<PricedOrder> told, Map<Key, Stored> stored, Map<Key, Entry> entries)
            throws SQLException {
        RecordedRefunds recorded = RecordedRefunds.of(
                connection, stored.values().stream().map(Stored::id).toList());
        List<Optional<Entry>> written = new ArrayList<>(told.size());
        for (PricedOrder any : told) {
            PricedOrder order = kept(any, stored);
            Stored row = stored.get(Key.of(order));
            Entry entry = row != null && isUnchanged(order, row)
                    ? new Entry(recorded.complete(row.order(order.document())), Outcome.UNCHANGED, 0)
                    : entries.get(Key.of(order));
            written.add(Optional.ofNullable(entry));
        }
        return written;
    }

    /** An order of a customer who was erased stays theirs and without the person, whatever is told of it. */
    private static PricedOrder kept(PricedOrder order, Map<Key, Stored> stored) {
        Stored row = stored.get(Key.of(order));
        return row != null && row.anonymous() ? order.anonymous(row.customerId()) : order;
    }

    private Touched write(List<PricedOrder> changed, Map<Key, Stored> stored, Map<Key, Entry> entries)
            throws SQLException {
        Map<Key, UUID> staying = staying(changed, stored);
        Buyers buyers = new Buyers(connection, sellerAccounts);
        Collection<Guest> made = buyers.resolve(changed.stream()
                .filter(order -> !staying.containsKey(Key.of(order)))
                .map(PricedOrder::document)
                .toList());
        Guests guests = new Guests(connection);
        Set<UUID> customers = new TreeSet<>();
        Map<PricedOrder, UUID> owners = new LinkedHashMap<>();
        for (PricedOrder order : changed) {
            Stored before = stored.get(Key.of(order));
            Optional<UUID> customer = Optional.ofNullable(staying.get(Key.of(order)))
                    .or(() -> buyers.find(order.document().customer()));
            if (customer.isEmpty()) {
                continue;
            }
            guests.note(customer.get(), order.document());
            owners.put(order, customer.get());
            customers.add(customer.get());
            if (before != null) {
                customers.add(before.customerId());
            }
        }
        guests.insert(made);
        Set<UUID> erased = CustomerLocks.lock(connection, customers);
        guests.forget(erased);
        Set<UUID> completed = guests.complete();
        List<Row> rows = new ArrayList<>(changed.size());
        owners.forEach((order, customer) -> rows.add(new Row(
                erased.contains(customer) ? order.anonymous(customer) : order,
                customer,
                Optional.ofNullable(stored.get(Key.of(order))),
                erased.contains(customer))));
        insert(rows.stream().filter(row -> row.before().isEmpty()).toList(), entries);
        update(rows.stream().filter(row -> row.before().isPresent()).toList(), entries);
        refreshSummaries(connection, customers);
        return new Touched(made.stream().map(Guest::id).collect(Collectors.toSet()), completed);
    }

    /** Whose the orders stay: who bought has become somebody else's since, by a proven address or a merge, and is told as before. */
    private Map<Key, UUID> staying(List<PricedOrder> changed, Map<Key, Stored> stored) throws SQLException {
        Map<UUID, Order.Buyer> buyers = StoredOrders.buyers(
                connection,
                changed.stream()
                        .map(order -> stored.get(Key.of(order)))
                        .filter(row -> row != null)
                        .map(Stored::id)
                        .toList());
        Map<Key, UUID> staying = new HashMap<>();
        for (PricedOrder order : changed) {
            Stored row = stored.get(Key.of(order));
            if (row != null
                    && (row.anonymous() || Buyers.isSame(order.document().customer(), buyers.get(row.id())))) {
                staying.put(Key.of(order), row.customerId());
            }
        }
        return staying;
    }

    private static boolean isUnchanged(PricedOrder order, @Nullable Stored row) {
        return row != null && Arrays.equals(order.hash(), row.hash());
    }

    private Map<Key, Stored> stored(List<PricedOrder> orders) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select o.seller_account, o.number, o.id, o.customer_id, o.content_hash, o.imported_at, o.version, o.anonymous
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
                select seller_account, number, id, customer_id, content_hash, imported_at, version, anonymous
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
                                rows.getLong(7),
                                rows.getBoolean(8)));
            }
        }
        return stored;
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
                        + " returned_units, promo_codes, feedback_rating, document, content_hash, imported_at, anonymous, id,"
                        + " seller_account, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Row row : rows) {
                UUID id = Uuid7.next();
                int column = bind(insert, row, 0);
                insert.setObject(column++, id);
                insert.setString(column++, row.document().sellerAccount());
                insert.setString(column, row.document().number());
                insert.addBatch();
                Order order = new Order(id, row.customer(), row.document(), now, 0);
                entries.put(Key.of(row.order()), new Entry(order, Outcome.CREATED, 0));
            }
            insert.executeBatch();
        }
    }

    private void update(List<Row> rows, Map<Key, Entry> entries) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        RecordedRefunds recorded = RecordedRefunds.of(
                connection,
                rows.stream().map(row -> row.before().orElseThrow().id()).toList());
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.orders
                set customer_id = ?, placed_at = ?, status = ?, currency = ?, units = ?, total = ?, discount = ?,
                    refunded = ?, returned_units = ?, promo_codes = ?, feedback_rating = ?, document = ?,
                    content_hash = ?, imported_at = ?, anonymous = ?, version = version + 1
                where id = ?
                """)) {
            for (Row row : rows) {
                Stored before = row.before().orElseThrow();
                RecordedRefunds after = recorded.told(connection, before.id(), row.document());
                int column = bind(update, row, after.besides(before.id()));
                update.setObject(column, before.id());
                update.addBatch();
                Order order = new Order(before.id(), row.customer(), row.document(), now, before.version() + 1);
                entries.put(
                        Key.of(row.order()), new Entry(after.complete(order), Outcome.UPDATED, after.sum(before.id())));
            }
            update.executeBatch();
        }
    }

    private int bind(PreparedStatement statement, Row row, long refundedBesides) throws SQLException {
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
        statement.setLong(column++, order.refunded() + refundedBesides);
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
        statement.setBoolean(column++, row.anonymous());
        return column;
    }

    private record Key(String sellerAccount, String number) {
        static Key of(PricedOrder order) {
            return new Key(order.document().sellerAccount(), order.document().number());
        }
    }

    /** How an order was before. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(UUID id, UUID customerId, byte[] hash, Instant importedAt, long version, boolean anonymous) {
        Order order(Order.Document document) {
            return new Order(id, customerId, document, importedAt, version);
        }
    }

    private record Row(PricedOrder order, UUID customer, Optional<Stored> before, boolean anonymous) {
        Order.Document document() {
            return order.document();
        }
    }
}
