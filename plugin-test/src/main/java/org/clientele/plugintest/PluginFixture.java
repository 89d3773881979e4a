package org.clientele.plugintest;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.customer.Customers;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's schema in a real, empty PostgreSQL and its resources over real HTTP, without a container: make the components yourself,
 * with what is given here for what they refer to.
 *
 * <pre>{@code
 * private static final PluginFixture PLUGIN = PluginFixture.of("loyalty");
 * private static final RestFixture REST = PLUGIN.serve(new PointsResource(PLUGIN.transactions(), PLUGIN.customers()));
 * }</pre>
 *
 * Close it after the tests. How the parts play together (features, filters, segments, merges with their undo) is not its business:
 * install the plugin in a running Clientele for that. Thread-safe.
 */
public final class PluginFixture implements AutoCloseable {
    private final String word;
    private final DatabaseFixture database;
    private final Transactions transactions;
    private final KnownCustomers customers = new KnownCustomers();

    private PluginFixture(String word, ClassLoader migrations, Class<?>... entities) {
        this.word = word;
        database = DatabaseFixture.create();
        transactions = database.open(word, migrations, entities);
    }

    /**
     * Runs the migrations {@code db/<word>} of the class path.
     *
     * @param entities the plugin's {@code @Entity} classes, if there are any
     */
    public static PluginFixture of(String word, Class<?>... entities) {
        return new PluginFixture(word, Thread.currentThread().getContextClassLoader(), entities);
    }

    /** The service with {@code schema=<word>}. */
    public Transactions transactions() {
        return transactions;
    }

    /** Who calls: over HTTP whoever holds the key, within {@link #as} whom you name. */
    public Access access() {
        return RestFixture.ACCESS;
    }

    /** Makes up a customer. */
    public Customer customer() {
        return customers.add();
    }

    /** The service: it finds who was made up, by id; whatever else is asked of it throws {@link UnsupportedOperationException}. */
    public Customers customers() {
        return customers.service();
    }

    /** Resources at {@code /api/admin/v1}, each with the key {@link RestFixture#TOKEN} that may everything. Close what you get. */
    public RestFixture serve(Object... resources) {
        return RestFixture.with(resources).start();
    }

    /** Does something as this caller. */
    public void as(Caller caller, Runnable work) {
        access().call(caller, () -> {
            work.run();
            return true;
        });
    }

    /** What a list would show for a customer; empty for null. The attribute's SQL is run as the core does, on your table. */
    public Optional<Object> value(Attribute attribute, UUID customer) {
        Attribute.Source source = attribute.source();
        String own =
                source.callerColumn().map(column -> " and a." + column + " = ?").orElse("");
        String sql = "select " + source.expression().replace("{}", "a") + ", "
                + source.sortExpression().orElse("0").replace("{}", "a") + " from (values (?::uuid)) c (id) left join "
                + source.schema() + "." + source.table() + " a on a." + source.customerColumn() + " = c.id" + own;
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, customer);
                if (!own.isEmpty()) {
                    select.setString(2, access().caller().id());
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Optional<Object> value = Optional.ofNullable(row.getObject(1));
                    if (row.getObject(2) == null) {
                        throw new AssertionError(attribute.name() + " has a sort expression that is null");
                    }
                    if (row.next()) {
                        throw new AssertionError(attribute.name() + " has more than one row for a customer");
                    }
                    return value;
                }
            }
        });
    }

    /** Erases a customer, in a transaction as the core does. */
    public void erase(CustomerData data, UUID customer) {
        transactions.sql(connection -> {
            data.erase(customer);
            return true;
        });
    }

    /** Purges a customer. */
    public void purge(CustomerData data, UUID customer) {
        transactions.sql(connection -> {
            data.purge(customer);
            return true;
        });
    }

    /** Makes one customer part of another, for good: the ledger writes nothing down. */
    public void merge(CustomerData data, UUID from, UUID into) {
        transactions.sql(connection -> {
            data.merge(new PlainLedger(connection, from, into));
            return true;
        });
    }

    /**
     * What is told of a customer, by the names of its tables, in a transaction that only reads.
     *
     * @param data all that the plugin registers
     * @throws AssertionError if a table of the schema that knows customers is told by none of them
     */
    public Map<String, List<Map<String, @Nullable Object>>> export(UUID customer, CustomerData... data) {
        return transactions.sql(connection -> {
            Sql.update(connection, "set transaction isolation level repeatable read, read only");
            PlainExport export = new PlainExport(connection, customer);
            for (CustomerData kept : data) {
                kept.export(export);
            }
            List<String> untold = Sql.list(connection, """
                    select distinct table_schema || '.' || table_name from information_schema.columns
                    join information_schema.tables using (table_schema, table_name)
                    where table_schema = ? and table_type = 'BASE TABLE' and udt_name = 'uuid'
                        and column_name in ('customer_id', 'customer') order by 1""", row -> row.getString(1), word);
            untold.removeAll(export.tables().keySet());
            if (!untold.isEmpty()) {
                throw new AssertionError("Nobody tells what these tables keep of a customer: " + untold);
            }
            return export.tables();
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
