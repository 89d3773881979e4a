package org.clientele.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The indexes that no constraint needs: making them once over all rows is quicker than adding to them row by row. */
record SecondaryIndexes(List<String> definitions) {
    private static final String FOUND = """
            select n.nspname || '.' || i.relname, pg_get_indexdef(i.oid)
            from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
            join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = 'customer'
                and t.relname in ('customer', 'customer_summary', 'orders', 'address', 'external_id')
                and not exists (select from pg_constraint c where c.conindid = i.oid)""";

    static SecondaryIndexes dropped(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(FOUND)) {
                while (row.next()) {
                    names.add(row.getString(1));
                    definitions.add(row.getString(2));
                }
            }
            for (String name : names) {
                statement.execute("drop index " + name);
            }
        }
        return new SecondaryIndexes(definitions);
    }

    void create(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '1GB'");
            statement.execute("set max_parallel_maintenance_workers = 2");
            statement.execute("set min_parallel_table_scan_size = '1MB'");
            for (String definition : definitions) {
                statement.execute(definition);
            }
        }
    }
}
