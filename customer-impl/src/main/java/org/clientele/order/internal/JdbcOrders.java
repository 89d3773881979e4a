package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
    private static final String COLUMNS =
            "select o.id, o.customer_id, o.document, o.imported_at, o.version from customer.orders o ";

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
        for (int attempt = 1; ; attempt++) {
            try {
                return told(writer.write(List.of(document)).results().get(0));
            } catch (Problem.Conflict lost) {
                // Somebody else told of the same order, or made the same guest, at this very moment.
                if (attempt == ATTEMPTS) {
                    throw lost;
                }
            }
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
            try (PreparedStatement select = connection.prepareStatement(COLUMNS
                    + "where o.number = ? and (?::text is null or o.seller_account = ?)"
                    + " and (?::text[] is null or o.seller_account = any (?)) order by o.seller_account limit 2")) {
                select.setString(1, number);
                select.setString(2, sellerAccount.orElse(null));
                select.setString(3, sellerAccount.orElse(null));
                java.sql.@Nullable Array visible = visible(connection);
                select.setArray(4, visible);
                select.setArray(5, visible);
                return orders(select);
            }
        });
        if (found.size() > 1) {
            throw Problem.Invalid.at(
                    "?sellerAccount", "required", "Several seller accounts have an order of this number.");
        }
        return found.stream().findFirst();
    }

    @Override
    public Page<Order> ofCustomer(UUID customer, Optional<Order.Status> status, Page.Request page) {
        return transactions.read(connection -> {
            requireVisible(connection, customer);
            String where = "where o.customer_id = ? and (?::text is null or o.status = ?)"
                    + " and (?::text[] is null or o.seller_account = any (?))";
            long total;
            try (PreparedStatement count =
                    connection.prepareStatement("select count(*) from customer.orders o " + where)) {
                bind(connection, count, customer, status);
                try (ResultSet rows = count.executeQuery()) {
                    rows.next();
                    total = rows.getLong(1);
                }
            }
            try (PreparedStatement select = connection.prepareStatement(
                    COLUMNS + where + " order by o.placed_at desc, o.id desc limit ? offset ?")) {
                bind(connection, select, customer, status);
                select.setInt(6, page.size());
                select.setLong(7, (long) (page.number() - 1) * page.size());
                return new Page<>(orders(select), new Page.Total(total, true), Optional.empty(), Optional.empty());
            }
        });
    }

    private void bind(Connection connection, PreparedStatement select, UUID customer, Optional<Order.Status> status)
            throws SQLException {
        select.setObject(1, customer);
        select.setString(2, status.map(OrderStatus::name).orElse(null));
        select.setString(3, status.map(OrderStatus::name).orElse(null));
        java.sql.@Nullable Array visible = visible(connection);
        select.setArray(4, visible);
        select.setArray(5, visible);
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

    private static List<Order> orders(PreparedStatement select) throws SQLException {
        List<Order> orders = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                orders.add(new Order(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, UUID.class),
                        PricedOrder.read(rows.getString(3)),
                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                        rows.getLong(5)));
            }
        }
        return orders;
    }

    @Override
    public Operation rebuildSummaries() {
        access.require("orders:import");
        return operations.start(SummaryRebuild.KIND, Map.of());
    }
}
