package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/** Runs composed SQL. */
final class Statements {
    private Statements() {}

    /** Reads the result; called once. */
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    /**
     * Runs a query.
     *
     * @param plannedOnce whether one plan fits all values; otherwise each run is planned for the values it has, since a search
     *     for a rare text and one for a common text need different plans
     */
    static <T> T query(Connection connection, Sql sql, boolean plannedOnce, Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            if (!plannedOnce) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            try (ResultSet result = statement.executeQuery()) {
                return reader.read(result);
            }
        }
    }

    static long number(Connection connection, Sql sql, boolean plannedOnce) throws SQLException {
        return query(connection, sql, plannedOnce, result -> {
            result.next();
            return result.getLong(1);
        });
    }
}
