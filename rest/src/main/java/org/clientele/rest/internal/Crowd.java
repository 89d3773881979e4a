package org.clientele.rest.internal;

import java.util.HashSet;
import java.util.Set;

/** The requests within one feature. If it hangs, it does not take all threads with it. */
final class Crowd {
    private static final int MOST = 32;

    private final Set<Thread> within = new HashSet<>();

    /** Whether there is room; if so, {@link #exit} must follow on the same thread. */
    synchronized boolean enter() {
        return within.size() < MOST && within.add(Thread.currentThread());
    }

    synchronized void exit() {
        within.remove(Thread.currentThread());
        // An interruption was meant for the feature.
        Thread.interrupted();
    }

    /** For those who do not come to an end by themselves. */
    synchronized void interrupt() {
        within.forEach(Thread::interrupt);
    }
}
