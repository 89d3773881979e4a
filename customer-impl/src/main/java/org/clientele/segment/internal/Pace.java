package org.clientele.segment.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.persistence.Transactions;

/**
 * How much of the time background work may take: after each piece it rests in proportion to how long that took. While imports and other
 * long work run, or customers were written this moment, it takes almost nothing, unless it is far behind.
 */
final class Pace {
    private static final long LONGEST_REST = Duration.ofSeconds(30).toNanos();
    private static final long SLICE = Duration.ofMillis(250).toNanos();

    private final Transactions transactions;
    private final int share;
    private final int shareWhileBusy;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private enum Load {
        NONE,
        BUSY,
        FAR_BEHIND
    }

    /**
     * @param share percent of the time
     * @param shareWhileBusy the same while others work
     */
    Pace(Transactions transactions, int share, int shareWhileBusy) {
        this.transactions = transactions;
        this.share = Math.max(1, Math.min(100, share));
        this.shareWhileBusy = Math.max(1, Math.min(this.share, shareWhileBusy));
    }

    void stop() {
        stopped.countDown();
    }

    /** Whether it can wait: others work, and nothing has waited for half a minute. A short import is never disturbed. */
    boolean canWait() {
        return transactions.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("""
                            select (max(at) > now() - interval '1 second' or exists (
                                    select from customer.operation where finished_at is null and state = 'running'))
                                and min(at) > now() - interval '30 seconds'
                            from (select at from customer.segment_touched limit 50000) touched""")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    /** Does it, and rests. */
    <T> T doing(Supplier<T> work) {
        long begin = System.nanoTime();
        T answer = work.get();
        rest(System.nanoTime() - begin);
        return answer;
    }

    /** In slices, since it may become quiet meanwhile. */
    private void rest(long worked) {
        long begin = System.nanoTime();
        try {
            long left = due(worked);
            while (left > 0 && !stopped.await(Math.min(left, SLICE), TimeUnit.NANOSECONDS)) {
                left = due(worked) - (System.nanoTime() - begin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long due(long worked) {
        int percent = percent();
        return Math.min(LONGEST_REST, worked * (100 - percent) / percent);
    }

    private int percent() {
        return switch (transactions.read(Pace::load)) {
            case NONE -> share;
            case BUSY -> shareWhileBusy;
            case FAR_BEHIND -> Math.max(shareWhileBusy, share / 2);
        };
    }

    private static Load load(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select exists (select from customer.operation where finished_at is null and state = 'running')
                                or max(at) > now() - interval '1 second',
                            min(at) < now() - interval '10 minutes'
                        from (select at from customer.segment_touched limit 50000) touched""")) {
            row.next();
            return row.getBoolean(2) ? Load.FAR_BEHIND : row.getBoolean(1) ? Load.BUSY : Load.NONE;
        }
    }
}
