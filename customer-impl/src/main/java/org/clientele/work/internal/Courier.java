package org.clientele.work.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in a table: one thread looks what is due and keeps the claims, a few deliver. Thread-safe.
 *
 * @param <D> what is delivered, and the right to do so
 */
public final class Courier<D> {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MARK_PAUSE_MILLIS = 200;
    /** After a delivery of which the database could not be told. */
    private static final Duration MARK_PATIENCE = Duration.ofMinutes(10);

    private final String name;
    private final Desk<D> desk;
    private final Duration renewal;
    private final Set<D> running = ConcurrentHashMap.newKeySet();
    private final Semaphore free;
    private final ExecutorService deliverers;
    private final Watch watch;
    private long renewedAt = System.nanoTime();

    /** Where deliveries come from, and who does them. */
    public interface Desk<D> {
        /** Claims some that are due. */
        List<D> claim(int most);

        /** Says that these are still being worked on. */
        void renew(Collection<D> running);

        /** Delivers, and writes down what came of it. */
        void deliver(D delivery);
    }

    public Courier(String name, int concurrency, Duration poll, Duration lease, Desk<D> desk) {
        this.name = name;
        this.desk = desk;
        this.renewal = lease.dividedBy(4);
        this.free = new Semaphore(concurrency);
        AtomicInteger number = new AtomicInteger();
        this.deliverers = Executors.newFixedThreadPool(
                concurrency, work -> new Thread(work, name + "-" + number.incrementAndGet()));
        this.watch = new Watch(name, poll.compareTo(renewal) < 0 ? poll : renewal, this::round);
    }

    public void start() {
        watch.start();
    }

    /** Looks now rather than soon. */
    public void wake() {
        watch.wake();
    }

    /** Waits for what is being delivered: otherwise it would be delivered again elsewhere. */
    public void stop() {
        watch.stop(PATIENCE);
        deliverers.shutdown();
        try {
            if (!deliverers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} still delivers {}", name, running.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        if (System.nanoTime() - renewedAt > renewal.toNanos()) {
            if (!running.isEmpty()) {
                desk.renew(running);
            }
            renewedAt = System.nanoTime();
        }
        int most = free.availablePermits();
        if (most == 0) {
            return;
        }
        for (D delivery : desk.claim(most)) {
            free.acquireUninterruptibly();
            running.add(delivery);
            deliverers.execute(() -> deliver(delivery));
        }
    }

    private void deliver(D delivery) {
        try {
            desk.deliver(delivery);
        } finally {
            running.remove(delivery);
            free.release();
            wake();
        }
    }

    /** Goes on until the database took it: a delivery that it does not know of would be done again. */
    public void mark(Object what, Runnable work) {
        long end = System.nanoTime() + MARK_PATIENCE.toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (Problem.Unavailable away) {
                if (System.nanoTime() > end || deliverers.isShutdown()) {
                    LOG.error("{}: what became of {} is not written down: {}", name, what, away.code());
                    return;
                }
            } catch (RuntimeException e) {
                LOG.error("{}: what became of {} is not written down", name, what, e);
                return;
            }
            try {
                Thread.sleep(MARK_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
