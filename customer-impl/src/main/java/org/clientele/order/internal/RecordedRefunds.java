package org.clientele.order.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.order.Order;
import org.clientele.rest.Json;

/** The refunds of some orders that were recorded here, and which of them the orders' documents count already. */
final class RecordedRefunds {
    static final RecordedRefunds NONE = new RecordedRefunds(Map.of());
    private static final TypeReference<List<Order.ReturnedLine>> LINES = new TypeReference<>() {};

    private final Map<UUID, List<Row>> byOrder;

    private RecordedRefunds(Map<UUID, List<Row>> byOrder) {
        this.byOrder = byOrder;
    }

    private record Row(UUID id, Order.Refund refund, boolean named) {}

    static RecordedRefunds of(Connection connection, Collection<UUID> orders) throws SQLException {
        if (orders.isEmpty()) {
            return NONE;
        }
        Map<UUID, List<Row>> byOrder = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select order_id, id, at, amount, reason, lines, named from customer.refund where order_id = any (?)"
                        + " order by order_id, at, id")) {
            select.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(2, UUID.class);
                    byOrder.computeIfAbsent(rows.getObject(1, UUID.class), any -> new ArrayList<>())
                            .add(new Row(
                                    id,
                                    new Order.Refund(
                                            Optional.of(id.toString()),
                                            rows.getObject(3, OffsetDateTime.class)
                                                    .toInstant(),
                                            rows.getLong(4),
                                            Optional.ofNullable(rows.getString(5)),
                                            lines(rows.getString(6))),
                                    rows.getBoolean(7)));
                }
            }
        }
        return new RecordedRefunds(byOrder);
    }

    /** The order with the refunds that its document does not count. */
    Order complete(Order order) {
        return new Order(
                order.id(),
                order.customerId(),
                complete(order.id(), order.document()),
                order.importedAt(),
                order.version());
    }

    Order.Document complete(UUID order, Order.Document document) {
        List<Order.Refund> own =
                rows(order).filter(row -> !row.named()).map(Row::refund).toList();
        return own.isEmpty()
                ? document
                : document.withRefunds(
                        Stream.concat(document.refunds().stream(), own.stream()).toList());
    }

    /** The sum of all of them. */
    long sum(UUID order) {
        return rows(order).mapToLong(row -> row.refund().amount()).sum();
    }

    /** The sum of those that the document does not count. */
    long besides(UUID order) {
        return rows(order)
                .filter(row -> !row.named())
                .mapToLong(row -> row.refund().amount())
                .sum();
    }

    /** How it is with another document of the order: which refunds that one names. */
    RecordedRefunds told(Connection connection, UUID order, Order.Document document) throws SQLException {
        List<Row> before = byOrder.getOrDefault(order, List.of());
        if (before.isEmpty()) {
            return this;
        }
        Set<UUID> named = named(before, document.refunds());
        List<Row> after = before.stream()
                .map(row -> new Row(row.id(), row.refund(), named.contains(row.id())))
                .toList();
        if (!after.equals(before)) {
            try (PreparedStatement update =
                    connection.prepareStatement("update customer.refund set named = id = any (?) where order_id = ?")) {
                update.setArray(1, connection.createArrayOf("uuid", named.toArray()));
                update.setObject(2, order);
                update.executeUpdate();
            }
        }
        Map<UUID, List<Row>> all = new HashMap<>(byOrder);
        all.put(order, after);
        return new RecordedRefunds(all);
    }

    /** By id, or else each by one refund without an id of the same amount within the same second. */
    private static Set<UUID> named(List<Row> recorded, List<Order.Refund> told) {
        Set<String> ids = told.stream().flatMap(refund -> refund.id().stream()).collect(Collectors.toSet());
        Set<UUID> named = recorded.stream()
                .map(Row::id)
                .filter(id -> ids.contains(id.toString()))
                .collect(Collectors.toSet());
        List<Order.Refund> nameless = new ArrayList<>(
                told.stream().filter(refund -> refund.id().isEmpty()).toList());
        for (Row row : recorded) {
            if (named.contains(row.id())) {
                continue;
            }
            Optional<Order.Refund> same = nameless.stream()
                    .filter(refund -> isSame(refund, row.refund()))
                    .findFirst();
            if (same.isPresent()) {
                nameless.remove(same.get());
                named.add(row.id());
            }
        }
        return named;
    }

    private static boolean isSame(Order.Refund told, Order.Refund recorded) {
        return told.amount() == recorded.amount()
                && told.at()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .equals(recorded.at().truncatedTo(ChronoUnit.SECONDS));
    }

    private Stream<Row> rows(UUID order) {
        return byOrder.getOrDefault(order, List.of()).stream();
    }

    private static List<Order.ReturnedLine> lines(String json) {
        try {
            return Json.mapper().readValue(json, LINES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
