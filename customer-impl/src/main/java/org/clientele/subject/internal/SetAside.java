package org.clientele.subject.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.clientele.persistence.Sql;

/**
 * The rows that merges keep for their undo. Of each only those columns are told that its own table tells, so that no secret comes out
 * this way: whoever keeps a table knows what is none.
 */
final class SetAside {
    private static final String TABLE = "customer.merge_entry";
    private static final int ROWS_AT_ONCE = 100;

    private SetAside() {}

    static void tell(Connection connection, UUID customer, Told told) throws SQLException {
        Told.Table table = told.begin(TABLE, List.of("merge_id", "table", "row"));
        try (PreparedStatement select = Sql.prepare(connection, """
                select e.merge_id, e.name, r.row from customer.merge_entry e, jsonb_array_elements(e.content) r (row)
                where e.kind = 'aside' and e.from_id in (select customer.merged_into(?)) order by e.position""", customer)) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(2);
                    ObjectNode row = (ObjectNode) ToldValues.json(rows.getString(3));
                    table.add(Arrays.asList(rows.getObject(1, UUID.class), name, row.retain(told.columns(name))));
                }
            }
        }
    }
}
