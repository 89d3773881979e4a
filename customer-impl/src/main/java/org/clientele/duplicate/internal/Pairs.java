package org.clientele.duplicate.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.Page;
import org.clientele.duplicate.Duplicate;
import org.clientele.rest.Json;

/** Pairs of customers of which a caller may see both. */
final class Pairs {
    private static final int COUNTED = 10_000;
    private static final String OPEN =
            " and not exists (select from customer.duplicate_dismissal x where x.first_id = d.first_id and x.second_id = d.second_id)";

    private final Connection connection;
    private final Optional<Set<String>> sellerAccounts;
    private final boolean personal;

    Pairs(Connection connection, Optional<Set<String>> sellerAccounts, boolean personal) {
        this.connection = connection;
        this.sellerAccounts = sellerAccounts;
        this.personal = personal;
    }

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private record Found(UUID first, UUID second, double score, List<Duplicate.Reason> reasons) {}

    /** @param customer computed at once for this one; for all of them as they were found */
    Page<Duplicate> page(Optional<UUID> customer, Page.Request page) throws SQLException {
        String from = customer.isPresent()
                // An id that was parsed: nothing of the caller's text.
                ? "customer.duplicates_of(array['" + customer.get() + "'::uuid]) d"
                : "customer.duplicate d";
        Page<Found> found = page(
                from,
                "d.first_id, d.second_id, d.score, d.reasons",
                "d.score desc, d.first_id, d.second_id",
                page,
                Pairs::found);
        Map<UUID, Duplicate.Person> persons = persons(found.items());
        List<Duplicate> items = found.items().stream()
                .filter(pair -> persons.containsKey(pair.first()) && persons.containsKey(pair.second()))
                .map(pair -> new Duplicate(
                        pair.score(),
                        pair.reasons(),
                        Stream.of(pair.first(), pair.second())
                                .flatMap(id -> Optional.ofNullable(persons.get(id)).stream())
                                .toList()))
                .toList();
        return new Page<>(items, found.total(), Optional.empty(), Optional.empty());
    }

    <T> Page<T> page(String from, String columns, String order, Page.Request page, Row<T> row) throws SQLException {
        String visible = from + " where true" + (from.contains("dismissal") ? "" : OPEN)
                + (sellerAccounts.isPresent() ? visible("first_id") + visible("second_id") : "");
        long total;
        try (PreparedStatement count = connection.prepareStatement(
                "select count(*) from (select from " + visible + " limit " + (COUNTED + 1) + ") few")) {
            bindAccounts(count);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                total = rows.getLong(1);
            }
        }
        List<T> items = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select " + columns + " from " + visible + " order by " + order + " limit ? offset ?")) {
            int next = bindAccounts(select);
            select.setInt(next, page.size());
            select.setLong(next + 1, page.offset());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(row.of(rows));
                }
            }
        }
        return new Page<>(items, new Page.Total(total, total <= COUNTED), Optional.empty(), Optional.empty());
    }

    private static String visible(String column) {
        return " and exists (select from customer.customer_summary s where s.customer_id = d." + column
                + " and s.seller_account = any (?))";
    }

    private int bindAccounts(PreparedStatement statement) throws SQLException {
        if (sellerAccounts.isEmpty()) {
            return 1;
        }
        Object[] own = sellerAccounts.get().toArray();
        statement.setArray(1, connection.createArrayOf("text", own));
        statement.setArray(2, connection.createArrayOf("text", own));
        return 3;
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                // A float of four bytes has more digits as a double than it knows.
                Double.parseDouble(Float.toString(row.getFloat(3))),
                List.of(Json.read(row.getBytes(4), Duplicate.Reason[].class)));
    }

    private Map<UUID, Duplicate.Person> persons(List<Found> pairs) throws SQLException {
        Map<UUID, Duplicate.Person> persons = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select id, reference, nullif(concat_ws(' ', first_name, last_name), ''), email, phone, city, country, account,
                    coalesce((select sum(s.orders) from customer.customer_summary s
                        where s.customer_id = c.id and s.seller_account = any (?)), 0), created_at
                from customer.customer c where id = any (?)""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", sellerAccounts.orElse(Set.of("*")).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            pairs.stream()
                                    .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                                    .distinct()
                                    .toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    persons.put(
                            id,
                            new Duplicate.Person(
                                    id,
                                    rows.getString(2),
                                    personal(rows, 3),
                                    personal(rows, 4),
                                    personal(rows, 5),
                                    personal(rows, 6),
                                    Optional.ofNullable(rows.getString(7)),
                                    rows.getBoolean(8),
                                    rows.getLong(9),
                                    rows.getObject(10, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return persons;
    }

    private Optional<String> personal(ResultSet row, int column) throws SQLException {
        return personal ? Optional.ofNullable(row.getString(column)) : Optional.empty();
    }
}
