package org.clientele.subject.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.clientele.persistence.Sql;

/** Tables that know customers and that nobody tells: their bundle is not there, or does not think of it. */
final class Untold {
    /** What nobody has to tell, and why. */
    static final Map<String, String> EXEMPT = Map.of(
            "customer.bulk_item", "who was part of work on many customers; what came of it is in customer.event",
            "customer.match_key", "hashes of what is told, by which candidates for duplicates are found",
            "customer.match_touched", "ids that wait some seconds for the search of duplicates",
            "customer.segment_touched", "ids that wait some seconds for their segments",
            "customer.webhook_delivery", "copies of customer.event on their way to other systems");

    private Untold() {}

    static List<String> of(Connection connection, Told told) throws SQLException {
        List<String> known = Sql.list(connection, """
                select distinct table_schema || '.' || table_name from information_schema.columns
                join information_schema.tables using (table_schema, table_name)
                where table_type = 'BASE TABLE' and udt_name = 'uuid' and column_name in ('customer_id', 'customer')
                order by 1""", row -> row.getString(1));
        return known.stream()
                .filter(table -> told.columns(table).isEmpty() && !EXEMPT.containsKey(table))
                .toList();
    }
}
