package org.clientele.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of the result.
 *
 * @param n how many customers there were
 * @param latency of single requests; empty for an import, whose {@code rps} are orders a second
 * @param sqlRps what the plain SQL came to, if there is such
 */
record Figure(String workload, int n, double rps, Optional<Measurement> latency, Optional<Double> sqlRps) {

    Optional<Double> ratio() {
        return sqlRps.map(sql -> rps / sql);
    }

    String json() {
        return "{\"workload\":\"" + workload + "\",\"n\":" + n + ",\"rps\":" + number(rps, 1)
                + ",\"p50\":" + latency.map(times -> number(times.p50(), 2)).orElse("null")
                + ",\"p95\":" + latency.map(times -> number(times.p95(), 2)).orElse("null")
                + ",\"p99\":" + latency.map(times -> number(times.p99(), 2)).orElse("null")
                + ",\"sqlRps\":" + sqlRps.map(sql -> number(sql, 1)).orElse("null")
                + ",\"ratio\":" + ratio().map(ratio -> number(ratio, 3)).orElse("null")
                + ",\"bytes\":"
                + latency.map(times -> Long.toString(times.bytes())).orElse("null") + "}";
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
