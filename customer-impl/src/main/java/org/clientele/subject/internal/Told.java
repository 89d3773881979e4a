package org.clientele.subject.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.clientele.customer.internal.TableNames;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** The tables that are told, with their rows in a spool. Not thread-safe. */
final class Told implements AutoCloseable {
    private static final String FIRST = "customer.customer";

    private final Spool spool = Spool.open();
    private final Map<String, Table> tables = new TreeMap<>();

    /** Begins with rows of a table, or goes on with more of them; ends those before. */
    Table begin(String name, List<String> columns) {
        TableNames.check(name, columns.toArray(String[]::new));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(name + " has no columns");
        }
        Table table = tables.computeIfAbsent(name, unknown -> new Table(name, List.copyOf(columns)));
        if (!table.columns.equals(columns)) {
            throw new IllegalArgumentException(name + " was told with other columns: " + table.columns);
        }
        table.parts.add(new Part(spool.length(), spool.length()));
        return table;
    }

    void finish() {
        spool.finish();
    }

    /** The customer itself, then the others by name. */
    List<Table> tables() {
        List<Table> ordered = new ArrayList<>(tables.values());
        ordered.sort((one, other) -> Boolean.compare(other.name.equals(FIRST), one.name.equals(FIRST)));
        return ordered;
    }

    /** The columns that are told of a table; none if it is not told. */
    Collection<String> columns(String name) {
        Table table = tables.get(name);
        return table == null ? List.of() : table.columns;
    }

    long rows() {
        return tables.values().stream().mapToLong(Table::rows).sum();
    }

    @Override
    public void close() {
        spool.close();
    }

    private record Part(long from, long to) {}

    /** A table that is told. */
    final class Table {
        private final String name;
        private final List<String> columns;
        private final List<Part> parts = new ArrayList<>();
        private long rows;

        private Table(String name, List<String> columns) {
            this.name = name;
            this.columns = columns;
        }

        String name() {
            return name;
        }

        List<String> columns() {
            return columns;
        }

        long rows() {
            return rows;
        }

        /** @throws IllegalStateException if another one has begun since */
        void add(List<@Nullable Object> values) {
            Part last = parts.get(parts.size() - 1);
            if (last.to != spool.length()) {
                throw new IllegalStateException("Something else was told since " + name);
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), values.get(i));
            }
            spool.add(Json.write(row));
            parts.set(parts.size() - 1, new Part(last.from, spool.length()));
            rows++;
        }

        /** Gives each row, as JSON. */
        void each(RowReader reader) throws IOException {
            for (Part part : parts) {
                try (BufferedReader lines = spool.lines(part.from, part.to)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        reader.row(line);
                    }
                }
            }
        }
    }

    /** Takes rows in their order. */
    @FunctionalInterface
    interface RowReader {
        void row(String json) throws IOException;
    }
}
