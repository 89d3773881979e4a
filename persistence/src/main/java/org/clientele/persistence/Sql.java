package org.clientele.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Single statements with bound values, for what is handed to {@link Transactions#sql}.
 *
 * <pre>{@code
 * transactions.sql(connection -> Sql.first(
 *         connection, "select points from loyalty.account where customer_id = ?", row -> row.getLong(1), customer));
 * }</pre>
 *
 * Values are what JDBC knows, and besides: {@link Optional} (empty is null), {@link Instant}, enums (their name in lower case), and
 * collections or arrays of texts, UUIDs or numbers for {@code = any (?)}. A text becomes JSON by {@code ?::jsonb}.
 */
public final class Sql {
    private Sql() {}

    /** Makes something of the row that the result stands at. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** @return how many rows it touched */
    public static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** All rows, in their order. Also for statements that return what they changed. */
    public static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.of(rows));
            }
            return found;
        }
    }

    /** The first row, if there is one; the others are not read. */
    public static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row.of(rows)) : Optional.empty();
        }
    }

    /** A time of a row. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time of a row that may be null. */
    public static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** An array of texts. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** A statement with its values, for what the others do not do, such as results that are longer than memory. Close it. */
    public static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, bound(connection, values[i]));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static @Nullable Object bound(Connection connection, @Nullable Object value) throws SQLException {
        if (value instanceof Optional<?> maybe) {
            return bound(connection, maybe.orElse(null));
        }
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Collection<?> many) {
            return connection.createArrayOf(
                    type(many.isEmpty() ? "" : many.iterator().next()), many.toArray());
        }
        if (value instanceof Object[] many) {
            return bound(connection, List.of(many));
        }
        return value;
    }

    private static String type(Object element) {
        if (element instanceof UUID) {
            return "uuid";
        }
        if (element instanceof Long || element instanceof Integer) {
            return "bigint";
        }
        return "text";
    }
}
