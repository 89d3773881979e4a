package org.clientele.notification.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.UncheckedIOException;
import java.sql.Array;
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
import org.clientele.notification.Notification;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** The rows of notifications. */
final class NotificationRows {
    /** Nobody counts further what is unread. */
    static final int MOST_UNREAD = 1000;

    private static final ObjectReader DATA = Json.mapper()
            .copy()
            .setDefaultSetterInfo(JsonSetter.Value.empty())
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private NotificationRows() {}

    /** What somebody wants: patterns of kinds. */
    record Setting(List<String> mail, List<String> muted) {}

    /** @return whether it is new */
    static boolean insert(Connection connection, UUID id, Notification.Draft draft) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into customer.notification"
                + " (id, recipient, kind, title, customer_id, scope, seller_accounts, data, key) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (recipient, key) where key is not null do nothing")) {
            insert.setObject(1, id);
            insert.setString(2, draft.recipient());
            insert.setString(3, draft.kind());
            insert.setString(4, draft.title());
            insert.setObject(5, draft.customer().orElse(null));
            insert.setString(6, draft.scope());
            insert.setArray(
                    7,
                    connection.createArrayOf(
                            "text", draft.sellerAccounts().stream().sorted().toArray()));
            insert.setString(8, json(draft.data()));
            insert.setString(9, draft.key().orElse(null));
            return insert.executeUpdate() == 1;
        }
    }

    static List<String> scopes(Connection connection, String recipient) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select distinct scope from customer.notification where recipient = ?")) {
            select.setString(1, recipient);
            try (ResultSet row = select.executeQuery()) {
                List<String> scopes = new ArrayList<>();
                while (row.next()) {
                    scopes.add(row.getString(1));
                }
                return scopes;
            }
        }
    }

    static List<Notification> list(
            Connection connection, String recipient, Sight.Condition visible, Notification.Selection wanted)
            throws SQLException {
        String sql = "select n.id, n.kind, n.title, n.customer_id, n.data, n.at, n.read_at from customer.notification n"
                + " where n.recipient = ? and " + visible.sql()
                + (wanted.unread() ? " and n.read_at is null" : "")
                + (wanted.kind().isPresent() ? " and n.kind like ?" : "")
                + (wanted.before().isPresent() ? " and n.id < ?" : "") + " order by n.id desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, recipient);
            int column = visible.bind(select, 2);
            if (wanted.kind().isPresent()) {
                select.setString(column++, Kinds.like(wanted.kind().get()));
            }
            if (wanted.before().isPresent()) {
                select.setObject(column++, wanted.before().get());
            }
            select.setInt(column, wanted.limit());
            try (ResultSet row = select.executeQuery()) {
                List<Notification> found = new ArrayList<>();
                while (row.next()) {
                    found.add(notification(row));
                }
                return found;
            }
        }
    }

    static int unread(Connection connection, String recipient, Sight.Condition visible) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from (select from customer.notification n"
                        + " where n.recipient = ? and n.read_at is null and " + visible.sql() + " limit " + MOST_UNREAD
                        + ") counted")) {
            count.setString(1, recipient);
            visible.bind(count, 2);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** @param upTo this one and all before it, or only those of the list */
    static int read(Connection connection, String recipient, Optional<UUID> upTo, List<UUID> ids) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update customer.notification set read_at = now()"
                + " where recipient = ? and read_at is null and " + (upTo.isPresent() ? "id <= ?" : "id = any (?)"))) {
            update.setString(1, recipient);
            if (upTo.isPresent()) {
                update.setObject(2, upTo.get());
            } else {
                update.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            }
            return update.executeUpdate();
        }
    }

    static Setting setting(Connection connection, String recipient) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select mail, muted from customer.notification_setting where recipient = ?")) {
            select.setString(1, recipient);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Setting(texts(row.getArray(1)), texts(row.getArray(2)))
                        : new Setting(List.of(), List.of());
            }
        }
    }

    static void set(Connection connection, String recipient, Setting setting) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into customer.notification_setting values (?, ?, ?)"
                        + " on conflict (recipient) do update set mail = excluded.mail, muted = excluded.muted")) {
            upsert.setString(1, recipient);
            upsert.setArray(2, connection.createArrayOf("text", setting.mail().toArray()));
            upsert.setArray(3, connection.createArrayOf("text", setting.muted().toArray()));
            upsert.executeUpdate();
        }
    }

    static int delete(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from customer.notification where customer_id = ?")) {
            delete.setObject(1, customer);
            return delete.executeUpdate();
        }
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getObject(4, UUID.class)),
                data(row.getString(5)),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(7, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static String json(Map<String, @Nullable Object> data) {
        try {
            return Json.mapper().writeValueAsString(data);
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
