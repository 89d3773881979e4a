package org.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures for people. */
final class Report {
    private final List<Figure> figures = new ArrayList<>();
    private final Map<Integer, Long> peakMemory = new TreeMap<>();

    void add(Figure figure) {
        figures.add(figure);
    }

    /** @param mebibytes that the JVM held at most while there were {@code n} customers */
    void peakMemory(int n, long mebibytes) {
        peakMemory.put(n, mebibytes);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(PREAMBLE.formatted(
                Runtime.getRuntime().availableProcessors(), Runtime.version().feature()));
        peakMemory.forEach((n, memory) -> {
            text.append("\n## %,d customers\n\n".formatted(n))
                    .append(
                            "| Workload | Requests/s | p50 ms | p95 ms | p99 ms | Plain SQL/s | Ratio | Bytes | Goals |\n")
                    .append("|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
            figures.stream().filter(figure -> figure.n() == n).forEach(figure -> text.append(row(figure)));
            text.append("\nPeak memory of the JVM (resident): ").append(memory).append(" MiB.\n");
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        // What was measured on its own stays.
        String before = Files.exists(file) ? Files.readString(file) : "";
        int kept = before.indexOf(BY_HAND);
        text.append(kept < 0 ? "" : before.substring(kept));
        Files.writeString(file, text);
    }

    private String row(Figure figure) {
        return "| %s | %,.0f | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        figure.workload(),
                        figure.rps(),
                        figure.latency()
                                .map(times -> Figure.number(times.p50(), 1))
                                .orElse(""),
                        figure.latency()
                                .map(times -> Figure.number(times.p95(), 1))
                                .orElse(""),
                        figure.latency()
                                .map(times -> Figure.number(times.p99(), 1))
                                .orElse(""),
                        figure.sqlRps().map("%,.0f"::formatted).orElse(""),
                        figure.ratio().map(ratio -> Figure.number(ratio, 2)).orElse(""),
                        figure.latency()
                                .map(times -> "%,d".formatted(times.bytes()))
                                .orElse(""),
                        Goal.of(figure, figures).stream()
                                .map(goal -> goal.text() + (goal.reached() ? ": yes" : ": **no**"))
                                .collect(Collectors.joining("; ")));
    }

    private static final String BY_HAND = "\n## Carts\n";

    private static final String PREAMBLE = """
            # Load

            Written by `./run bench`. The distribution runs with a heap of 512 MB and its embedded PostgreSQL; the load runs beside
            it on the same machine (%d cores, Java %d), over 16 connections that are kept alive. The customers have three orders
            on average (0 to 11), an address and an external id each.

            - `list-*`: page 1 with 50 rows, all fields that a list shows, descending. `list-deep`: the same from row 50,000 on.
            - `search`: a piece of a mail address that 10 to 200 customers have, with the count. `filter`: country, newsletter and
              total spent. `stats`: the figures above the list. `detail`: one customer with addresses. `empty`: who is calling.
            - `import`: 20,000 new orders of known customers in one file, as orders a second until the operation has succeeded.
            - `export-csv`: all customers with fifteen fields as one CSV file, as customers a second until the operation has succeeded.
              Plain SQL is the same query as `COPY ... TO STDOUT (FORMAT csv)`; the best of three turns of each.
            - Plain SQL: the rows alone straight from the database, in the same run and over as many connections: the page without
              a count, offsets as such, statistics as one aggregate, batched inserts without any statistics for the import (one
              connection). The ratio is requests to plain SQL.
            """;
}
