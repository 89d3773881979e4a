package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.order.Refunds;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Refunds on plain SQL; those of one order wait for each other. */
@Component(service = Refunds.class)
public final class JdbcRefunds implements Refunds {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int MOST_LINES = 5_000;

    private final Transactions transactions;
    private final Access access;
    private final Orders orders;
    private final OrderWriter writer;

    @Activate
    public JdbcRefunds(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Orders orders,
            @Reference OrderWriter writer) {
        this.transactions = transactions;
        this.access = access;
        this.orders = orders;
        this.writer = writer;
    }

    @Override
    public Recorded record(String number, Optional<String> sellerAccount, Request request) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return transactions.sql(connection -> {
            UUID id = orders.find(number, sellerAccount)
                    .map(Order::id)
                    .orElseThrow(() -> new Problem.NotFound("There is no such order."));
            Locked locked = lock(connection, id);
            Order before = order(connection, id);
            Problem.Invalid.check(checks -> check(request, before.document(), now, checks));
            if (request.amount() > locked.refundable()) {
                throw new Problem.Conflict(
                        "refund-too-large",
                        "At most " + locked.refundable() + " minor units of this order are left to refund.");
            }
            Order.Refund refund = new Order.Refund(
                    Optional.of(Uuid7.next().toString()),
                    request.at().map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(now),
                    request.amount(),
                    Optional.of(request.reason().strip()),
                    request.lines());
            insert(connection, id, refund);
            count(connection, id, locked.customer(), refund.amount());
            Order order = order(connection, id);
            writer.tellRefunded(order, refund);
            return new Recorded(
                    order, refund, locked.refunded() + refund.amount(), locked.refundable() - refund.amount());
        });
    }

    private record Locked(UUID customer, long total, long refunded) {
        long refundable() {
            return Math.max(0, total - refunded);
        }
    }

    private static Locked lock(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select customer_id, total, refunded from customer.orders where id = ? for no key update")) {
            select.setObject(1, id);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem.NotFound("There is no such order.");
                }
                return new Locked(rows.getObject(1, UUID.class), rows.getLong(2), rows.getLong(3));
            }
        }
    }

    private static Order order(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(StoredOrders.COLUMNS + "where o.id = ?")) {
            select.setObject(1, id);
            return StoredOrders.read(connection, select).get(0);
        }
    }

    private static void check(Request request, Order.Document order, Instant now, Checks checks) {
        checks.that(request.amount() >= 1, "/amount", "range", "A refund is at least 1 minor unit.");
        String reason = request.reason();
        checks.that(reason != null && !reason.isBlank(), "/reason", "required", "A refund has a reason.");
        checks.that(
                reason == null || reason.length() <= 500, "/reason", "too-long", "This has at most 500 characters.");
        request.at().ifPresent(at -> {
            checks.that(!at.isAfter(now.plus(CLOCKS_DIFFER)), "/at", "range", "This is in the future.");
            checks.that(
                    !at.isBefore(order.placedAt().truncatedTo(ChronoUnit.SECONDS)),
                    "/at",
                    "range",
                    "This is before the order was placed.");
        });
        checks.that(
                request.lines().size() <= MOST_LINES,
                "/lines",
                "too-many",
                "There are at most " + MOST_LINES + " of these.");
        Map<String, Long> left = new HashMap<>();
        order.lines().forEach(line -> left.merge(line.sku(), line.quantity(), Long::sum));
        for (int i = 0; i < Math.min(request.lines().size(), MOST_LINES); i++) {
            Order.ReturnedLine line = request.lines().get(i);
            String pointer = "/lines/" + i;
            if (line == null) {
                checks.that(false, pointer, "required", "This is required.");
                continue;
            }
            Long ordered = left.get(line.sku());
            checks.that(ordered != null, pointer + "/sku", "not-found", "The order has no such line.");
            checks.that(
                    line.quantity() >= 1 && (ordered == null || line.quantity() <= ordered),
                    pointer + "/quantity",
                    "range",
                    "A quantity is 1 to what was ordered.");
            if (ordered != null) {
                left.put(line.sku(), ordered - Math.max(0, line.quantity()));
            }
        }
    }

    private void insert(Connection connection, UUID order, Order.Refund refund) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.refund (id, order_id, at, amount, reason, lines, recorded_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, UUID.fromString(refund.id().orElseThrow()));
            insert.setObject(2, order);
            insert.setObject(3, refund.at().atOffset(ZoneOffset.UTC));
            insert.setLong(4, refund.amount());
            insert.setString(5, refund.reason().orElse(null));
            insert.setString(
                    6,
                    Json.mapper()
                            .<com.fasterxml.jackson.databind.JsonNode>valueToTree(refund.lines())
                            .toString());
            insert.setString(7, access.caller().id());
            insert.executeUpdate();
        }
    }

    private static void count(Connection connection, UUID order, UUID customer, long amount) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "update customer.orders set refunded = refunded + ?, version = version + 1 where id = ?");
                PreparedStatement lock =
                        connection.prepareStatement("select from customer.customer where id = ? for no key update")) {
            update.setLong(1, amount);
            update.setObject(2, order);
            update.executeUpdate();
            lock.setObject(1, customer);
            lock.execute();
        }
        OrderBatch.refreshSummaries(connection, List.of(customer));
    }
}
