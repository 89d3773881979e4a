package org.clientele.customer.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.UUID;
import org.clientele.customer.ExternalId;

/** What belongs to a customer beside its own row. */
public final class CustomerRecords {
    private CustomerRecords() {}

    static String nextReference(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select 'C-' || to_char(nextval('customer.reference_number'), 'FM9999000000')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Makes the customer one of these seller accounts too. */
    public static void join(Connection connection, UUID customer, Collection<String> sellerAccounts)
            throws SQLException {
        if (sellerAccounts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                with joined as (
                    insert into customer.customer_summary
                        (customer_id, seller_account, account, active, created_at, newsletter, country, seller_accounts)
                    select c.id, a, c.account, c.status = 'active', c.created_at, c.newsletter, c.country, array[a]
                    from customer.customer c, unnest(?) a where c.id = ?
                    on conflict do nothing returning seller_account
                )
                update customer.customer_summary
                set seller_accounts = array(select unnest(seller_accounts) union select seller_account from joined order by 1)
                where customer_id = ? and seller_account = '*'""")) {
            statement.setArray(1, connection.createArrayOf("text", sellerAccounts.toArray()));
            statement.setObject(2, customer);
            statement.setObject(3, customer);
            statement.executeUpdate();
        }
    }

    static void link(Connection connection, UUID customer, Collection<ExternalId> externalIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into customer.external_id (system, id, customer_id) values (?, ?, ?)")) {
            for (ExternalId externalId : externalIds) {
                statement.setString(1, externalId.system());
                statement.setString(2, externalId.id());
                statement.setObject(3, customer);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Takes over where the customer lives from the addresses. */
    static void locate(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select customer.refresh_location(array[?])")) {
            statement.setObject(1, customer);
            statement.execute();
        }
    }
}
