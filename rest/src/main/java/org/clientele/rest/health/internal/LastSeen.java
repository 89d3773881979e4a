package org.clientele.rest.health.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What checks said last, which is told for those that take too long this time. Thread-safe. */
final class LastSeen {
    /** Longer than the pause of a probe that asks seldom: one stall of a busy machine takes no node out of service. */
    static final Duration KEPT = Duration.ofMinutes(1);

    private final Map<Long, Seen> checks = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    LastSeen(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param answer of this time; empty if it took too long */
    String status(long check, Optional<String> answer) {
        if (answer.isPresent()) {
            checks.put(check, new Seen(answer.get(), nanos.getAsLong()));
            return answer.get();
        }
        Seen seen = checks.get(check);
        boolean recent = seen != null && nanos.getAsLong() - seen.at() < KEPT.toNanos();
        return recent && seen != null ? seen.status() : "timed-out";
    }

    private record Seen(String status, long at) {}
}
