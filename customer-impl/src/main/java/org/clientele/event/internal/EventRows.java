package org.clientele.event.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.event.Event;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** The rows of events, as they are read. */
final class EventRows {
    static final String COLUMNS = "e.id, e.type, e.at, e.customer_id, e.seller_accounts, e.data, e.number";
    /** Facts that are missing are null. */
    private static final ObjectReader DATA = Json.mapper()
            .copy()
            .setDefaultSetterInfo(JsonSetter.Value.empty())
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private EventRows() {}

    /** An event and its place among all. */
    record Numbered(long number, Event event) {}

    /**
     * Which events are wanted.
     *
     * @param sellerAccounts whose events may be seen; empty for all
     * @param types whole ones, or with {@code .*} at the end; empty for all
     */
    record Selection(Optional<Set<String>> sellerAccounts, List<String> types, Optional<UUID> customer) {}

    /** Where events begin and end. */
    record Head(long number, long purged) {}

    static Head head(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select number, purged from customer.event_head");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Head(row.getLong(1), row.getLong(2));
        }
    }

    static List<Numbered> after(Connection connection, long number, int limit, Selection wanted) throws SQLException {
        String sql = "select " + COLUMNS + " from customer.event e where e.number > ?"
                + (wanted.sellerAccounts().isPresent() ? " and e.seller_accounts && ?" : "")
                + (wanted.customer().isPresent() ? " and e.customer_id = ?" : "")
                + (wanted.types().isEmpty() ? "" : " and e.type like any (?)") + " order by e.number limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int column = 1;
            select.setLong(column++, number);
            if (wanted.sellerAccounts().isPresent()) {
                select.setArray(
                        column++,
                        connection.createArrayOf(
                                "text", wanted.sellerAccounts().get().toArray()));
            }
            if (wanted.customer().isPresent()) {
                select.setObject(column++, wanted.customer().get());
            }
            if (!wanted.types().isEmpty()) {
                select.setArray(
                        column++,
                        connection.createArrayOf(
                                "text",
                                wanted.types().stream()
                                        .map(type -> type.replace('*', '%'))
                                        .toArray()));
            }
            select.setInt(column, limit);
            List<Numbered> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Numbered(rows.getLong("number"), event(rows)));
                }
            }
            return found;
        }
    }

    /** In the order they were published. */
    static List<Event> find(Connection connection, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from customer.event e where e.id = any (?) order by e.position")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            List<Event> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(event(rows));
                }
            }
            return found;
        }
    }

    static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                List.of((String[]) row.getArray("seller_accounts").getArray()),
                data(row.getString("data")));
    }

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> data(String json) {
        try {
            return DATA.readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
