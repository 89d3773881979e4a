package org.clientele.group.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.clientele.Problem;

/** Keeps groups there while customers join them: the names in a customer's row have no foreign key. */
public final class KnownGroups {
    private KnownGroups() {}

    /**
     * Holds the groups until the transaction ends.
     *
     * @param pointer where the caller named them
     * @throws Problem.Invalid if one of them does not exist
     */
    public static void require(Connection connection, Collection<String> codes, String pointer) throws SQLException {
        Set<String> missing = new TreeSet<>(codes);
        missing.removeAll(hold(connection, codes));
        if (!missing.isEmpty()) {
            throw Problem.Invalid.at(
                    pointer, "group", "There is no group " + missing.iterator().next() + ".");
        }
    }

    /** Makes those that do not exist, and holds all of them until the transaction ends. */
    public static void ensure(Connection connection, Collection<String> codes) throws SQLException {
        List<String> sorted = List.copyOf(new TreeSet<>(codes));
        Set<String> missing = new TreeSet<>(sorted);
        missing.removeAll(hold(connection, sorted));
        if (!missing.isEmpty()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into customer.customer_group (code, name, kind)"
                            + " select code, code, 'other' from unnest(?) code on conflict do nothing")) {
                insert.setArray(1, connection.createArrayOf("text", missing.toArray()));
                insert.executeUpdate();
            }
            hold(connection, missing);
        }
    }

    private static Set<String> hold(Connection connection, Collection<String> codes) throws SQLException {
        Set<String> found = new HashSet<>();
        if (codes.isEmpty()) {
            return found;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select code from customer.customer_group where code = any (?) order by code for key share")) {
            select.setArray(1, connection.createArrayOf("text", codes.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
