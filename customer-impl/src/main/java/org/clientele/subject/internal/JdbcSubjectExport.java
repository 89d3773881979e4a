package org.clientele.subject.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.SubjectExport;
import org.clientele.customer.internal.TableNames;
import org.clientele.merge.internal.Contributors;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Reads by a cursor of the running transaction. */
final class JdbcSubjectExport implements SubjectExport {
    /** Documents of orders are some kilobytes each. */
    private static final int ROWS_AT_ONCE = 100;

    private final Connection connection;
    private final UUID customer;
    private final Told told;

    JdbcSubjectExport(Connection connection, UUID customer, Told told) {
        this.connection = connection;
        this.customer = customer;
        this.told = told;
    }

    @Override
    public UUID customer() {
        return customer;
    }

    @Override
    public void table(String table, String customerColumn, String... columns) {
        TableNames.check(table, customerColumn);
        TableNames.check(table, columns);
        query(
                table,
                "select t." + String.join(", t.", columns) + " from " + table + " t where t." + customerColumn
                        + " = ? order by 1",
                customer);
    }

    @Override
    public void query(String table, String sql, @Nullable Object... values) {
        try (PreparedStatement select = Sql.prepare(connection, sql, values)) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                write(table, rows);
            }
        } catch (SQLException e) {
            throw new Contributors.Failed(e);
        }
    }

    private void write(String table, ResultSet rows) throws SQLException {
        ResultSetMetaData result = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int column = 1; column <= result.getColumnCount(); column++) {
            columns.add(result.getColumnLabel(column));
            types.add(ToldValues.toldType(table, result, column));
        }
        Told.Table begun = told.begin(table, columns);
        while (rows.next()) {
            List<@Nullable Object> values = new ArrayList<>(types.size());
            for (int column = 1; column <= types.size(); column++) {
                values.add(ToldValues.of(rows, column, types.get(column - 1)));
            }
            begun.add(values);
        }
    }

    @Override
    public Rows rows(String table, String... columns) {
        Told.Table begun = told.begin(table, List.of(columns));
        return values -> {
            if (values.length != columns.length) {
                throw new IllegalArgumentException(
                        table + " has " + columns.length + " columns, and not " + values.length);
            }
            begun.add(ToldValues.checked(Arrays.asList(values)));
        };
    }
}
