package org.clientele.work.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.customer.internal.Origin;

/**
 * A limit for the code of plugins that has to run on the thread of the house, mostly because of its transaction: it is interrupted.
 * Code that takes no notice of that goes on for as long as it likes.
 */
public final class Deadline {
    private Deadline() {}

    /** It took too long. */
    public static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missed(Duration limit) {
            super("It took longer than " + limit.toSeconds() + " s");
        }
    }

    /** As {@link #within(Duration, Supplier)}, without a limit for what is our own. */
    public static <T> T within(Duration limit, Object service, Supplier<T> work) {
        return Origin.isOurs(service) ? work.get() : within(limit, work);
    }

    /**
     * Does the work on this thread, and interrupts it if it takes longer.
     *
     * @throws Missed if it took longer, whatever came of it
     */
    static <T> T within(Duration limit, Supplier<T> work) {
        Alarm alarm = new Alarm(Thread.currentThread());
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        end.completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS).thenAccept(alarm::ring);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            if (alarm.off()) {
                Missed missed = new Missed(limit);
                missed.addSuppressed(e);
                throw missed;
            }
            throw e;
        } finally {
            end.complete(false);
        }
        if (alarm.off()) {
            throw new Missed(limit);
        }
        return result;
    }

    private static final class Alarm {
        private final Thread thread;
        private boolean over;
        private boolean rang;

        Alarm(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring(boolean late) {
            if (late && !over) {
                rang = true;
                thread.interrupt();
            }
        }

        /** @return whether it rang */
        synchronized boolean off() {
            over = true;
            if (rang) {
                Thread.interrupted();
            }
            return rang;
        }
    }
}
