package org.clientele.segment.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.search.internal.SegmentSearch.Change;
import org.clientele.search.internal.SegmentSearch.Detail;
import org.clientele.work.internal.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Follows, behind the writes, which customers are in which dynamic segment: on one node at a time, in small batches, with rests as long
 * as {@link Pace} says.
 */
@Component(service = SegmentFollower.class, configurationPid = "org.clientele.segments", immediate = true)
@Designate(ocd = SegmentConfig.class)
public final class SegmentFollower {
    private static final int TOUCHED_AT_A_TIME = 500;
    private static final int SEGMENTS_AT_A_TIME = 100;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Access access;
    private final SegmentSearch search;
    private final SegmentNews news;
    private final Duration often;
    private final Duration seldom;
    private final Pace pace;
    private final Watch watch;

    @Activate
    public SegmentFollower(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference SegmentSearch search,
            @Reference SegmentNews news,
            SegmentConfig config) {
        this(
                transactions,
                access,
                search,
                news,
                Duration.ofMinutes(Math.max(1, config.timedMinutes())),
                Duration.ofMinutes(Math.max(1, config.fullMinutes())),
                new Pace(transactions, config.share(), config.shareWhileBusy()));
    }

    SegmentFollower(
            Transactions transactions,
            Access access,
            SegmentSearch search,
            SegmentNews news,
            Duration often,
            Duration seldom,
            Pace pace) {
        this.transactions = transactions;
        this.access = access;
        this.search = search;
        this.news = news;
        this.often = often;
        this.seldom = seldom;
        this.pace = pace;
        this.watch = new Watch("clientele-segments", POLL, this::round);
    }

    @Activate
    void start() {
        watch.start();
    }

    @Deactivate
    void stop() {
        pace.stop();
        watch.stop(PATIENCE);
    }

    /** @param age seconds since it was evaluated in full; empty if it never was */
    private record Due(UUID id, List<String> sellerAccounts, Optional<Double> age) {}

    private void round() {
        for (Due segment : due()) {
            pace.doing(() -> evaluate(segment));
        }
        while (!pace.canWait() && pace.doing(this::followTouched) == TOUCHED_AT_A_TIME) {
            // More of them.
        }
    }

    /** All that there is to do, without a rest. */
    void run() {
        due().forEach(this::evaluate);
        while (followTouched() == TOUCHED_AT_A_TIME) {
            // More of them.
        }
    }

    /** Those that have to be evaluated in full. One that cannot be evaluated is, once it can be again. */
    private List<Due> due() {
        return transactions.read(connection -> dynamic(connection, "true", "")).stream()
                .filter(segment -> segment.age().isEmpty()
                        || segment.age().get() >= seldom.toSeconds()
                        || (segment.age().get() >= often.toSeconds() && needsClock(segment)))
                .toList();
    }

    private boolean needsClock(Due segment) {
        try {
            return search.needsClock(segment.id(), segment.sellerAccounts());
        } catch (Problem.Invalid | Problem.Conflict suspended) {
            return true;
        }
    }

