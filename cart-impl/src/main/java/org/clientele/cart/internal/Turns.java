package org.clientele.cart.internal;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.clientele.Problem;

/**
 * Lets those who change one cart on this node come one after the other, before they take a connection: many who wait for one row would
 * leave none to others. It keeps nothing right; the row does. Thread-safe.
 */
final class Turns {
    private static final int CARTS_AT_A_TIME = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock[] locks = new ReentrantLock[CARTS_AT_A_TIME];

    Turns() {
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock(true);
        }
    }

    <T> T take(UUID cart, Supplier<T> change) {
        ReentrantLock lock = locks[Math.floorMod(cart.hashCode(), locks.length)];
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    private static Problem busy() {
        return new Problem.Unavailable("busy", "Too many change this cart at once.", Duration.ofSeconds(1));
    }
}
