package org.clientele.webhook.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;

/** The rows of deliveries, as they are looked at. */
public final class DeliveryRows {
    private DeliveryRows() {}

    /** A delivery. */
    public record Item(
            UUID id,
            UUID eventId,
            String type,
            Optional<UUID> customerId,
            String state,
            int attempts,
            Optional<String> failure,
            Instant createdAt,
            Optional<Instant> dueAt,
            Optional<Instant> finishedAt) {}

    /** Newest first. */
    static Page<Item> list(Connection connection, UUID webhook, Optional<String> state, Page.Request page)
            throws SQLException {
        String from =
                " from customer.webhook_delivery where webhook_id = ?" + (state.isPresent() ? " and state = ?" : "");
        long total;
        try (PreparedStatement count = connection.prepareStatement("select count(*)" + from)) {
            bind(count, webhook, state);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                total = row.getLong(1);
            }
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select id, event_id, type, customer_id, state, attempts, failure, created_at, due_at, finished_at"
                        + from + " order by created_at desc, position desc, id limit ? offset ?")) {
            int column = bind(select, webhook, state);
            select.setInt(column++, page.size());
            select.setLong(column, page.offset());
            List<Item> items = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    items.add(item(row));
                }
            }
            return Page.of(items, total);
        }
    }

    private static int bind(PreparedStatement statement, UUID webhook, Optional<String> state) throws SQLException {
        statement.setObject(1, webhook);
        if (state.isPresent()) {
            statement.setString(2, state.get());
            return 3;
        }
        return 2;
    }

    static Optional<Item> find(Connection connection, UUID webhook, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select * from customer.webhook_delivery where webhook_id = ? and id = ?")) {
            select.setObject(1, webhook);
            select.setObject(2, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(item(row)) : Optional.empty();
            }
        }
    }

    /** Makes it due now; a dead one has all its tries again. The webhook is tried now too. */
    static void retry(Connection connection, UUID webhook, Item delivery) throws SQLException {
        if (delivery.state().equals("sent")) {
            throw new Problem.Conflict("already-sent", "This was delivered.");
        }
        try (PreparedStatement update = connection.prepareStatement("""
                        update customer.webhook_delivery
                        set due_at = now(), attempts = case when state = 'dead' then 0 else attempts end, state = 'kept',
                            finished_at = null
                        where id = ? and state <> 'sent'""");
                PreparedStatement resume =
                        connection.prepareStatement("update customer.webhook set resume_at = now() where id = ?")) {
            update.setObject(1, delivery.id());
            update.executeUpdate();
            resume.setObject(1, webhook);
            resume.executeUpdate();
        }
    }

    /** Something to deliver that did not happen. */
    static UUID ping(Connection connection, UUID webhook) throws SQLException {
        UUID id = Uuid7.next();
        try (PreparedStatement insert =
                        connection.prepareStatement("""
                        insert into customer.webhook_delivery (id, webhook_id, event_id, type, position, body)
                        values (?, ?, ?, 'webhook.test', 0, json_build_object('type', 'webhook.test', 'timestamp', %s,
                            'id', ?, 'customerId', null, 'sellerAccounts', '{}'::text[], 'data', '{}'::json)::text)
                        """.formatted(WebhookFanOut.TIME.formatted("now()")));
                PreparedStatement resume =
                        connection.prepareStatement("update customer.webhook set resume_at = now() where id = ?")) {
            insert.setObject(1, id);
            insert.setObject(2, webhook);
            insert.setObject(3, id);
            insert.setObject(4, id);
            insert.executeUpdate();
            resume.setObject(1, webhook);
            resume.executeUpdate();
        }
        return id;
    }

    private static Item item(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Item(
                row.getObject("id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                state,
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("failure")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                state.equals("kept")
                        ? Optional.of(
                                row.getObject("due_at", OffsetDateTime.class).toInstant())
                        : Optional.empty(),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
