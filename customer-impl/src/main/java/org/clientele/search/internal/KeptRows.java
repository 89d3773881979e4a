package org.clientele.search.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that were written as JSON before and are sent again as long as the database says that they are the same ones. It is asked
 * for each page, and answers with the version of each row (its place and the transaction that wrote it) in place of fifty columns;
 * those it has a newer version of are read. So nothing that is committed is ever missed, on whatever node it was written, and a
 * page that people look at all day costs a third.
 *
 * <p>A minute bounds what versions do not tell: the age on a birthday, and a database put back in time behind our back.
 * Thread-safe.
 */
final class KeptRows {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int OVERHEAD = 200;
    private static final String VERSION = "s.customer_id, c.ctid, c.xmin, s.ctid, s.xmin";
    private static final int VERSION_COLUMNS = 5;
    static final RowFormat<JsonRow> JSON = new JsonRows();

    private final Cache<Version, JsonRow> known;

    /** @param bytes how much is kept at most */
    KeptRows(long bytes) {
        known = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Version version, JsonRow row) -> row.json().length + OVERHEAD)
                .expireAfterWrite(KEPT)
                .build();
    }

    /** How to read a page of the selection. */
    PageRows<JsonRow> of(Selection selection) {
        return selection.columns().ofRowsOnly() && selection.sources().areRows()
                ? new Rows(selection)
                : new WholeRows<>(selection.columns(), JSON);
    }

    private final class Rows implements PageRows<JsonRow> {
        private final Selection selection;
        private final Columns columns;
        private final List<Optional<JsonRow>> items = new ArrayList<>();
        private final Map<String, Integer> missing = new HashMap<>();
        private Optional<ResultSet> result = Optional.empty();

        Rows(Selection selection) {
            this.selection = selection;
            this.columns = selection.columns();
        }

        @Override
        public String select(Sources sources) {
            sources.useCustomer();
            return VERSION;
        }

        @Override
        public int width() {
            return VERSION_COLUMNS;
        }

        @Override
        public void begin(ResultSet rows) {
            items.clear();
            missing.clear();
            result = Optional.of(rows);
        }

        @Override
        public void add() throws SQLException {
            ResultSet row = result.orElseThrow();
            Optional<JsonRow> kept = Optional.ofNullable(known.getIfPresent(version(row, 0)));
            if (kept.isEmpty()) {
                missing.put(row.getString(1), items.size());
            }
            items.add(kept);
        }

        @Override
        public List<Optional<JsonRow>> items(Connection connection) throws SQLException {
            if (!missing.isEmpty()) {
                Sources sources = selection.sources();
                Sql sql = new Sql()
                        .add("select ")
                        .add(columns.select(sources))
                        .add(", ")
                        .add(select(sources))
                        .add(sources.from())
                        .add(" and s.customer_id = any(?::uuid[])", List.copyOf(missing.keySet()));
                Statements.query(connection, sql, true, this::readMissing);
            }
            return items;
        }

        private int readMissing(ResultSet row) throws SQLException {
            RowFormat.Reader<JsonRow> reader = columns.reader(row, JSON);
            while (row.next()) {
                JsonRow read = reader.read();
                known.put(version(row, columns.width()), read);
                Integer at = missing.get(row.getString(columns.width() + 1));
                if (at != null) {
                    items.set(at, Optional.of(read));
                }
            }
            return items.size();
        }

        private Version version(ResultSet row, int before) throws SQLException {
            byte[][] parts = new byte[VERSION_COLUMNS - 1][];
            int length = 0;
            for (int i = 0; i < parts.length; i++) {
                parts[i] = row.getBytes(before + 2 + i);
                length += parts[i].length + 1;
            }
            byte[] bytes = new byte[length];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, bytes, at, part.length);
                at += part.length;
                bytes[at++] = ' ';
            }
            return new Version(columns, bytes);
        }
    }

    /** Columns of a version of a row. */
    private static final class Version {
        private final Columns columns;
        private final byte[] row;

        Version(Columns columns, byte[] row) {
            this.columns = columns;
            this.row = row;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a choice of columns is one object for as long as it is the same
        public boolean equals(Object other) {
            return other instanceof Version version && version.columns == columns && Arrays.equals(version.row, row);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(columns) + Arrays.hashCode(row);
        }
    }
}
