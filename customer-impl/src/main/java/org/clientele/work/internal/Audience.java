package org.clientele.work.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, as the system. Our own hear on the thread of the change; those of other bundles each on a thread of their own,
 * one thing after the other. The change waits a moment for them, but neither for one that is behind nor for one that is always
 * slow. Whatever a listener throws harms nobody. Thread-safe.
 */
public final class Audience<L> {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    private static final int MOST_WAITING = 1_000;
    private static final long SWEEP_SECONDS = 1;

    private final String subject;
    private final Caller caller;
    private final Access access;
    private final Supplier<List<L>> present;
    private final Predicate<Object> ours;
    private final Map<L, Lane> lanes = new IdentityHashMap<>();

    /**
     * @param subject what they listen to, for the log
     * @param present those who are there now
     */
    public Audience(String subject, Access access, Supplier<List<L>> present) {
        this(subject, access, present, Origin::isOurs);
    }

    Audience(String subject, Access access, Supplier<List<L>> present, Predicate<Object> ours) {
        this.subject = subject;
        this.caller = Caller.system("customer-impl");
        this.access = access;
        this.present = present;
        this.ours = ours;
    }

    public boolean isEmpty() {
        return present.get().isEmpty();
    }

    public void tell(Consumer<L> news) {
        tell(news, () -> {});
    }

    /** @param failed what to do if one throws */
    public void tell(Consumer<L> news, Runnable failed) {
        List<L> listeners = present.get();
        List<Lane.Told> awaited = List.of();
        for (L listener : listeners) {
            if (ours.test(listener)) {
                tell(listener, news, failed);
            } else {
                if (awaited.isEmpty()) {
                    awaited = new ArrayList<>();
                }
                awaited.add(lane(listener).told(() -> {
                    if (isPresent(listener)) {
                        tell(listener, news, failed);
                    }
                }));
            }
        }
        awaited.forEach(Lane.Told::await);
    }

    /** Whatever a plugin may throw, also errors, ends here. */
    private void tell(L listener, Consumer<L> news, Runnable failed) {
        try {
            access.call(caller, () -> {
                news.accept(listener);
                return true;
            });
        } catch (RuntimeException | Error e) {
            failed.run();
            LOG.warn(
                    "A listener of {} failed: {} of {}",
                    subject,
                    listener.getClass().getName(),
                    Origin.bundle(listener),
                    e);
        }
    }

    private boolean isPresent(L listener) {
        for (L one : present.get()) {
            if (one == listener) {
                return true;
            }
        }
        return false;
    }

    private Lane lane(L listener) {
        synchronized (lanes) {
            if (lanes.isEmpty()) {
                sweepSoon();
            }
            return lanes.computeIfAbsent(
                    listener,
                    key -> new Lane(
                            subject + ": " + listener.getClass().getName() + " of " + Origin.bundle(listener),
                            Origin.bundle(listener)));
        }
    }

    private void sweepSoon() {
        CompletableFuture.delayedExecutor(SWEEP_SECONDS, TimeUnit.SECONDS, Runnable::run)
                .execute(this::sweep);
    }

    /** Ends what those do who are gone. */
    private void sweep() {
        synchronized (lanes) {
            lanes.entrySet().removeIf(lane -> {
                boolean gone = !isPresent(lane.getKey());
                if (gone) {
                    lane.getValue().end();
                }
                return gone;
            });
            if (!lanes.isEmpty()) {
                sweepSoon();
            }
        }
    }

    /** The thread of one listener, which is there while it has something to hear. */
    private static final class Lane {
        /** So much do changes wait for one listener, all of them together, in this time. */
        private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

        private static final long WINDOW_NANOS = Duration.ofSeconds(20).toNanos();

        private final String who;
        private final ThreadPoolExecutor thread;
        private final AtomicInteger pending = new AtomicInteger();
        private long windowBegan = System.nanoTime() - WINDOW_NANOS;
        private long patience;
        private boolean behind;

        Lane(String who, String bundle) {
            this.who = who;
            this.thread =
                    new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                        Thread made = new Thread(work, "clientele-listener-" + bundle);
                        made.setDaemon(true);
                        return made;
                    });
            thread.allowCoreThreadTimeOut(true);
        }

        Told told(Runnable work) {
            boolean idle = pending.getAndIncrement() == 0;
            CompletableFuture<Void> end = new CompletableFuture<>();
            try {
                thread.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        pending.decrementAndGet();
                        end.complete(null);
                    }
                });
            } catch (RejectedExecutionException full) {
                pending.decrementAndGet();
                end.complete(null);
                tellBehind();
            }
            return new Told(this, end, idle);
        }

        private synchronized void tellBehind() {
            if (!behind) {
                behind = true;
                LOG.error("{} is {} behind: it misses what it cannot hear", who, MOST_WAITING);
            }
        }

        private synchronized long patience() {
            long now = System.nanoTime();
            if (now - windowBegan >= WINDOW_NANOS) {
                windowBegan = now;
                patience = PATIENCE_NANOS;
                behind = false;
            }
            return patience;
        }

        private synchronized void waited(long nanos) {
            if (patience > 0 && nanos >= patience) {
                LOG.warn("{} is slow: changes do not wait for it", who);
            }
            patience = Math.max(0, patience - nanos);
        }

        void end() {
            thread.shutdownNow();
        }

        record Told(Lane lane, CompletableFuture<Void> end, boolean awaited) {
            void await() {
                long most = awaited ? lane.patience() : 0;
                if (end.isDone() || most == 0) {
                    return;
                }
                long begin = System.nanoTime();
                try {
                    end.completeOnTimeout(null, most, TimeUnit.NANOSECONDS).get();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (java.util.concurrent.ExecutionException e) {
                    throw new IllegalStateException(e);
                }
                lane.waited(System.nanoTime() - begin);
            }
        }
    }
}
