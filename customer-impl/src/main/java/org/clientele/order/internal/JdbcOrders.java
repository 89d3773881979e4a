package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Orders on plain SQL. */
@Component(service = Orders.class)
public final class JdbcOrders implements Orders {
    private static final int ATTEMPTS = 3;

    private final Transactions transactions;
    private final Access access;
    private final OrderWriter writer;
    private final Operations operations;

    @Activate
    public JdbcOrders(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference OrderWriter writer,
            @Reference Operations operations) {
        this.transactions = transactions;
        this.access = access;
        this.writer = writer;
        this.operations = operations;
    }

    @Override
    public Told put(Order.Document document) {
        // What was refused within a transaction of somebody else has doomed it.
        int attempts = transactions.isRunning() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            try {
                return told(transactions.sql(connection -> {
                    lock(connection, document);
                    return writer.write(List.of(document)).results().get(0);
                }));
            } catch (Problem.Conflict lost) {
                // An import told of the same order, or its customer was merged away, at this very moment.
                if (attempt == attempts) {
                    throw lost;
                }
            }
        }
    }

    /** Of an order that is new there is no row to lock yet. */
    private static void lock(Connection connection, Order.Document document) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended('customer.order ' || ?, 0))")) {
            lock.setString(1, document.sellerAccount() + ' ' + document.number());
            lock.execute();
        }
    }

    private static Told told(OrderWriter.Result result) {
        if (result.order().isPresent() && result.outcome().isPresent()) {
            return new Told(result.order().get(), result.outcome().get());
        }
        throw new Problem.Invalid("validation", result.violations().get(0).detail(), result.violations());
    }

    @Override
    public Optional<Order> find(String number, Optional<String> sellerAccount) {
        List<Order> found = transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(StoredOrders.COLUMNS
                    + "where o.number = ? and (?::text is null or o.seller_account = ?)"
                    + " and (?::text[] is null or o.seller_account = any (?)) order by o.seller_account limit 2")) {
                select.setString(1, number);
                select.setString(2, sellerAccount.orElse(null));
                select.setString(3, sellerAccount.orElse(null));
                java.sql.@Nullable Array visible = visible(connection);
                select.setArray(4, visible);
                select.setArray(5, visible);
                return StoredOrders.read(connection, select);
            }
        });
        if (found.size() > 1) {
            throw Problem.Invalid.at(
                    "?sellerAccount", "required", "Several seller accounts have an order of this number.");
        }
        return found.stream().findFirst();
    }

    @Override
    public History ofCustomer(UUID customer, Filter filter, Sort sort, Page.Request page) {
        return transactions.read(connection -> {
            requireVisible(connection, customer);
            return new HistoryQuery(connection, access.caller().sellerAccounts(), customer, filter).read(sort, page);
        });
    }

    private void requireVisible(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select from customer.customer_summary where customer_id = ?"
                        + " and seller_account = any (coalesce(?::text[], array['*'])) limit 1")) {
            select.setObject(1, customer);
            select.setArray(2, visible(connection));
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem.NotFound("There is no such customer.");
                }
            }
        }
    }

    private java.sql.@Nullable Array visible(Connection connection) throws SQLException {
        var sellerAccounts = access.caller().sellerAccounts();
        return sellerAccounts.isEmpty()
                ? null
                : connection.createArrayOf("text", sellerAccounts.get().toArray());
    }

    @Override
    public Operation rebuildSummaries() {
        access.require("orders:import");
        return operations.start(SummaryRebuild.KIND, Map.of());
    }
}
