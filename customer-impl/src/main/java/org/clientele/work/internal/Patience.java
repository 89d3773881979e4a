package org.clientele.work.internal;

import java.time.Duration;

/**
 * How long something is tried.
 *
 * @param lease how long a claim holds unless it is renewed
 */
public record Patience(int attempts, Duration firstPause, Duration longestPause, Duration lease) {
    /** Twice as long each time, up to the longest. */
    public Duration pauseAfter(int attempts) {
        long factor = 1L << Math.min(40, Math.max(0, attempts - 1));
        Duration pause = firstPause.toMillis() > longestPause.toMillis() / factor
                ? longestPause
                : firstPause.multipliedBy(factor);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
