package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.internal.Workshop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The month of real invoices that the demo shop brings, against sums taken straight from the file. */
class OnlineRetailIT {
    private static final Path MONTH =
            Path.of("../demo-shop/src/main/resources/org/clientele/demo/internal/2011-02.csv.gz");

    private final Workshop workshop = new Workshop();

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void statisticsEqualTheFileAndImportingAgainChangesNothing() throws IOException {
        Workshop.Node node = workshop.node(ImportKit.handlers(workshop));
        byte[] file = file();
        Truth truth = new Truth(file);

        Operation first = ImportKit.run(workshop, node, OrderImport.KIND, Map.of("mapping", "online-retail"), file);
        assertThat(first.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(first.errors()).isZero();
        assertThat(first.result())
                .containsEntry("documents", 1202)
                .containsEntry("created", 1202)
                .containsEntry("customersCreated", 798);
        assertThat(statistics()).isEqualTo(truth.statistics());

        List<String> rows = rows();
        Operation again = ImportKit.run(workshop, node, OrderImport.KIND, Map.of("mapping", "online-retail"), file);
        assertThat(again.result()).containsEntry("unchanged", 1202).containsEntry("created", 0);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void anImportThatIsInterruptedAgainAndAgainEndsWithTheSameSums() throws IOException {
        byte[] file = file();
        AtomicInteger steps = new AtomicInteger();
        Workshop.Node node = workshop.node(dyingEvery(2, steps));
        Operation operation = workshop.asAdmin(() -> node.operations()
                .start(OrderImport.KIND, Map.of("mapping", "online-retail"), new ByteArrayInputStream(file), 1L << 30));
        Operation done = node.await(operation);
        assertThat(done.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(done.result()).containsEntry("documents", 1202).containsEntry("created", 1202);
        assertThat(steps.get()).isGreaterThan(3);
        assertThat(statistics()).isEqualTo(new Truth(file).statistics());
    }

    /** Each run ends before its step is committed, every other time, as when the database goes away. */
    private Map<String, OperationHandler> dyingEvery(int n, AtomicInteger steps) {
        OperationHandler handler = ImportKit.handlers(workshop).get(OrderImport.KIND);
        Map<String, OperationHandler> handlers = new HashMap<>();
        handlers.put(OrderImport.KIND, run -> {
            if (handler != null) {
                handler.run(new UnreliableRun(run, n, steps));
            }
        });
        return handlers;
    }

    private Map<String, String> statistics() {
        Map<String, String> statistics = new TreeMap<>();
        workshop.query("select e.id, s.orders, s.units, s.total_spent, s.returned_units, s.total_refunded"
                        + " from customer.customer_summary s join customer.external_id e using (customer_id)"
                        + " where s.seller_account = '*'")
                .forEach(row -> {
                    int bar = row.indexOf('|');
                    statistics.put(row.substring(0, bar), row.substring(bar + 1));
                });
        return statistics;
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.addAll(workshop.query("select xmin::text, id, version from customer.orders order by id"));
        rows.addAll(workshop.query("select xmin::text, id, version from customer.customer order by id"));
        rows.addAll(workshop.query(
                "select xmin::text, customer_id, seller_account from customer.customer_summary order by 2, 3"));
        return rows;
    }

    private static byte[] file() throws IOException {
        try (GZIPInputStream packed = new GZIPInputStream(Files.newInputStream(MONTH))) {
            return packed.readAllBytes();
        }
    }

    /** What the statistics must be, by the rules of the data set and nothing of the product. */
    private static final class Truth {
        private final Map<String, long[]> customers = new HashMap<>();

        Truth(byte[] file) throws IOException {
            Map<String, String> invoices = new HashMap<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8))) {
                lines.readLine();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    // No description of this month has a line feed in it, and the columns after it have no commas.
                    String[] front = line.split(",", 2);
                    String[] parts = line.split(",");
                    String customer = parts[parts.length - 2];
                    long quantity = Long.parseLong(parts[parts.length - 5]);
                    if (customer.isEmpty() || quantity == 0) {
                        continue;
                    }
                    String id = customer.substring(0, customer.indexOf('.'));
                    long price = Math.max(
                            0,
                            new BigDecimal(parts[parts.length - 3])
                                    .multiply(BigDecimal.valueOf(100))
                                    .setScale(0, RoundingMode.HALF_EVEN)
                                    .longValueExact());
                    long[] sums = customers.computeIfAbsent(id, any -> new long[5]);
                    boolean returned = front[0].startsWith("C");
                    if (invoices.putIfAbsent(front[0], id) == null && !returned) {
                        sums[0]++;
                    }
                    sums[returned ? 3 : 1] += Math.abs(quantity);
                    sums[returned ? 4 : 2] += Math.abs(quantity) * price;
                }
            }
        }

        Map<String, String> statistics() {
            Map<String, String> statistics = new TreeMap<>();
            customers.forEach((id, sums) ->
                    statistics.put(id, sums[0] + "|" + sums[1] + "|" + sums[2] + "|" + sums[3] + "|" + sums[4]));
            return statistics;
        }
    }
}
