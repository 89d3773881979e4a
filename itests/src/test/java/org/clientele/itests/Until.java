package org.clientele.itests;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waiting for something that must come true in time. */
final class Until {
    private Until() {}

    /** What is to come true, as assertions. */
    interface Assertions {
        void check() throws Exception;
    }

    /** Asserts every 20 ms; fails as they did at last if they do not hold within the patience. */
    static void holds(Duration patience, Assertions assertions) throws Exception {
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                assertions.check();
                return;
            } catch (AssertionError notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
            }
            Thread.sleep(20);
        }
    }

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
