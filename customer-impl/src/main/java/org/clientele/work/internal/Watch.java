package org.clientele.work.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does a round when it is woken, and now and then by itself. Whatever a round throws, the next one comes. */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Runnable round;
    private final Duration pause;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    /** @param pause how long it waits if nobody wakes it */
    public Watch(String name, Duration pause, Runnable round) {
        this.round = round;
        this.pause = pause;
        this.thread = new Thread(this::watch, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Looks now rather than soon. */
    public void wake() {
        signal.release();
    }

    /** Waits for the round that is running. */
    public void stop(Duration patience) {
        stopping = true;
        wake();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!stopping) {
            try {
                round.run();
            } catch (Problem.Unavailable away) {
                LOG.debug("{} has to wait: {}", thread.getName(), away.code());
            } catch (RuntimeException | Error e) {
                LOG.warn("{} will try again", thread.getName(), e);
            }
            try {
                signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                signal.drainPermits();
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }
}
