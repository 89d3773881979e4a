package org.clientele.search.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQL with its values: text comes from this bundle and from attributes only, everything a caller says is bound. Not thread-safe. */
final class Sql {
    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> values = new ArrayList<>();

    Sql add(String sql) {
        text.append(sql);
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    /** Adds the SQL, whose question marks stand for the values: strings, numbers, booleans, or a list of strings for an array. */
    Sql add(String sql, Object... bound) {
        text.append(sql);
        values.addAll(List.of(bound));
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether a plan depends on what is bound. */
    boolean hasValues() {
        return !values.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<Object> values() {
        return List.copyOf(values);
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            int i = 0;
            for (Object value : values) {
                i++;
                if (value instanceof List<?> list) {
                    Array array = connection.createArrayOf("text", list.toArray());
                    statement.setArray(i, array);
                } else {
                    statement.setObject(i, value);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
