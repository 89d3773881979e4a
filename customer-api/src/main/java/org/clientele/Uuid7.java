package org.clientele;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids: UUIDs of version 7 (RFC 9562). They start with the time, so that rows lie in the index as they came. Thread-safe. */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SUB_MILLIS = 1 << 12;
    private static final Object LOCK = new Object();
    /** Milliseconds and 12 bits below them; never goes back, whatever the clock does. */
    private static long last;

    private Uuid7() {}

    /** A new id, greater than all before it in this JVM. */
    public static UUID next() {
        long tick;
        synchronized (LOCK) {
            tick = Math.max(last + 1, System.currentTimeMillis() * SUB_MILLIS);
            last = tick;
        }
        long high = (tick / SUB_MILLIS) << 16 | 0x7000 | tick % SUB_MILLIS;
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
