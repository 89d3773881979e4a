package org.clientele.notification.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Identity;

/**
 * Where somebody holds a scope.
 *
 * @param sellerAccounts empty for everywhere
 */
record Sight(String scope, Optional<Set<String>> sellerAccounts) {
    /** Empty if it is held nowhere. */
    static Optional<Sight> of(Identity identity, String scope) {
        return identity.caller(scope, Optional.empty()).map(caller -> new Sight(scope, caller.sellerAccounts()));
    }

    /** Whether something is in sight that is about a customer or in some seller accounts. */
    boolean covers(Connection connection, Optional<UUID> customer, Set<String> accounts) throws SQLException {
        if (customer.isPresent() && !exists(connection, customer.get(), accounts)) {
            return false;
        }
        return customer.isPresent()
                || accounts.isEmpty()
                || sellerAccounts.isEmpty()
                || accounts.stream().anyMatch(sellerAccounts.get()::contains);
    }

    private boolean exists(Connection connection, UUID customer, Set<String> accounts) throws SQLException {
        String sql = "select from customer.customer_summary where customer_id = ?"
                + (sellerAccounts.isPresent() ? " and seller_account = any (?)" : "")
                + (accounts.isEmpty() ? "" : " and seller_account = any (?)") + " limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int column = 1;
            select.setObject(column++, customer);
            if (sellerAccounts.isPresent()) {
                select.setArray(
                        column++,
                        connection.createArrayOf("text", sellerAccounts.get().toArray()));
            }
            if (!accounts.isEmpty()) {
                select.setArray(column, connection.createArrayOf("text", accounts.toArray()));
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** SQL for the rows {@code n} that are in one of the sights, and its values, texts or arrays of them. */
    record Condition(String sql, List<Object> values) {
        static Condition of(List<Sight> sights) {
            List<String> alternatives = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (Sight sight : sights) {
                values.add(sight.scope());
                if (sight.sellerAccounts().isEmpty()) {
                    alternatives.add("n.scope = ?");
                } else {
                    String[] accounts = sight.sellerAccounts().get().toArray(String[]::new);
                    values.add(accounts);
                    values.add(accounts);
                    alternatives.add(
                            "n.scope = ? and (n.seller_accounts && ? or n.seller_accounts = '{}' and (n.customer_id is null"
                                    + " or exists (select from customer.customer_summary s"
                                    + " where s.customer_id = n.customer_id and s.seller_account = any (?))))");
                }
            }
            return new Condition(
                    alternatives.isEmpty() ? "false" : "(" + String.join(" or ", alternatives) + ")", values);
        }

        int bind(PreparedStatement statement, int first) throws SQLException {
            int column = first;
            for (Object value : values) {
                if (value instanceof String[] texts) {
                    statement.setArray(column++, statement.getConnection().createArrayOf("text", texts));
                } else {
                    statement.setObject(column++, value);
                }
            }
            return column;
        }
    }
}
