package org.clientele.audit.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds one array a column, for {@code unnest}: hundreds of rows are one execution. Not thread-safe. */
final class ArrayParameters {
    private final PreparedStatement statement;
    private int bound;

    ArrayParameters(PreparedStatement statement) {
        this.statement = statement;
    }

    /** The next column, in the order of the rows. */
    <T> ArrayParameters add(String type, List<T> rows, Function<T, @Nullable Object> value) throws SQLException {
        return bind(type, rows.stream().map(value).toArray());
    }

    /** The same for {@code bytea}, which has arrays of its own kind. */
    <T> ArrayParameters addBytes(List<T> rows, Function<T, byte[]> value) throws SQLException {
        return bind("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    private ArrayParameters bind(String type, Object[] values) throws SQLException {
        bound++;
        statement.setArray(bound, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
