package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/** Runs composed SQL. */
final class Statements {
    private static final int PORTION = 5_000;

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
        return query(connection, sql, plannedOnce, 0, reader);
    }

    /**
     * Runs, in a transaction, a query with an answer of any length, of which only some rows at a time are held. It does not run in
     * parallel.
     */
    static <T> T inPortions(Connection connection, Sql sql, Reader<T> reader) throws SQLException {
        return query(connection, sql, false, PORTION, reader);
    }

    private static <T> T query(Connection connection, Sql sql, boolean plannedOnce, int portion, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            if (!plannedOnce) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            statement.setFetchSize(portion);
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
