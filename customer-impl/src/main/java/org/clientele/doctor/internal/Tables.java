package org.clientele.doctor.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clientele.persistence.Transactions;

/** What the catalogue of PostgreSQL tells of a schema. Thread-safe. */
final class Tables {
    private final Transactions transactions;

    Tables(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The tables of a schema with a column for a customer. */
    List<String> ofCustomers(String schema) {
        return strings("""
                select distinct c.table_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = ? and t.table_type = 'BASE TABLE' and c.udt_name = 'uuid'
                    and c.column_name in ('customer_id', 'customer')
                order by 1""", schema);
    }

    /** Foreign keys that leave the schema. */
    List<String> foreignKeys(String schema) {
        return strings("""
                select c.conname || ' to ' || rn.nspname || '.' || r.relname from pg_constraint c
                join pg_namespace n on n.oid = c.connamespace
                join pg_class r on r.oid = c.confrelid join pg_namespace rn on rn.oid = r.relnamespace
                where c.contype = 'f' and n.nspname = ? and rn.nspname <> n.nspname order by 1""", schema);
    }

    boolean exists(String schema) {
        return !strings("select nspname from pg_namespace where nspname = ?", schema)
                .isEmpty();
    }

    /** Schemas that were migrated by some bundle. */
    List<String> migrated() {
        return strings(
                "select schemaname from pg_tables where tablename = 'flyway_schema_history' and schemaname like ?",
                "%");
    }

    /** Whether an index of the table begins with the expression. */
    boolean isSorted(String schema, String table, String expression) {
        String wanted = plain(expression);
        return strings("""
                select pg_get_indexdef(i.indexrelid, 1, true) from pg_index i
                join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
                where n.nspname || '.' || t.relname = ?""", schema + "." + table).stream().map(Tables::plain).anyMatch(wanted::equals);
    }

    /** As far as one text of SQL can be told to be the same as another. */
    private static String plain(String expression) {
        return expression.toLowerCase(java.util.Locale.ROOT).replaceAll("::[a-z ]+|[\\s()\"]", "");
    }

    /** A migration that ran; the checksum is that of Flyway. */
    record Applied(String script, Optional<Integer> checksum, boolean success) {}

    /** By version, without zeros before it. */
    Map<String, Applied> applied(String schema) {
        if (!migrated().contains(schema)) {
            return Map.of();
        }
        return transactions.read(connection -> {
            Map<String, Applied> applied = new TreeMap<>();
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select version, script, checksum, success from \""
                            + schema.replace("\"", "\"\"") + "\".flyway_schema_history where version is not null")) {
                while (row.next()) {
                    int checksum = row.getInt(3);
                    applied.put(
                            row.getString(1).replaceFirst("^0+(?=[0-9])", ""),
                            new Applied(
                                    row.getString(2),
                                    row.wasNull() ? Optional.empty() : Optional.of(checksum),
                                    row.getBoolean(4)));
                }
            }
            return applied;
        });
    }

    /** The tables of a schema that some work touches; everything it does is undone. */
    TreeSet<String> touchedBy(String schema, Runnable work) {
        try {
            return transactions.sql(connection -> {
                try (Statement limit = connection.createStatement()) {
                    limit.execute("set local statement_timeout = '2s'; set local lock_timeout = '1s'");
                }
                Map<String, Long> before = scans(connection, schema);
                work.run();
                TreeSet<String> touched = new TreeSet<>();
                scans(connection, schema).forEach((table, scans) -> {
                    if (scans > before.getOrDefault(table, 0L)) {
                        touched.add(table);
                    }
                });
                throw new Undone(touched);
            });
        } catch (Undone undone) {
            return undone.touched;
        }
    }

    private static Map<String, Long> scans(Connection connection, String schema) throws SQLException {
        Map<String, Long> scans = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select relname, seq_scan + coalesce(idx_scan, 0) from pg_stat_xact_user_tables where schemaname = ?")) {
            select.setString(1, schema);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    scans.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return scans;
    }

    private List<String> strings(String sql, String parameter) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, parameter);
                try (ResultSet row = select.executeQuery()) {
                    List<String> strings = new ArrayList<>();
                    while (row.next()) {
                        strings.add(row.getString(1));
                    }
                    return strings;
                }
            }
        });
    }

    /** Rolls a transaction back. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient TreeSet<String> touched;

        Undone(TreeSet<String> touched) {
            super("undone", null, false, false);
            this.touched = touched;
        }
    }
}
