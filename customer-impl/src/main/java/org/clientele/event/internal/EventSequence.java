package org.clientele.event.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Numbers events once they are committed, one node at a time. Whoever reads in the order of the numbers misses nothing: a number
 * never appears behind one that was seen before. What happened to one customer keeps its order, since a change waits for the
 * customer's lock before its event gets its position.
 */
@Component(service = EventSequence.class, configurationPid = "org.clientele.event", immediate = true)
@Designate(ocd = EventConfig.class)
public final class EventSequence {
    private static final int BATCH = 1000;
    private static final long BREATH_NANOS = 50_000_000;
    private static final long LONGEST_BREATH_NANOS = 1_000_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Watch watch;

    /** Does more with events as they get their numbers, in the same transaction. */
    public interface Step {
        /** @param from the first number, and up to the last */
        void numbered(Connection connection, long from, long to) throws SQLException;

        /** It is committed. */
        default void committed() {}
    }

    /** Without them events would get their numbers, and never be theirs. */
    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Step> steps;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<EventFollowers> followers = List.of();

    @Activate
    public EventSequence(@Reference(target = "(schema=customer)") Transactions transactions, EventConfig config) {
        this(transactions, Duration.ofMillis(config.pollMillis()), List.of());
    }

    EventSequence(Transactions transactions, Duration poll, List<Step> steps) {
        this.steps = steps;
        this.transactions = transactions;
        this.watch = new Watch("clientele-events", poll, this::round);
    }

    @Activate
    void start() {
        watch.start();
    }

    @Deactivate
    void stop() {
        watch.stop(PATIENCE);
    }

    void wake() {
        watch.wake();
    }

    /** An import commits many times a second: it need not be followed each time, nor should following it slow it down. */
    private void round() {
        long begin = System.nanoTime();
        if (number()) {
            long worked = System.nanoTime() - begin;
            LockSupport.parkNanos(Math.min(LONGEST_BREATH_NANOS, Math.max(BREATH_NANOS, 2 * worked)));
        }
    }

    /**
     * Numbers all that are committed now.
     *
     * @return whether there were any
     */
    boolean number() {
        if (!transactions.read(EventSequence::isDue)) {
            return false;
        }
        int numbered;
        do {
            numbered = transactions.sql(this::batch);
            if (numbered > 0) {
                steps.forEach(Step::committed);
                followers.forEach(EventFollowers::wake);
            }
        } while (numbered == BATCH);
        return true;
    }

    private static boolean isDue(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select from customer.event where number is null limit 1")) {
            return row.next();
        }
    }

    private int batch(Connection connection) throws SQLException {
        long last;
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select number from customer.event_head for update")) {
            row.next();
            last = row.getLong(1);
        }
        int numbered;
        try (PreparedStatement update = connection.prepareStatement("""
                with next as (
                    select id, row_number() over (order by position) as n from (
                        select id, position from customer.event where number is null order by position limit ?) due)
                update customer.event e set number = ? + next.n from next where e.id = next.id""")) {
            update.setInt(1, BATCH);
            update.setLong(2, last);
            numbered = update.executeUpdate();
        }
        if (numbered > 0) {
            try (PreparedStatement update = connection.prepareStatement("update customer.event_head set number = ?")) {
                update.setLong(1, last + numbered);
                update.executeUpdate();
            }
            for (Step step : steps) {
                step.numbered(connection, last + 1, last + numbered);
            }
        }
        return numbered;
    }
}
