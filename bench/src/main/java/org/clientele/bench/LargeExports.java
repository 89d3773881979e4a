package org.clientele.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What files of all customers cost whoever else is there: memory, and the time of a list beside ten of them. */
final class LargeExports {
    private static final int AT_ONCE = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final Product product;
    private final Workload list;

    LargeExports(Product product, Workload list) {
        this.product = product;
        this.list = list;
    }

    /** One line of JSON for each. */
    List<String> run() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String format : List.of("csv", "xlsx")) {
            lines.add(memory(format));
        }
        Measurement alone = new Load(WARM_UP, MEASURED).of(() -> list.client(product));
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            begun.add(new ExportRequest(product, "csv").begin());
        }
        Measurement beside = new Load(Duration.ofSeconds(2), MEASURED).of(() -> list.client(product));
        long peak = product.liveMemory();
        lines.add(String.format(
                Locale.ROOT,
                "{\"workload\":\"%s-beside-%d-exports\",\"p95Alone\":%.1f,\"p95\":%.1f,\"rpsAlone\":%.0f,\"rps\":%.0f,\"liveMiB\":%d}",
                list.name(),
                AT_ONCE,
                alone.p95(),
                beside.p95(),
                alone.rps(),
                beside.rps(),
                peak >> 20));
        for (String operation : begun) {
            new ExportRequest(product, "csv").forget(operation);
        }
        return lines;
    }

    private String memory(String format) throws IOException, InterruptedException {
        long before = product.liveMemory();
        ExportRequest request = new ExportRequest(product, format);
        long begin = System.nanoTime();
        String operation = request.begin();
        long most = before;
        while (!request.isOver(operation)) {
            most = Math.max(most, product.liveMemory());
            Thread.sleep(500);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        request.forget(operation);
        return String.format(
                Locale.ROOT,
                "{\"workload\":\"export-%s-memory\",\"liveMiBBefore\":%d,\"growthMiB\":%.1f,\"seconds\":%.1f}",
                format,
                before >> 20,
                (most - before) / 1024.0 / 1024.0,
                seconds);
    }
}
