package org.clientele.merge.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.CustomerRecords;

/** One undo. */
final class Undoing {
    private final Connection connection;
    private final Caller caller;
    private final MergeRows.Stored merge;

    /** @param merge locked */
    Undoing(Connection connection, Caller caller, MergeRows.Stored merge) {
        this.connection = connection;
        this.caller = caller;
        this.merge = merge;
    }

    /** Keeps others from merging the survivor meanwhile; empty if it is gone. */
    static Optional<Person> lock(Connection connection, UUID survivor) throws SQLException {
        Merging.lockOrders(connection, List.of(survivor));
        return Optional.ofNullable(
                Person.read(connection, List.of(survivor), true).get(survivor));
    }

    void run(Person survivor, Collection<CustomerData> data) throws SQLException {
        UUID into = merge.into();
        List<UUID> from = merge.sources().stream().map(MergeRows.Source::id).toList();
        if (survivor.has("erased_at")) {
            throw new Problem.Conflict("erased", "The survivor was erased.");
        }
        requireContributors(data);
        // The survivor first: it may have an e-mail address that is another's again.
        Merging.write(
                connection,
                into,
                Composition.undone(Person.parse(merge.before()), Person.parse(merge.after()), survivor.row()));
        for (Entry entry : entries()) {
            if (entry.kind().equals("moved")) {
                giveBack(entry);
            } else {
                putBack(entry);
            }
        }
        for (MergeRows.Source source : merge.sources()) {
            CustomerRecords.join(connection, source.id(), source.sellerAccounts());
        }
        leave(survivor);
        for (UUID id : from) {
            Contributors.each(
                    data,
                    "undo-refused",
                    "could not undo the merge",
                    kept -> kept.unmerge(new JdbcMergeLedger(
                            connection,
                            Optional.of(merge.id()),
                            id,
                            into,
                            kept.getClass().getName())));
        }
        MergeRows.undone(connection, merge.id(), caller);
        Merging.refresh(
                connection, Stream.concat(Stream.of(into), from.stream()).toList());
    }

    /** Whoever noted something has to be there to take it back. */
    private void requireContributors(Collection<CustomerData> data) throws SQLException {
        Set<String> there = data.stream().map(kept -> kept.getClass().getName()).collect(Collectors.toSet());
        try (PreparedStatement select = connection.prepareStatement("select contributor from customer.merge_entry"
                + " where merge_id = ? and kind = 'noted' and contributor <> all (?) limit 1")) {
            select.setObject(1, merge.id());
            select.setArray(2, connection.createArrayOf("text", there.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    throw new Problem.Conflict(
                            "undo-refused", rows.getString(1) + " is not there to give back what it moved.");
                }
            }
        }
    }

    /** The seller accounts that the survivor belongs to by the merge only; where it bought something since, it stays. */
    private void leave(Person survivor) throws SQLException {
        Set<String> gained = merge.sources().stream()
                .flatMap(source -> source.sellerAccounts().stream())
                .collect(Collectors.toSet());
        gained.removeAll(merge.sellerAccountsBefore());
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from customer.customer_summary where customer_id = ? and seller_account = any (?)")) {
            delete.setObject(1, survivor.id());
            delete.setArray(2, connection.createArrayOf("text", gained.toArray()));
            delete.executeUpdate();
        }
    }

    private record Entry(long position, UUID from, String kind, String table, String customerColumn, String[] key) {}

    /** Backwards: a customer is there before what is theirs. */
    private List<Entry> entries() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select position, from_id, kind, name, customer_column, key_columns from customer.merge_entry
                where merge_id = ? and kind <> 'noted' and to_regclass(name) is not null
                order by kind = 'aside' and name = 'customer.customer' desc, position desc""")) {
            select.setObject(1, merge.id());
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            (String[]) rows.getArray(6).getArray()));
                }
                return entries;
            }
        }
    }

    private void giveBack(Entry entry) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update " + entry.table() + " r set "
                        + entry.customerColumn() + " = ? where r." + entry.customerColumn() + " = ? and "
                        + JdbcMergeLedger.key("r", entry.key())
                        + " in (select jsonb_array_elements(content) from customer.merge_entry where merge_id = ? and position = ?)")) {
            update.setObject(1, entry.from());
            update.setObject(2, merge.into());
            update.setObject(3, merge.id());
            update.setLong(4, entry.position());
            update.executeUpdate();
        }
    }

    private void putBack(Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + entry.table() + " ("
                + columns(entry.table(), "") + ") overriding system value select " + columns(entry.table(), "r.")
                + " from customer.merge_entry e,"
                + " jsonb_populate_recordset(null::" + entry.table()
                + ", e.content) r where e.merge_id = ? and e.position = ?" + stillThere(entry.table()))) {
            insert.setObject(1, merge.id());
            insert.setLong(2, entry.position());
            insert.executeUpdate();
        }
    }

    /** Without what a row refers to, it would be gone too: somebody was purged since, or something deleted. */
    private String stillThere(String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select coalesce(string_agg(format(' and (%s or exists (select from %s f where %s))',
                        k.missing, c.confrelid::regclass, k.same), ''), '')
                from pg_constraint c, lateral (
                    select string_agg(format('r.%I is null', own.attname), ' or ') as missing,
                        string_agg(format('f.%I = r.%I', other.attname, own.attname), ' and ') as same
                    from unnest(c.conkey, c.confkey) pair (mine, theirs)
                    join pg_attribute own on own.attrelid = c.conrelid and own.attnum = pair.mine
                    join pg_attribute other on other.attrelid = c.confrelid and other.attnum = pair.theirs) k
                where c.contype = 'f' and c.conrelid = ?::regclass and c.confrelid <> c.conrelid
                    and c.confdeltype not in ('n', 'd')""")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Those that are not derived from the others. */
    private String columns(String table, String prefix) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select string_agg('" + prefix + "' || quote_ident(attname), ', ' order by attnum)"
                                + " from pg_attribute where attrelid = '" + table + "'::regclass and attnum > 0"
                                + " and not attisdropped and attgenerated = ''")) {
            row.next();
            return row.getString(1);
        }
    }
}
