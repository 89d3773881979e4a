package org.clientele.plugintest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Keeps in memory what is told, with the values that JDBC gives. */
final class PlainExport implements SubjectExport {
    private final Connection connection;
    private final UUID customer;
    private final Map<String, List<Map<String, @Nullable Object>>> tables = new LinkedHashMap<>();

    PlainExport(Connection connection, UUID customer) {
        this.connection = connection;
        this.customer = customer;
    }

    Map<String, List<Map<String, @Nullable Object>>> tables() {
        return tables;
    }

    @Override
    public UUID customer() {
        return customer;
    }

    @Override
    public void table(String table, String customerColumn, String... columns) {
        query(
                table,
                "select t." + String.join(", t.", columns) + " from " + table + " t where t." + customerColumn
                        + " = ? order by 1",
                customer);
    }

    @Override
    public void query(String table, String sql, @Nullable Object... values) {
        try (PreparedStatement select = Sql.prepare(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            ResultSetMetaData result = rows.getMetaData();
            List<Map<String, @Nullable Object>> told = begin(table);
            for (int column = 1; column <= result.getColumnCount(); column++) {
                if (result.getColumnTypeName(column).endsWith("bytea")) {
                    throw new IllegalArgumentException("Bytes are not told: " + result.getColumnLabel(column));
                }
            }
            while (rows.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getColumnCount(); column++) {
                    row.put(result.getColumnLabel(column), value(rows.getObject(column)));
                }
                told.add(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        return value instanceof Array array ? Arrays.asList((@Nullable Object[]) array.getArray()) : value;
    }

    @Override
    public Rows rows(String table, String... columns) {
        List<Map<String, @Nullable Object>> told = begin(table);
        return values -> {
            if (values.length != columns.length) {
                throw new IllegalArgumentException(table + " has " + columns.length + " columns");
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            told.add(row);
        };
    }

    private List<Map<String, @Nullable Object>> begin(String table) {
        return tables.computeIfAbsent(table, first -> new ArrayList<>());
    }
}