    private static int forget(Connection connection, UUID segment) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.segment set evaluated_at = null where id = ?")) {
            update.setObject(1, segment);
            return update.executeUpdate();
        }
    }

    private static List<Due> dynamic(Connection connection, String condition, String lock) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select id, seller_accounts, extract(epoch from now() - evaluated_at)::float8"
                                + " from customer.segment where kind = 'dynamic' and " + condition + " order by id"
                                + lock)) {
            List<Due> segments = new ArrayList<>();
            while (row.next()) {
                segments.add(new Due(
                        row.getObject(1, UUID.class),
                        List.of((String[]) row.getArray(2).getArray()),
                        Optional.ofNullable(row.getObject(3, Double.class))));
            }
            return segments;
        }
    }

    /** Evaluates one for everybody, unless another node does or did. */
    private boolean evaluate(Due segment) {
        if (search.broken(segment.id(), segment.sellerAccounts()).isPresent()) {
            return segment.age().isPresent() && transactions.sql(connection -> forget(connection, segment.id())) > 0;
        }
        try {
            return transactions.sql(connection -> {
                patient(connection);
                // Whoever changes it meanwhile waits, and has it evaluated again.
                List<Due> locked = dynamic(connection, "id = '" + segment.id() + "'", " for no key update skip locked");
                if (locked.isEmpty() || isYounger(locked.get(0), segment)) {
                    return false;
                }
                Detail wanted = segment.age().isPresent() ? news.wanted() : Detail.NUMBERS;
                Change change = access.call(
                        SegmentSearch.system(segment.sellerAccounts()), () -> search.evaluate(segment.id(), wanted));
                try (PreparedStatement update = connection.prepareStatement(
                        "update customer.segment g set evaluated_at = now(), counted_at = now(), members_exact = true,"
                                + " members = (select count(*) from customer.segment_member m where m.segment_id = g.id)"
                                + " where id = ?")) {
                    update.setObject(1, segment.id());
                    update.executeUpdate();
                }
                if (segment.age().isPresent()) {
                    news.tell(change);
                }
                return true;
            });
        } catch (Problem.Invalid | Problem.Conflict suspended) {
            // It was changed or suspended this moment; the next round sees to it.
            return false;
        }
    }

    private static boolean isYounger(Due now, Due before) {
        return now.age().isPresent()
                && (before.age().isEmpty() || now.age().get() < before.age().get());
    }

    /** @return how many touches were looked at, at most {@link #TOUCHED_AT_A_TIME} */
    private int followTouched() {
        return transactions.sql(connection -> {
            List<UUID> taken = isNobodyElseAt(connection) ? takeTouched(connection) : List.of();
            if (taken.isEmpty()) {
                return 0;
            }
            patient(connection);
            List<UUID> touched = taken.stream().distinct().toList();
            Map<List<String>, List<UUID>> byAccounts = new LinkedHashMap<>();
            for (Due segment : dynamic(connection, "evaluated_at is not null", " for no key update")) {
                byAccounts
                        .computeIfAbsent(segment.sellerAccounts(), accounts -> new ArrayList<>())
                        .add(segment.id());
            }
            List<UUID> broken = new ArrayList<>();
            for (Map.Entry<List<String>, List<UUID>> group : byAccounts.entrySet()) {
                List<UUID> segments = group.getValue();
                for (int from = 0; from < segments.size(); from += SEGMENTS_AT_A_TIME) {
                    List<UUID> some = segments.subList(from, Math.min(segments.size(), from + SEGMENTS_AT_A_TIME));
                    Change change = access.call(
                            SegmentSearch.system(group.getKey()),
                            () -> search.evaluate(some, touched, news.wanted(), broken::add));
                    counted(connection, some, change);
                }
            }
            for (UUID segment : broken) {
                forget(connection, segment);
            }
            counted(connection, List.of(), search.forgetPurged(connection, touched, news.wanted()));
            return taken.size();
        });
    }

    /** The nodes need not do it together. */
    private static boolean isNobodyElseAt(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement();
                ResultSet row = lock.executeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('customer.segment_touched', 0))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Of those with nothing new it says only now and then that this is so still. */
    private void counted(Connection connection, List<UUID> segments, Change change) throws SQLException {
        java.util.Set<UUID> all = new java.util.TreeSet<>(segments);
        all.addAll(change.differences().keySet());
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.segment g set members = g.members + d.difference, counted_at = now()
                from unnest(?::uuid[], ?::bigint[]) d(id, difference)
                where g.id = d.id and (d.difference <> 0 or g.counted_at < now() - interval '5 seconds')""")) {
            update.setArray(1, connection.createArrayOf("uuid", all.toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", all.stream().map(change::difference).toArray()));
            update.executeUpdate();
        }
        news.tell(change);
    }

    private static List<UUID> takeTouched(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from customer.segment_touched where ctid = any (array(
                    select ctid from customer.segment_touched limit ? for update skip locked))
                returning customer_id""")) {
            delete.setInt(1, TOUCHED_AT_A_TIME);
            try (ResultSet row = delete.executeQuery()) {
                List<UUID> touched = new ArrayList<>();
                while (row.next()) {
                    touched.add(row.getObject(1, UUID.class));
                }
                return touched;
            }
        }
    }

    /** A million customers take their time. */
    private static void patient(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement settings = connection.createStatement()) {
            settings.execute("set local statement_timeout = 0");
        }
    }
}
