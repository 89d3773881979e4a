package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.order.Order;

/** Reads rows of orders, with the refunds that were recorded here. */
final class StoredOrders {
    static final String COLUMNS =
            "select o.id, o.customer_id, o.document, o.imported_at, o.version from customer.orders o ";

    private static final int ROWS_AT_ONCE = 50;

    private StoredOrders() {}

    /** Who bought, as it was told. */
    static Map<UUID, Order.Buyer> buyers(Connection connection, List<UUID> orders) throws SQLException {
        Map<UUID, Order.Buyer> buyers = new HashMap<>();
        if (orders.isEmpty()) {
            return buyers;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id, document from customer.orders where id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    buyers.put(rows.getObject(1, UUID.class), PricedOrder.buyer(rows.getString(2)));
                }
            }
        }
        return buyers;
    }

    /** @param select the {@link #COLUMNS} */
    static List<Order> read(Connection connection, PreparedStatement select) throws SQLException {
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
        RecordedRefunds recorded =
                RecordedRefunds.of(connection, orders.stream().map(Order::id).toList());
        return orders.stream().map(recorded::complete).toList();
    }
}
