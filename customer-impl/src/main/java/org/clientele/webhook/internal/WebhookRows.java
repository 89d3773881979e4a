package org.clientele.webhook.internal;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of webhooks. */
final class WebhookRows {
    private static final String COLUMNS =
            "w.id, w.url, w.types, w.filter, w.uses, w.seller_accounts, w.enabled, w.created_at, w.failures, w.failed_at,"
                    + " w.failure, w.suspended, w.version";
    /** Whoever sees some seller accounts only sees the webhooks that are for no others. */
    private static final String VISIBLE = " and (?::text[] is null or w.seller_accounts <@ ?::text[])";

    private WebhookRows() {}

    /** A webhook as it is stored. */
    record Webhook(
            UUID id,
            URI url,
            List<String> types,
            Optional<String> filter,
            Set<UUID> uses,
            List<String> sellerAccounts,
            boolean enabled,
            Instant createdAt,
            int failures,
            Optional<Instant> failedAt,
            Optional<String> failure,
            Optional<String> suspended,
            long version) {}

    static void insert(
            Connection connection,
            UUID id,
            WebhookChecks.Content content,
            SecretKeys.Sealed secret,
            Optional<Set<String>> sellerAccounts)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.webhook (id, url, types, enabled, secret, seller_accounts, filter, uses,"
                        + " secret_key)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, content.url().toString());
            insert.setArray(3, connection.createArrayOf("text", content.types().toArray()));
            insert.setBoolean(4, content.enabled());
            insert.setBytes(5, secret.bytes());
            insert.setString(9, secret.key());
            insert.setArray(6, accounts(connection, sellerAccounts));
            insert.setString(7, content.filter().orElse(null));
            insert.setArray(8, uuids(connection, content.uses()));
            insert.executeUpdate();
        }
    }

    /** Whatever failed before is none of the new address's business. While it is disabled nothing waits for it. */
    static void update(Connection connection, UUID id, WebhookChecks.Content content) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.webhook
                set url = ?, types = ?, enabled = ?, filter = ?, uses = ?, failures = 0, resume_at = now(),
                    behind_from = case when ? then behind_from end, suspended = case when ? then suspended end,
                    version = version + 1
                where id = ?""")) {
            update.setString(1, content.url().toString());
            update.setArray(2, connection.createArrayOf("text", content.types().toArray()));
            update.setBoolean(3, content.enabled());
            update.setString(4, content.filter().orElse(null));
            update.setArray(5, uuids(connection, content.uses()));
            update.setBoolean(6, content.enabled());
            update.setBoolean(7, content.enabled());
            update.setObject(8, id);
            update.executeUpdate();
        }
    }

    /** As segments and views do: none of them goes while a webhook is made to use it. */
    static void lockDefinitions(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('customer.segment', 0))")) {
            lock.execute();
        }
    }

    /** The old one goes on signing besides for some hours. */
    static void renewSecret(Connection connection, UUID id, SecretKeys.Sealed secret, int overlapHours)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.webhook set old_secret = case when ? > 0 then secret end,
                    old_secret_key = case when ? > 0 then secret_key end,
                    old_secret_until = case when ? > 0 then now() + ? * interval '1 hour' end,
                    secret = ?, secret_key = ?, version = version + 1
                where id = ?""")) {
            for (int i = 1; i <= 4; i++) {
                update.setInt(i, overlapHours);
            }
            update.setBytes(5, secret.bytes());
            update.setString(6, secret.key());
            update.setObject(7, id);
            update.executeUpdate();
        }
    }

    static void delete(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from customer.webhook where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    static List<Webhook> list(Connection connection, Optional<Set<String>> own) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from customer.webhook w where true" + VISIBLE + " order by w.id")) {
            select.setArray(1, accounts(connection, own));
            select.setArray(2, accounts(connection, own));
            return read(select);
        }
    }

    static Optional<Webhook> find(Connection connection, UUID id, Optional<Set<String>> own, String lock)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from customer.webhook w where w.id = ?" + VISIBLE + lock)) {
            select.setObject(1, id);
            select.setArray(2, accounts(connection, own));
            select.setArray(3, accounts(connection, own));
            return read(select).stream().findFirst();
        }
    }

    private static List<Webhook> read(PreparedStatement select) throws SQLException {
        List<Webhook> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Webhook(
                        row.getObject("id", UUID.class),
                        URI.create(row.getString("url")),
                        List.of((String[]) row.getArray("types").getArray()),
                        Optional.ofNullable(row.getString("filter")),
                        Set.of((UUID[]) row.getArray("uses").getArray()),
                        texts(row, "seller_accounts"),
                        row.getBoolean("enabled"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getInt("failures"),
                        Optional.ofNullable(row.getObject("failed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("failure")),
                        Optional.ofNullable(row.getString("suspended")),
                        row.getLong("version")));
            }
        }
        return found;
    }

    /** Nobody has no seller accounts at all, so none stands for all. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static java.sql.Array uuids(Connection connection, java.util.Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static java.sql.@org.jspecify.annotations.Nullable Array accounts(
            Connection connection, Optional<Set<String>> accounts) throws SQLException {
        return accounts.isEmpty()
                ? null
                : connection.createArrayOf("text", accounts.get().toArray());
    }
}
