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
import org.clientele.operation.internal.RecurringWork;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.search.internal.SegmentSearch.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Follows, behind the writes, which customers are in which dynamic segment. */
@Component(service = RecurringWork.class, configurationPid = "org.clientele.segments")
@Designate(ocd = SegmentConfig.class)
public final class SegmentFollower implements RecurringWork {
    private static final int TOUCHED_AT_A_TIME = 5_000;
    private static final int SEGMENTS_AT_A_TIME = 50;
    private static final long LONGEST_RUN = Duration.ofSeconds(30).toNanos();

    private final Transactions transactions;
    private final Access access;
    private final SegmentSearch search;
    private final SegmentNews news;
    private final Duration often;
    private final Duration seldom;

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
                Duration.ofMinutes(Math.max(1, config.fullMinutes())));
    }

    SegmentFollower(
            Transactions transactions,
            Access access,
            SegmentSearch search,
            SegmentNews news,
            Duration often,
            Duration seldom) {
        this.transactions = transactions;
        this.access = access;
        this.search = search;
        this.news = news;
        this.often = often;
        this.seldom = seldom;
    }

    @Override
    public String name() {
        return "segment-members";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    /** @param age seconds since it was evaluated in full; empty if it never was */
    private record Due(UUID id, List<String> sellerAccounts, Optional<Double> age) {}

    @Override
    public void run() {
        List<Due> active = active();
        for (Due segment : active) {
            Duration interval = search.needsClock(segment.id(), segment.sellerAccounts()) ? often : seldom;
            if (segment.age().isEmpty() || segment.age().get() >= interval.toSeconds()) {
                evaluate(segment);
            }
        }
        long end = System.nanoTime() + LONGEST_RUN;
        while (followTouched() == TOUCHED_AT_A_TIME && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Those that can be evaluated; the others are evaluated in full once they can be again. */
    private List<Due> active() {
        List<Due> active = new ArrayList<>();
        for (Due segment : transactions.read(connection -> dynamic(connection, "true", ""))) {
            if (search.broken(segment.id(), segment.sellerAccounts()).isEmpty()) {
                active.add(segment);
            } else if (segment.age().isPresent()) {
                transactions.sql(connection -> forget(connection, segment.id()));
            }
        }
        return active;
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

    /** Evaluates one for everybody. */
    private void evaluate(Due segment) {
        try {
            transactions.sql(connection -> {
                patient(connection);
                // Whoever changes it meanwhile waits, and has it evaluated again.
                List<Due> locked = dynamic(connection, "id = '" + segment.id() + "'", " for no key update");
                if (locked.isEmpty()) {
                    return false;
                }
                Change change = access.call(
                        SegmentSearch.system(segment.sellerAccounts()), () -> search.evaluate(segment.id()));
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
            // It was changed or suspended this moment; the next run sees to it.
            return;
        }
    }

    /** @return how many touches were looked at, at most {@link #TOUCHED_AT_A_TIME} */
    private int followTouched() {
        return transactions.sql(connection -> {
            patient(connection);
            List<UUID> taken = takeTouched(connection);
            if (taken.isEmpty()) {
                return 0;
            }
            List<UUID> touched = taken.stream().distinct().toList();
            Map<List<String>, List<UUID>> byAccounts = new LinkedHashMap<>();
            for (Due segment : dynamic(connection, "evaluated_at is not null", " for no key update")) {
                if (search.broken(segment.id(), segment.sellerAccounts()).isEmpty()) {
                    byAccounts
                            .computeIfAbsent(segment.sellerAccounts(), accounts -> new ArrayList<>())
                            .add(segment.id());
                }
            }
            for (Map.Entry<List<String>, List<UUID>> group : byAccounts.entrySet()) {
                List<UUID> segments = group.getValue();
                for (int from = 0; from < segments.size(); from += SEGMENTS_AT_A_TIME) {
                    List<UUID> some = segments.subList(from, Math.min(segments.size(), from + SEGMENTS_AT_A_TIME));
                    Change change =
                            access.call(SegmentSearch.system(group.getKey()), () -> search.evaluate(some, touched));
                    counted(connection, some, change);
                }
            }
            counted(connection, List.of(), search.forgetPurged(connection, touched));
            return taken.size();
        });
    }

    private void counted(Connection connection, List<UUID> segments, Change change) throws SQLException {
        java.util.Set<UUID> all = new java.util.TreeSet<>(segments);
        all.addAll(change.gone().keySet());
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.segment set members = members + ?, counted_at = now() where id = ?")) {
            for (UUID segment : all) {
                update.setLong(1, change.difference(segment));
                update.setObject(2, segment);
                update.addBatch();
            }
            update.executeBatch();
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
