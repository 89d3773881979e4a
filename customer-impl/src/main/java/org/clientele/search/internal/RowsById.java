package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.persistence.Transactions;

/** Reads customers by their ids, those whom several requests want at the same time together. Thread-safe. */
final class RowsById {
    private static final int MOST = 16;

    private final Transactions transactions;
    private final BatchedReads<Kind, UUID, JsonRow> batched =
            new BatchedReads<>(Math.max(2, Runtime.getRuntime().availableProcessors()), MOST);

    RowsById(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What is read with the same statement, whoever asks. Columns are kept, so it is enough to know which ones. */
    private record Kind(Columns columns, List<Object> values, String sql) {
        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(columns) + values.hashCode();
        }
    }

    /** The customer as the JSON of answers, if it is one of the selected. */
    Optional<JsonRow> json(Selection selection, UUID id) {
        if (transactions.isRunning()) {
            // Nobody else sees what it has changed.
            return find(selection, id, KeptRows.JSON);
        }
        Sql sql = rows(selection);
        return batched.find(
                new Kind(selection.columns(), sql.values(), sql.text()),
                id,
                ids -> read(selection, sql, ids, KeptRows.JSON));
    }

    /** The same in another form. */
    <T> Optional<T> find(Selection selection, UUID id, RowFormat<T> format) {
        return Optional.ofNullable(
                read(selection, rows(selection), Set.of(id), format).get(id));
    }

    /** All of them; which ones is to be added. */
    private static Sql rows(Selection selection) {
        Sources sources = selection.sources();
        return new Sql()
                .add("select ")
                .add(selection.columns().select(sources))
                .add(", s.customer_id")
                .add(sources.from());
    }

    private <T> Map<UUID, T> read(Selection selection, Sql rows, Set<UUID> ids, RowFormat<T> format) {
        Sql sql = new Sql().add(rows).add(" and s.customer_id in (" + marks(ids.size()) + ")", padded(ids));
        return transactions.read(connection -> read(connection, selection.columns(), sql, format));
    }

    private static <T> Map<UUID, T> read(Connection connection, Columns columns, Sql sql, RowFormat<T> format)
            throws SQLException {
        return Statements.query(connection, sql, true, row -> {
            Map<UUID, T> found = new HashMap<>();
            RowFormat.Reader<T> reader = columns.reader(row, format);
            while (row.next()) {
                found.put(row.getObject(columns.width() + 1, UUID.class), reader.read());
            }
            return found;
        });
    }

    private static String marks(int ids) {
        return String.join(", ", Collections.nCopies(padded(ids), "?"));
    }

    /** Few different statements, so that connections keep them prepared. */
    private static int padded(int ids) {
        return ids == 1 ? 1 : Integer.highestOneBit(ids - 1) << 1;
    }

    private static Object[] padded(Set<UUID> ids) {
        List<Object> padded = new ArrayList<>(ids);
        while (padded.size() < padded(ids.size())) {
            padded.add(padded.get(0));
        }
        return padded.toArray();
    }
}
