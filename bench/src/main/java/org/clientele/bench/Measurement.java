package org.clientele.bench;

/**
 * What a load came to.
 *
 * @param rps requests a second
 * @param p50 milliseconds, like the other percentiles
 * @param bytes of a body, on average
 */
record Measurement(double rps, double p50, double p95, double p99, long bytes) {}
