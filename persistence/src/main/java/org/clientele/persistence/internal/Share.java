package org.clientele.persistence.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections a schema may have at a time, so that a plugin which does not give them back leaves some to the others. */
final class Share {
    /** That of the house: no limit, and nothing to count. */
    static final Share WHOLE = new Share(null, Duration.ZERO);

    private static final Logger LOG = LoggerFactory.getLogger(Share.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final @Nullable Semaphore free;
    private final Duration patience;

    private Share(@Nullable Semaphore free, Duration patience) {
        this.free = free;
        this.patience = patience;
    }

    /** @param patience how long a call waits for one */
    static Share of(int connections, Duration patience) {
        return new Share(new Semaphore(connections), patience);
    }

    /** @throws Problem.Unavailable {@code busy} if all of them stay in use */
    void take(String schema) {
        if (free == null) {
            return;
        }
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("All connections that the schema {} may have are in use", schema);
        throw new Problem.Unavailable("busy", "This part has more to do than it can.", SOON);
    }

    void giveBack() {
        if (free != null) {
            free.release();
        }
    }
}
