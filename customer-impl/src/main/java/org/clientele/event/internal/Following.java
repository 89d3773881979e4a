package org.clientele.event.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.event.EventFollower;
import org.clientele.event.internal.EventRows.Numbered;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Patience;
import org.clientele.work.internal.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one follower of events, on a thread of its own: whatever it does there, the others do not wait for it. */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int MOST = 200;
    /** How many events of other types are passed over at a time. */
    private static final int REACH = 20_000;

    private final Transactions transactions;
    private final Access access;
    private final String name;
    private final List<String> types;
    private final EventFollower follower;
    private final Patience patience;
    private final ScheduledExecutorService clock;
    private final Watch watch;
    private final Object turn = new Object();
    private @Nullable Thread running;
    private volatile boolean over;
    private boolean begun;
    private int most = MOST;
    private List<Numbered> told = List.of();
    private long troubled;

    Following(
            Transactions transactions,
            Access access,
            String name,
            List<String> types,
            EventFollower follower,
            Duration poll,
            Patience patience,
            ScheduledExecutorService clock) {
        this.transactions = transactions;
        this.access = access;
        this.name = name;
        this.types = types;
        this.follower = follower;
        this.patience = patience;
        this.clock = clock;
        this.watch = new Watch("clientele-follower-" + name, poll, this::round);
    }

    boolean is(EventFollower other) {
        return follower == other;
    }

    void start() {
        watch.start();
    }

    void wake() {
        watch.wake();
    }

    /** It is not called any more once this returns, unless it does not even heed an interrupt. */
    void stop(Duration longest) {
        over = true;
        watch.stop(longest);
        interrupt("is stopped");
        watch.stop(longest);
    }

    private void round() {
        if (!begun) {
            transactions.sql(connection -> {
                FollowerRows.begin(connection, name);
                return true;
            });
            begun = true;
        }
        while (!over && transactions.read(connection -> FollowerRows.isDue(connection, name)) && step()) {
            // More of them, each batch in a transaction of its own.
        }
    }

    /** @return whether there may be more at once */
    private boolean step() {
        told = List.of();
        Future<?> alarm = clock.schedule(
                () -> interrupt("took longer than " + patience.lease().toSeconds() + " s"),
                patience.lease().toMillis(),
                TimeUnit.MILLISECONDS);
        synchronized (turn) {
            running = Thread.currentThread();
        }
        RuntimeException failure;
        try {
            return transactions.sql(this::batch);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            alarm.cancel(false);
            synchronized (turn) {
                running = null;
                // What came too late would end the thread.
                Thread.interrupted();
            }
        }
        return failed(failure);
    }

    private void interrupt(String why) {
        synchronized (turn) {
            if (running != null) {
                LOG.warn("The follower {} {}: its thread is interrupted", name, why);
                running.interrupt();
            }
        }
    }

    private boolean batch(Connection connection) throws SQLException {
        OptionalLong position = FollowerRows.lock(connection, name);
        if (position.isEmpty()) {
            return false;
        }
        long from = position.getAsLong();
        EventRows.Head head = EventRows.head(connection);
        if (from < head.purged()) {
            LOG.warn("Events {} to {} were purged before {} came to them", from + 1, head.purged(), name);
            from = head.purged();
        }
        if (from > troubled) {
            most = MOST;
        }
        long to = Math.min(head.number(), from + REACH);
        told = FollowerRows.between(connection, from, to, most, types);
        if (told.size() == most) {
            to = told.get(told.size() - 1).number();
        }
        if (!told.isEmpty()) {
            access.call(Caller.system(name), this::tell);
        }
        FollowerRows.moved(connection, name, to);
        return to < head.number() || !told.isEmpty();
    }

    private boolean tell() {
        try {
            follower.follow(told.stream().map(Numbered::event).toList());
            return true;
        } catch (Error e) {
            // A plugin whose classes do not link must not end the thread.
            throw new IllegalStateException(e);
        }
    }

    /** Finds the one event first at which it fails; then waits longer and longer. */
    private boolean failed(RuntimeException failure) {
        if (told.size() > 1) {
            troubled = told.get(told.size() - 1).number();
            most = told.size() / 2;
            LOG.debug("{} failed at one of {} events", name, told.size(), failure);
            return true;
        }
        OptionalLong number = told.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(told.get(0).number());
        Duration pause = transactions.sql(connection -> {
            Duration next = patience.pauseAfter(1 + FollowerRows.failures(connection, name));
            FollowerRows.failed(connection, name, number, failure, next);
            return next;
        });
        LOG.warn(
                "The follower {} failed at {} and will be told again in {} s",
                name,
                told.isEmpty() ? "nothing" : told.get(0).event().id(),
                pause.toMillis() / 1000.0,
                failure);
        return false;
    }
}
