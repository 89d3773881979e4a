package org.clientele.rest.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is within something that may only go once everybody has left. Thread-safe. */
public final class Visits {
    private static final int CLOSED = 1 << 30;

    /** How many are within, and whether nobody else may come. */
    private final AtomicInteger within = new AtomicInteger();

    private final Set<Thread> atWork = new HashSet<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** False once it is closed; otherwise {@link #leave} must follow. */
    boolean enter() {
        for (int n = within.get(); n < CLOSED; n = within.get()) {
            if (within.compareAndSet(n, n + 1)) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        if (within.decrementAndGet() == CLOSED) {
            over.complete(null);
        }
    }

    /** Lets nobody in any more; complete when the last one has left. */
    CompletableFuture<Void> close() {
        if (within.getAndUpdate(n -> n | CLOSED) == 0) {
            over.complete(null);
        }
        return over;
    }

    /** That a thread is at work within, until it {@link #rests}. */
    synchronized void works(Thread thread) {
        atWork.add(thread);
    }

    /** What interrupted the running thread meanwhile was not meant for what it does next. */
    synchronized void rests() {
        if (atWork.remove(Thread.currentThread())) {
            Thread.interrupted();
        }
    }

    /** For those who do not come to an end by themselves. */
    synchronized void interrupt() {
        atWork.forEach(Thread::interrupt);
    }
}
