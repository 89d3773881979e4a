package org.clientele.merge.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.rest.Json;

/**
 * A customer as the database has it.
 *
 * @param row the columns of {@code customer}, as JSON
 * @param sellerAccounts those it belongs to
 */
record Person(UUID id, ObjectNode row, List<String> sellerAccounts) {
    String text(String column) {
        return row.path(column).asText("");
    }

    boolean is(String column) {
        return row.path(column).asBoolean();
    }

    boolean has(String column) {
        return row.hasNonNull(column);
    }

    /** In the order of ids, which is the order of locks. */
    static Map<UUID, Person> read(Connection connection, Collection<UUID> ids, boolean locking) throws SQLException {
        if (locking) {
            try (PreparedStatement lock = connection.prepareStatement(
                    "select from customer.customer where id = any (?) order by id for update")) {
                lock.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                lock.execute();
            }
        }
        Map<UUID, Person> persons = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select c.id, to_jsonb(c) - '{search_text,first_name_sort,last_name_sort}'::text[],
                    array(select s.seller_account from customer.customer_summary s
                        where s.customer_id = c.id and s.seller_account <> '*' order by 1)
                from customer.customer c where c.id = any (?)""")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    persons.put(id, new Person(id, parse(rows.getString(2)), List.of((String[])
                            rows.getArray(3).getArray())));
                }
            }
        }
        return persons;
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
