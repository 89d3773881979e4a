package org.clientele.merge.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.merge.Merge;
import org.jspecify.annotations.Nullable;

/** The tables {@code merge}, {@code merge_source} and {@code merged}. */
final class MergeRows {
    static final int DAYS = 30;

    private static final String SELECT = "select m.id, m.into_id, case when m.state = 'done' and m.merged_at < now()"
            + " - interval '" + DAYS + " days' then 'expired' else m.state end, m.merged_at, m.merged_by_name,"
            + " m.merged_at + interval '" + DAYS + " days', m.undone_at, m.undone_by_name, m.into_seller_accounts,"
            + " m.before, m.after from customer.merge m where ";

    private MergeRows() {}

    /** @param sellerAccounts those it belonged to */
    record Source(UUID id, String reference, List<String> sellerAccounts) {}

    /**
     * A merge as it is kept.
     *
     * @param before the survivor's row; empty when it can no longer be undone
     */
    record Stored(Merge merge, List<Source> sources, List<String> sellerAccountsBefore, String before, String after) {
        UUID id() {
            return merge.id();
        }

        UUID into() {
            return merge.customerId();
        }
    }

    static Person required(Map<UUID, Person> persons, UUID id) {
        return Optional.ofNullable(persons.get(id)).orElseThrow(JpaCustomers::notFound);
    }

    static Optional<UUID> survivor(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select customer.survivor(?)")) {
            select.setObject(1, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, UUID.class));
            }
        }
    }

    static void insert(Connection connection, UUID merge, Person survivor, Caller caller) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.merge (id, into_id, merged_by, merged_by_name, into_seller_accounts, before)"
                        + " values (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, merge);
            insert.setObject(2, survivor.id());
            insert.setString(3, caller.id());
            insert.setString(4, caller.name());
            insert.setArray(
                    5,
                    connection.createArrayOf("text", survivor.sellerAccounts().toArray()));
            insert.setString(6, survivor.row().toString());
            insert.executeUpdate();
        }
    }

    static void insertSource(Connection connection, UUID merge, int position, UUID into, Person person)
            throws SQLException {
        Array sellerAccounts =
                connection.createArrayOf("text", person.sellerAccounts().toArray());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.merge_source (merge_id, position, customer_id, reference, seller_accounts)"
                        + " values (?, ?, ?, ?, ?)")) {
            insert.setObject(1, merge);
            insert.setInt(2, position);
            insert.setObject(3, person.id());
            insert.setString(4, person.text("reference"));
            insert.setArray(5, sellerAccounts);
            insert.executeUpdate();
        }
        insertMerged(connection, person.id(), into, merge, person.has("email") ? person.text("email") : null, person);
    }

    /**
     * An address that the survivor gave up leads to it like those of the others. The survivor is no part of itself, so that the row
     * has the merge's id instead.
     */
    static void keepAddress(Connection connection, UUID merge, Person survivor, String email) throws SQLException {
        insertMerged(connection, merge, survivor.id(), merge, email, survivor);
    }

    private static void insertMerged(
            Connection connection, UUID from, UUID into, UUID merge, @Nullable String email, Person person)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.merged (from_id, into_id, merge_id, email, account) values (?, ?, ?, ?, ?)")) {
            insert.setObject(1, from);
            insert.setObject(2, into);
            insert.setObject(3, merge);
            insert.setString(4, email);
            insert.setBoolean(5, person.is("account"));
            insert.executeUpdate();
        }
    }

    static void finish(Connection connection, UUID merge, Map<UUID, Person> after, UUID into) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.merge set after = ? where id = ?")) {
            update.setString(1, required(after, into).row().toString());
            update.setObject(2, merge);
            update.executeUpdate();
        }
    }

    static void undone(Connection connection, UUID merge, Caller caller) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with gone as (delete from customer.merged where merge_id = ?),
                forgotten as (delete from customer.merge_entry where merge_id = ?)
                update customer.merge set state = 'undone', undone_at = now(), undone_by_name = ?, before = null, after = null
                where id = ?""")) {
            update.setObject(1, merge);
            update.setObject(2, merge);
            update.setString(3, caller.name());
            update.setObject(4, merge);
            update.executeUpdate();
        }
    }

    /** Whether others became part of the same survivor later. */
    static boolean hasLater(Connection connection, Stored merge) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select from customer.merge l join customer.merge m on m.into_id = l.into_id
                where m.id = ? and l.state = 'done' and (l.merged_at, l.id) > (m.merged_at, m.id) limit 1""")) {
            select.setObject(1, merge.id());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static Optional<Stored> find(Connection connection, UUID id, boolean locking) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + "m.id = ?" + (locking ? " for update" : ""))) {
            select.setObject(1, id);
            return read(connection, select).stream().findFirst();
        }
    }

    /** Newest first. */
    static List<Stored> of(Connection connection, UUID customer, int limit, long offset) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "m.into_id = ? order by m.merged_at desc, m.id desc limit ? offset ?")) {
            select.setObject(1, customer);
            select.setInt(2, limit);
            select.setLong(3, offset);
            return read(connection, select);
        }
    }

    static long count(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from customer.merge where into_id = ?")) {
            select.setObject(1, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static List<Stored> read(Connection connection, PreparedStatement select) throws SQLException {
        List<Stored> merges = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject(1, UUID.class);
                List<Source> sources = sources(connection, id);
                Merge merge = new Merge(
                        id,
                        row.getObject(2, UUID.class),
                        sources.stream()
                                .map(source -> new Merge.Source(source.id(), source.reference()))
                                .toList(),
                        Merge.State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString(8)));
                merges.add(new Stored(
                        merge,
                        sources,
                        List.of((String[]) row.getArray(9).getArray()),
                        text(row.getString(10)),
                        text(row.getString(11))));
            }
        }
        return merges;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<Source> sources(Connection connection, UUID merge) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select customer_id, reference, seller_accounts"
                + " from customer.merge_source where merge_id = ? order by position")) {
            select.setObject(1, merge);
            try (ResultSet row = select.executeQuery()) {
                List<Source> sources = new ArrayList<>();
                while (row.next()) {
                    sources.add(new Source(row.getObject(1, UUID.class), row.getString(2), List.of((String[])
                            row.getArray(3).getArray())));
                }
                return sources;
            }
        }
    }
}
