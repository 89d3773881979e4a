package org.clientele.customer.internal;

import java.sql.Statement;
import org.clientele.access.Access;
import org.clientele.account.internal.AccountKit;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.Attributes;
import org.clientele.attribute.internal.RegisteredAttributes;
import org.clientele.customer.Addresses;
import org.clientele.customer.CustomerData;
import org.clientele.customer.CustomerListener;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;
import org.clientele.search.internal.JdbcCustomerSearch;

/** The services of customers on an empty database, wired by hand. */
public final class Shop implements AutoCloseable {
    private final DatabaseFixture database = DatabaseFixture.create();
    private final Transactions transactions = database.open("customer", CustomerEntity.class, AddressEntity.class);
    private final Access access = RestFixture.ACCESS;
    private final RegisteredAttributes attributes = new RegisteredAttributes(access);
    private final JdbcCustomerSearch search;
    private final JpaCustomers customers = new JpaCustomers(transactions, access);
    private final JpaAddresses addresses = new JpaAddresses(transactions, access);
    private CustomerListener heard = new CustomerListener() {};

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

    /** Opens the schema of another bundle beside it. */
    public Transactions open(String schema) {
        return database.open(schema);
    }

    /** Makes data of a bundle part of what is erased. */
    public void keep(CustomerData data) {
        customers.addData(data);
    }

    /** Instead of whoever listened before. */
    public void listen(CustomerListener listener) {
        customers.removeListener(heard);
        heard = listener;
        customers.addListener(listener);
    }

    public void forget(CustomerData data) {
        customers.removeData(data);
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

    /** Tells nobody. */
    public CustomerNews news() {
        return new CustomerNews(transactions, access);
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Publishes attributes, or those that changed. */
    public void provide(AttributeProvider provider) {
        attributes.provide(provider);
    }

    public void withdraw(AttributeProvider provider) {
        attributes.withdraw(provider);
    }

    /** {@code /customers}, for tests in other packages. */
    public CustomersResource customersResource() {
        return new CustomersResource(customers, AccountKit.of(this).accounts(), search);
    }

    /** {@code /customers/{id}}. */
    public CustomerResource customerResource() {
        return new CustomerResource(customers, search);
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
