package org.clientele.account.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.merge.internal.Contributors;
import org.clientele.merge.internal.JdbcMergeLedger;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What guests had becomes the account's whose owner has proven their e-mail address: orders, addresses, external ids, tags, and
 * what other bundles keep. Only within the seller accounts that the account belongs to; one that belongs to none is everywhere.
 * A guest who has something elsewhere stays there.
 */
@Component(service = Guests.class)
public final class Guests {
    private static final String ORDERS = """
            update customer.orders set customer_id = ?, version = version + 1
            where customer_id = any (?) and (seller_account = any (?) or cardinality(?) = 0)""";

    private final Transactions transactions;
    private final JpaCustomers customers;
    private final AccountNews news;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<CustomerData> data = List.of();

    @Activate
    public Guests(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference JpaCustomers customers,
            @Reference AccountNews news) {
        this.transactions = transactions;
        this.customers = customers;
        this.news = news;
    }

    /** Call it as the system. */
    void attach(UUID account, String email) {
        transactions.<Boolean>sql(connection -> {
            String[] sellers = sellerAccounts(connection, account);
            if (!find(connection, account, email, sellers).isEmpty()) {
                lock(connection, account, email);
                List<UUID> guests = find(connection, account, email, sellers);
                attach(connection, account, sellers, guests);
            }
            return true;
        });
    }

    private void attach(Connection connection, UUID account, String[] sellers, List<UUID> guests) throws SQLException {
        Object[] ids = guests.toArray();
        update(connection, ORDERS, account, ids, sellers, sellers);
        List<UUID> emptied = emptied(connection, ids, sellers);
        for (UUID guest : emptied) {
            Customer gone = customers.find(guest).orElseThrow(JpaCustomers::notFound);
            Customer customer = takeOver(connection, account, gone);
            Contributors.each(data, "merge-refused", "could not take over what a guest had", contributor -> {
                contributor.merge(JdbcMergeLedger.unrecorded(connection, guest, account));
                contributor.purge(guest);
            });
            update(connection, "delete from customer.customer where id = ?", guest);
            news.tell(
                    "account.attached",
                    account,
                    Map.of("guest", guest),
                    listener -> listener.attached(guest, customer));
        }
        update(
                connection,
                "delete from customer.customer_summary where customer_id = any (?) and seller_account = any (?)",
                ids,
                sellers);
        guests.removeAll(emptied);
        guests.add(account);
        try (PreparedStatement refresh = connection.prepareStatement("select customer.refresh_summaries(?)")) {
            refresh.setArray(1, connection.createArrayOf("uuid", guests.toArray()));
            refresh.execute();
        }
    }

    private Customer takeOver(Connection connection, UUID account, Customer guest) throws SQLException {
        update(connection, "update customer.address set customer_id = ? where customer_id = ?", account, guest.id());
        update(
                connection,
                "update customer.external_id set customer_id = ? where customer_id = ?",
                account,
                guest.id());
        List<ExternalId> externalIds = guest.externalIds();
        Optional<UUID> address = guest.defaultShippingAddressId().or(guest::defaultBillingAddressId);
        return customers.adopt(account, externalIds, new HashSet<>(guest.tags()), address);
    }

    private static String[] sellerAccounts(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select seller_account from customer.customer_summary where customer_id = ? and seller_account <> '*'")) {
            statement.setObject(1, customer);
            try (ResultSet row = statement.executeQuery()) {
                Set<String> found = new HashSet<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found.toArray(String[]::new);
            }
        }
    }

    private static List<UUID> find(Connection connection, UUID account, String email, String[] sellers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select id from customer.customer c
                where email = ? and not account and id <> ?
                    and (cardinality(?) = 0 or exists (
                        select from customer.customer_summary s
                        where s.customer_id = c.id and s.seller_account = any (?)))
                order by id""")) {
            statement.setString(1, email);
            statement.setObject(2, account);
            statement.setArray(3, connection.createArrayOf("text", sellers));
            statement.setArray(4, connection.createArrayOf("text", sellers));
            return ids(statement);
        }
    }

    /** Whoever writes orders or addresses of one of them waits. */
    private static void lock(Connection connection, UUID account, String email) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select id from customer.customer where id = ? or (email = ? and not account)
                order by id for update""")) {
            statement.setObject(1, account);
            statement.setString(2, email);
            statement.execute();
        }
    }

    /** Those guests who have nothing elsewhere. */
    private static List<UUID> emptied(Connection connection, Object[] guests, String[] sellers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select id from customer.customer c
                where id = any (?) and (cardinality(?) = 0 or not exists (
                    select from customer.customer_summary s
                    where s.customer_id = c.id and s.seller_account <> '*' and s.seller_account <> all (?)))
                order by id""")) {
            statement.setArray(1, connection.createArrayOf("uuid", guests));
            statement.setArray(2, connection.createArrayOf("text", sellers));
            statement.setArray(3, connection.createArrayOf("text", sellers));
            return ids(statement);
        }
    }

    private static List<UUID> ids(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<UUID> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getObject(1, UUID.class));
            }
            return found;
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Object[] many) {
                    String type = many instanceof String[] ? "text" : "uuid";
                    statement.setArray(i + 1, connection.createArrayOf(type, many));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            statement.executeUpdate();
        }
    }
}
