package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.imports.internal.Item.Position;

/**
 * Documents from the rows of a CSV file. The rows of one document need not follow each other: a first pass learns where each
 * document ends, a second one hands it over there. So their order is always the same, and counting them is enough to go on.
 */
final class CsvItems<T> implements Items<T> {
    /** What waits is held by each import that runs, beside the rows that are last. */
    private static final int PART_OF_HEAP = 10;

    private static final long BYTES_PER_ROW = 200;
    private static final long BYTES_PER_FIELD = 64;

    private final CompiledMapping mapping;
    private final Function<JsonNode, T> read;
    private final LastRows lastRows = new LastRows();
    private final Map<String, List<CsvRow>> waiting = new HashMap<>();
    private final long mostWaiting;
    private final CsvReader rows;
    private final Map<String, Integer> columns;
    private long documents;
    private long faults;
    private long bytes;
    private long waitingBytes;
    private long done;

    /** @param input opens the file from its start */
    CsvItems(Supplier<InputStream> input, CompiledMapping mapping, Function<JsonNode, T> read, Position from)
            throws IOException {
        this(input, mapping, read, from, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param mostWaiting how many bytes of rows may wait for the last one of their document */
    CsvItems(
            Supplier<InputStream> input,
            CompiledMapping mapping,
            Function<JsonNode, T> read,
            Position from,
            long mostWaiting)
            throws IOException {
        this.mostWaiting = mostWaiting;
        this.mapping = mapping;
        this.read = read;
        try (CsvReader first = open(input)) {
            Map<String, Integer> names = columns(first);
            for (Optional<CsvReader.Row> row = first.next(); row.isPresent(); row = first.next()) {
                count(row.get(), names);
            }
        }
        this.rows = open(input);
        this.columns = columns(rows);
        while (done < from.done() && nextRaw().isPresent()) {
            // What was handed over before.
        }
        bytes = 0;
    }

    private CsvReader open(Supplier<InputStream> input) {
        return new CsvReader(
                input.get(),
                mapping.mapping().separatorChar(),
                mapping.mapping().charsetOrDefault());
    }

    private static Map<String, Integer> columns(CsvReader rows) throws IOException {
        List<String> names = rows.next().map(CsvReader.Row::fields).orElse(List.of());
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            columns.putIfAbsent(name.startsWith("\uFEFF") ? name.substring(1) : name, i);
        }
        return columns;
    }

    private void count(CsvReader.Row raw, Map<String, Integer> names) {
        if (raw.isBlank()) {
            return;
        }
        if (raw.fault().isPresent()) {
            faults++;
            return;
        }
        CsvRow row = new CsvRow(raw.line(), names, raw.fields());
        if (mapping.mapping().skips(row)) {
            return;
        }
        Optional<String> key = key(row);
        if (key.isPresent() && !key.get().isEmpty()) {
            lastRows.put(key.get(), row.line());
        } else {
            documents++;
        }
    }

    private Optional<String> key(CsvRow row) {
        return mapping.mapping().group().map(row::get);
    }

    @Override
    public Optional<Item<T>> next() throws IOException {
        return nextRaw().map(this::item);
    }

    /** What is handed over next: the rows of a document, or one row that is wrong. */
    private Optional<Found> nextRaw() throws IOException {
        for (Optional<CsvReader.Row> raw = rows.next(); raw.isPresent(); raw = rows.next()) {
            bytes += raw.get().size();
            Optional<Found> found = found(raw.get());
            if (found.isPresent()) {
                done++;
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> found(CsvReader.Row raw) {
        if (raw.isBlank()) {
            return Optional.empty();
        }
        if (raw.fault().isPresent()) {
            return Optional.of(
                    Found.broken(raw.line(), new Violation("", raw.fault().get(), "This row cannot be read as CSV.")));
        }
        CsvRow row = new CsvRow(raw.line(), columns, raw.fields());
        if (mapping.mapping().skips(row)) {
            return Optional.empty();
        }
        Optional<String> key = key(row);
        if (key.isEmpty()) {
            return Optional.of(Found.rows(List.of(row)));
        }
        if (key.get().isEmpty()) {
            return Optional.of(Found.broken(
                    row.line(), new Violation("", "required", "The column that makes documents is empty.")));
        }
        List<CsvRow> together = waiting.computeIfAbsent(key.get(), any -> new ArrayList<>());
        together.add(row);
        waitingBytes += held(row);
        if (waitingBytes > mostWaiting) {
            throw new Problem.Unprocessable(
                    "too-scattered", "The rows of one document are too far apart; sort the file by it.");
        }
        if (!lastRows.isLast(key.get(), row.line())) {
            return Optional.empty();
        }
        waiting.remove(key.get());
        together.forEach(one -> waitingBytes -= held(one));
        return Optional.of(Found.rows(together));
    }

    /** A row of many columns is mostly overhead, so what it has in the file says little. */
    private static long held(CsvRow row) {
        long held = BYTES_PER_ROW + BYTES_PER_FIELD * row.fields().size();
        for (String field : row.fields()) {
            held += field.length();
        }
        return held;
    }

    private Item<T> item(Found found) {
        Position after = new Position(done, found.line());
        long size = bytes;
        bytes = 0;
        if (found.violation().isPresent()) {
            return Item.broken(found.line(), List.of(found.violation().get()), size, after);
        }
        try {
            return Item.of(found.line(), read.apply(document(found.rows())), size, after);
        } catch (Problem.Invalid invalid) {
            return Item.broken(found.line(), Item.violations(invalid), size, after);
        }
    }

    private ObjectNode document(List<CsvRow> together) {
        ObjectNode document = mapping.document().apply(together.get(0), "");
        if (mapping.lines().isPresent()) {
            ArrayNode lines = document.putArray("lines");
            for (CsvRow row : together) {
                try {
                    lines.add(mapping.lines().get().apply(row, "/lines/" + lines.size()));
                } catch (Problem.Invalid invalid) {
                    throw inRow(row, invalid);
                }
            }
        }
        return document;
    }

    private static Problem.Invalid inRow(CsvRow row, Problem.Invalid invalid) {
        return new Problem.Invalid(
                invalid.code(),
                String.valueOf(invalid.getMessage()),
                Item.violations(invalid).stream()
                        .map(violation -> new Violation(
                                violation.pointer(), violation.code(), "Row " + row.line() + ": " + violation.detail()))
                        .toList());
    }

    @Override
    public long total() {
        return lastRows.size() + documents + faults;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private record Found(long line, List<CsvRow> rows, Optional<Violation> violation) {
        static Found rows(List<CsvRow> rows) {
            return new Found(rows.get(0).line(), rows, Optional.empty());
        }

        static Found broken(long line, Violation violation) {
            return new Found(line, List.of(), Optional.of(violation));
        }
    }
}
