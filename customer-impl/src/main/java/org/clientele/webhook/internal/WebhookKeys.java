package org.clientele.webhook.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;
import org.clientele.webhook.internal.SecretKeys.Sealed;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of this node: configured, or in {@code etc/clientele-webhook.key}, which the first node of a shop makes. At the start all
 * secrets are encrypted with the first key.
 */
@Component(service = WebhookKeys.class, configurationPid = "org.clientele.webhook")
public final class WebhookKeys {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookKeys.class);
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private final Transactions transactions;
    private final SecretKeys keys;

    @Activate
    public WebhookKeys(@Reference(target = "(schema=customer)") Transactions transactions, WebhookConfig config) {
        this(
                transactions,
                config.keys(),
                Path.of(System.getProperty("karaf.etc", "etc"), "clientele-webhook.key")
                        .toAbsolutePath());
    }

    WebhookKeys(Transactions transactions, String configured, Path file) {
        this.transactions = transactions;
        this.keys = keys(configured, file);
        if (!keys.isEmpty()) {
            transactions.sql(connection -> {
                lock(connection);
                return reseal(connection);
            });
        }
    }

    SecretKeys keys() {
        return keys;
    }

    /** @throws Problem.Unavailable if this node has no key */
    Sealed seal(UUID webhook, byte[] secret) {
        if (keys.isEmpty()) {
            throw new Problem.Unavailable(
                    "webhook-key", "This node has no key for the secrets of webhooks.", Duration.ofMinutes(1));
        }
        return keys.seal(webhook, secret);
    }

    private SecretKeys keys(String configured, Path file) {
        try {
            String text = configured.isBlank() && Files.exists(file) ? Files.readString(file) : configured;
            if (text.isBlank()) {
                text = made(file);
            }
            return new SecretKeys(BETWEEN.splitAsStream(text.strip())
                    .filter(key -> !key.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the key of webhooks cannot be read or written", e);
        } catch (IllegalArgumentException e) {
            LOG.error("A key of webhooks is not 32 bytes in Base64: no secret can be read, nothing is delivered");
            return new SecretKeys(List.of());
        }
    }

    /** Empty if another node has made one, which this one is to be given. */
    private String made(Path file) {
        return transactions.sql(connection -> {
            lock(connection);
            if (exists(connection)) {
                LOG.error(
                        "Webhooks have a key that this node has not: give it clientele-webhook.key of another node's etc");
                return "";
            }
            String key = SecretKeys.random();
            try {
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, key + "\n", StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException("the key of webhooks could not be written", e);
            }
            LOG.info("The key of webhooks is in {}: all nodes need it", file);
            return key;
        });
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('customer.webhook_key', 0))");
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select from customer.webhook_key limit 1")) {
            return row.next();
        }
    }

    /** What has another key gets the first one; what cannot be read stays. */
    private boolean reseal(Connection connection) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(
                        "insert into customer.webhook_key (id) values (?) on conflict do nothing");
                PreparedStatement select =
                        connection.prepareStatement("select id, secret_key, secret, old_secret_key, old_secret"
                                + " from customer.webhook where secret_key is distinct from ? order by id for update");
                PreparedStatement update = connection.prepareStatement("update customer.webhook set secret_key = ?,"
                        + " secret = ?, old_secret_key = ?, old_secret = ? where id = ?");
                PreparedStatement forget = connection.prepareStatement(
                        "delete from customer.webhook_key k where id <> ?"
                                + " and not exists (select from customer.webhook where k.id in (secret_key, old_secret_key))")) {
            known.setString(1, keys.first());
            known.executeUpdate();
            select.setString(1, keys.first());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID webhook = row.getObject("id", UUID.class);
                    try {
                        Sealed secret = resealed(webhook, row.getString("secret_key"), row.getBytes("secret"));
                        Optional<Sealed> old =
                                Optional.ofNullable(row.getBytes("old_secret")).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(resealed(
                                                webhook, row.getString("old_secret_key"), row.getBytes("old_secret")));
                        update.setString(1, secret.key());
                        update.setBytes(2, secret.bytes());
                        update.setString(3, old.map(Sealed::key).orElse(null));
                        update.setBytes(4, old.map(Sealed::bytes).orElse(null));
                        update.setObject(5, webhook);
                        update.executeUpdate();
                    } catch (GeneralSecurityException e) {
                        LOG.error("The secret of webhook {} has a key that this node has not", webhook);
                    }
                }
            }
            forget.setString(1, keys.first());
            return forget.executeUpdate() > 0;
        }
    }

    private Sealed resealed(UUID webhook, @Nullable String key, byte[] bytes) throws GeneralSecurityException {
        return keys.seal(webhook, keys.open(webhook, new Sealed(key == null ? SecretKeys.PLAIN : key, bytes)));
    }
}
