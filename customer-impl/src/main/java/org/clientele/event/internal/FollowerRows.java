package org.clientele.event.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.event.internal.EventRows.Numbered;

/** The places of followers. */
final class FollowerRows {
    private static final int LONGEST_FAILURE = 500;

    private FollowerRows() {}

    /**
     * How far a follower is.
     *
     * @param behind how many events of any type were numbered since
     * @param failedNumber the event at which it stands
     */
    record Place(
            String name,
            long position,
            long behind,
            int failures,
            OptionalLong failedNumber,
            Optional<Instant> failedAt,
            Optional<String> failure,
            Instant resumeAt) {}

    /** A new one begins at the end. */
    static void begin(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into customer.event_follower (name, position)"
                        + " select ?, number from customer.event_head on conflict (name) do nothing")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    static boolean isDue(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select from customer.event_follower f, customer.event_head h"
                        + " where f.name = ? and f.position < h.number and f.resume_at <= now()")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Empty if another node is at it, or it is not due any more. */
    static OptionalLong lock(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select position from customer.event_follower"
                + " where name = ? and resume_at <= now() for no key update skip locked")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** @param types with {@code *} for anything */
    static List<Numbered> between(Connection connection, long after, long to, int limit, List<String> types)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + EventRows.COLUMNS
                + " from customer.event e where e.number > ? and e.number <= ? and e.type like any (?)"
                + " order by e.number limit ?")) {
            select.setLong(1, after);
            select.setLong(2, to);
            select.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            types.stream().map(type -> type.replace('*', '%')).toArray()));
            select.setInt(4, limit);
            List<Numbered> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Numbered(row.getLong("number"), EventRows.event(row)));
                }
            }
            return found;
        }
    }

    static void moved(Connection connection, String name, long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update customer.event_follower set position = ?,"
                + " failures = 0, failed_number = null, failed_at = null, failure = null where name = ?")) {
            update.setLong(1, position);
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    /** @return how often in a row it failed before */
    static int failures(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select failures from customer.event_follower where name = ? for update")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    static void failed(Connection connection, String name, OptionalLong number, Throwable failure, Duration pause)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update customer.event_follower set"
                + " failures = failures + 1, failed_number = ?, failed_at = now(), failure = ?,"
                + " resume_at = now() + ? * interval '1 millisecond' where name = ?")) {
            update.setObject(1, number.isPresent() ? number.getAsLong() : null);
            String text = failure.toString().replace('\0', ' ');
            update.setString(2, text.substring(0, Math.min(LONGEST_FAILURE, text.length())));
            update.setLong(3, pause.toMillis());
            update.setString(4, name);
            update.executeUpdate();
        }
    }

    /** @return whether it stood at that event */
    static boolean skip(Connection connection, String name, long number) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update customer.event_follower set position = ?,"
                + " failures = 0, failed_number = null, failed_at = null, failure = null, resume_at = now()"
                + " where name = ? and failed_number = ?")) {
            update.setLong(1, number);
            update.setString(2, name);
            update.setLong(3, number);
            return update.executeUpdate() == 1;
        }
    }

    static List<Place> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select f.*, greatest(0, h.number - f.position) as behind"
                                + " from customer.event_follower f, customer.event_head h order by f.name");
                ResultSet row = select.executeQuery()) {
            List<Place> places = new ArrayList<>();
            while (row.next()) {
                long failedNumber = row.getLong("failed_number");
                OptionalLong failed = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(failedNumber);
                places.add(new Place(
                        row.getString("name"),
                        row.getLong("position"),
                        row.getLong("behind"),
                        row.getInt("failures"),
                        failed,
                        Optional.ofNullable(row.getObject("failed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("failure")),
                        row.getObject("resume_at", OffsetDateTime.class).toInstant()));
            }
            return places;
        }
    }
}
