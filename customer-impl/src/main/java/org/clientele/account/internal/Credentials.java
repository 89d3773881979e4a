package org.clientele.account.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.persistence.Transactions;

/** Which account belongs to an e-mail address, and its password, in {@code account_credential}. */
final class Credentials {
    private final Transactions transactions;

    Credentials(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An account as a login needs it. */
    record Known(UUID customer, boolean active, boolean verified, Optional<String> password) {}

    /** @param sellerAccounts those that the account must belong to one of; empty for any */
    Optional<Known> find(String email, Optional<Set<String>> sellerAccounts) {
        String scope = sellerAccounts.isPresent()
                ? " and exists (select from customer.customer_summary s"
                        + " where s.customer_id = c.id and s.seller_account = any (?))"
                : "";
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                            select c.id, c.status = 'active', c.verification = 'verified', p.password
                            from customer.customer c
                            left join customer.account_credential p on p.customer_id = c.id
                            where c.account and c.email = ?""" + scope)) {
                statement.setString(1, email);
                if (sellerAccounts.isPresent()) {
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "text", sellerAccounts.get().toArray()));
                }
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(known(row)) : Optional.empty();
                }
            }
        });
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                row.getObject(1, UUID.class),
                row.getBoolean(2),
                row.getBoolean(3),
                Optional.ofNullable(row.getString(4)));
    }

    /** The e-mail address of an account. */
    record Address(String email, boolean verified) {}

    Optional<Address> address(UUID customer) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select email, verification = 'verified' from customer.customer where id = ? and account")) {
                statement.setObject(1, customer);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Address(row.getString(1), row.getBoolean(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Takes note of a login; false if the account may not log in any more. It locks the customer. */
    boolean loggedIn(UUID customer) {
        int found = transactions.sql(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("update customer.customer set last_login_at = now()"
                            + " where id = ? and account and status = 'active'")) {
                statement.setObject(1, customer);
                return statement.executeUpdate();
            }
        });
        return found > 0;
    }

    /** Logins that are under way wait for the running transaction, and see then what was changed. */
    void lock(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select 1 from customer.customer where id = ? for no key update")) {
                statement.setObject(1, customer);
                return statement.execute();
            }
        });
    }

    /** The hash of a customer's password, if there is one. */
    Optional<String> password(UUID customer) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select password from customer.account_credential where customer_id = ?")) {
                statement.setObject(1, customer);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    void set(UUID customer, String hash) {
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into customer.account_credential (customer_id, password) values (?, ?)
                    on conflict (customer_id) do update set password = excluded.password, changed_at = now()""")) {
                statement.setObject(1, customer);
                statement.setString(2, hash);
                return statement.executeUpdate();
            }
        });
    }

    void drop(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from customer.account_credential where customer_id = ?")) {
                statement.setObject(1, customer);
                return statement.executeUpdate();
            }
        });
    }

    /** Whoever else is about to make an account with this address waits until the running transaction ends. */
    void reserve(String email) {
        transactions.sql(connection -> lock(connection, "account:" + email));
    }

    private static boolean lock(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, key);
            return statement.execute();
        }
    }
}
