package org.clientele.order.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.order.Orders.Filter;
import org.clientele.order.Orders.Sort;
import org.clientele.order.Orders.Summary;

/** Statements over the orders of one customer. */
final class HistoryQuery {
    private static final String WHERE = """
            where o.customer_id = ? and o.status = any (?)
                and o.placed_at >= coalesce(?::timestamptz, '-infinity') and o.placed_at < coalesce(?::timestamptz, 'infinity')
                and o.seller_account = any (coalesce(?::text[], array[o.seller_account]))
                and o.seller_account = coalesce(?::text, o.seller_account)
            """;

    private final Connection connection;
    private final Optional<Set<String>> visible;
    private final UUID customer;
    private final Filter filter;

    /** @param visible the seller accounts of the caller, if not all */
    HistoryQuery(Connection connection, Optional<Set<String>> visible, UUID customer, Filter filter) {
        this.connection = connection;
        this.visible = visible;
        this.customer = customer;
        this.filter = filter;
    }

    Orders.History read(Sort sort, Page.Request page) throws SQLException {
        List<Order> orders;
        try (PreparedStatement select = connection.prepareStatement(
                StoredOrders.COLUMNS + WHERE + " order by " + order(sort) + " limit ? offset ?")) {
            int column = bind(select, statuses(filter.statuses()));
            select.setInt(column++, page.size());
            select.setLong(column, page.offset());
            orders = StoredOrders.read(connection, select);
        }
        return new Orders.History(Page.of(orders, count()), summary());
    }

    private static String order(Sort sort) {
        return switch (sort) {
            case NEWEST -> "o.placed_at desc, o.id desc";
            case OLDEST -> "o.placed_at, o.id";
            case LARGEST -> "o.total desc, o.id desc";
            case SMALLEST -> "o.total, o.id";
        };
    }

    private long count() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from customer.orders o " + WHERE)) {
            bind(select, statuses(filter.statuses()));
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private Summary summary() throws SQLException {
        Set<Order.Status> counted = filter.statuses().isEmpty()
                ? Set.of(Order.Status.PENDING, Order.Status.PROCESSING, Order.Status.COMPLETED)
                : filter.statuses();
        List<Sum> sums = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select o.currency, count(*), sum(o.total),
                    floor((2 * sum(o.total) + count(*)) / (2 * count(*))), max(o.placed_at)
                from customer.orders o\s""" + WHERE + """
                group by o.currency
                order by min(o.placed_at), min(o.seller_account collate "C"), min(o.number collate "C"), o.currency
                """)) {
            bind(select, statuses(counted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sums.add(new Sum(
                            rows.getLong(2),
                            new Money(rows.getLong(3), rows.getString(1)),
                            new Money(rows.getLong(4), rows.getString(1)),
                            rows.getObject(5, OffsetDateTime.class)));
                }
            }
        }
        return new Summary(
                sums.stream().mapToLong(Sum::count).sum(),
                sums.stream().findFirst().map(Sum::total),
                sums.stream().findFirst().map(Sum::average),
                sums.stream().map(Sum::last).max(OffsetDateTime::compareTo).map(OffsetDateTime::toInstant),
                sums.stream().skip(1).map(Sum::total).toList());
    }

    private static Set<Order.Status> statuses(Set<Order.Status> wanted) {
        return wanted.isEmpty() ? Set.of(Order.Status.values()) : wanted;
    }

    /** @return the next column */
    private int bind(PreparedStatement select, Set<Order.Status> statuses) throws SQLException {
        select.setObject(1, customer);
        select.setArray(
                2,
                connection.createArrayOf(
                        "text", statuses.stream().map(OrderStatus::name).toArray()));
        select.setObject(3, filter.from().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
        select.setObject(
                4, filter.before().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
        Array own = visible.isEmpty()
                ? null
                : connection.createArrayOf("text", visible.get().toArray());
        select.setArray(5, own);
        select.setString(6, filter.sellerAccount().orElse(null));
        return 7;
    }

    private record Sum(long count, Money total, Money average, OffsetDateTime last) {}
}
