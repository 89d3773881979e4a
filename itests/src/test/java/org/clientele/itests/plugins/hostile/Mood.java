package org.clientele.itests.plugins.hostile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What everything in this plugin does when it is called. */
enum Mood {
    KIND,
    THROW,
    ERROR,
    OVERFLOW,
    LINKAGE,
    /** Half a minute, unless it is interrupted. */
    BLOCK,
    NULL;

    static volatile Mood now = KIND;
    static final Map<String, AtomicInteger> CALLS = new ConcurrentHashMap<>();

    /** @return whether to answer null */
    static boolean act(String who) {
        CALLS.computeIfAbsent(who, key -> new AtomicInteger()).incrementAndGet();
        switch (now) {
            case THROW:
                throw new IllegalStateException("hostile");
            case ERROR:
                throw new AssertionError("hostile");
            case OVERFLOW:
                overflow(0);
                return false;
            case LINKAGE:
                throw new NoClassDefFoundError("org/clientele/Nowhere");
            case BLOCK:
                block();
                return false;
            case NULL:
                return true;
            default:
                return false;
        }
    }

    static void block() {
        try {
            Thread.sleep(30_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }
}
