package org.clientele.itests;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waiting for something that must come true in time. */
final class Until {
    private Until() {}

    /** Asks every 20 ms; fails with the words if it does not come true within the patience. */
    static void within(Duration patience, String what, Callable<Boolean> reached) throws Exception {
        Instant end = Instant.now().plus(patience);
        while (!reached.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + ": not within " + patience);
            }
            Thread.sleep(20);
        }
    }
}
