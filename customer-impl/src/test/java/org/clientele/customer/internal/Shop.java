package org.clientele.customer.internal;

import java.sql.Statement;
import org.clientele.access.Access;
import org.clientele.access.internal.BoundAccess;
import org.clientele.attribute.Attributes;
import org.clientele.attribute.internal.RegisteredAttributes;
import org.clientele.customer.Addresses;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.JdbcCustomerSearch;

/** The services of customers on an empty database, wired by hand. */
public final class Shop implements AutoCloseable {
    private final DatabaseFixture database = DatabaseFixture.create();
    private final Transactions transactions = database.open("customer", CustomerEntity.class, AddressEntity.class);
    private final Access access = new BoundAccess();
    private final RegisteredAttributes attributes = new RegisteredAttributes(access);
    private final JdbcCustomerSearch search;
    private final JpaCustomers customers = new JpaCustomers(transactions, access);
    private final JpaAddresses addresses = new JpaAddresses(transactions, access);

    private Shop() {
        attributes.provide(new CoreAttributes());
        search = searchCountingTo(10_000);
    }

    public static Shop open() {
        return new Shop();
    }

    public Transactions transactions() {
        return transactions;
    }

    public Access access() {
        return access;
    }

    public Attributes attributes() {
        return attributes;
    }

    public JdbcCustomerSearch search() {
        return search;
    }

    public JpaCustomers customers() {
        return customers;
    }

    public Addresses addresses() {
        return addresses;
    }

    public JdbcCustomerSearch searchCountingTo(int limit) {
        return JdbcCustomerSearch.counting(transactions, access, attributes, limit);
    }

    public void sql(String... statements) {
        transactions.<Boolean>sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
