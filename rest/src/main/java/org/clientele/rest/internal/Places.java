package org.clientele.rest.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;

/**
 * How many requests may be at work within a plugin at a time, so that one that blocks takes neither all threads nor all connections.
 * Others wait a moment for a place. Thread-safe.
 */
public final class Places {
    private static final int MOST_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore free;

    public Places(int most) {
        free = new Semaphore(most, true);
    }

    /** @throws Problem.Unavailable {@code busy} if there is none; otherwise {@link #give} must follow */
    void take() {
        if (free.tryAcquire()) {
            return;
        }
        try {
            if (free.getQueueLength() < MOST_WAITING && free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw new Problem.Unavailable("busy", "This feature has too much to do already.", Duration.ofSeconds(1));
    }

    void give() {
        free.release();
    }
}
