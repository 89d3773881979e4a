package org.clientele.access.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.access.Keys.Key;
import org.clientele.persistence.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first way in: the configured administrator's token, or else a random one in {@code etc/clientele-admin.token}. There is no
 * default.
 */
final class FirstKey {
    private static final String CONFIGURED = "administrator (configured)";
    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);

    private final Transactions transactions;

    FirstKey(Transactions transactions) {
        this.transactions = transactions;
    }

    void ensure(String configured) {
        if (configured.isBlank()) {
            boolean made = transactions.sql(connection -> {
                lock(connection);
                revokeConfigured(connection, new byte[0]);
                return !anyKey(connection) && makeRandom(connection);
            });
            if (made) {
                LOG.info("The administrator's token is in {}", file());
            }
        } else {
            if (configured.length() < 20) {
                LOG.warn("CLIENTELE_ADMIN_TOKEN has fewer than 20 characters");
            }
            byte[] hash = Tokens.hash(configured.strip());
            transactions.sql(connection -> {
                lock(connection);
                revokeConfigured(connection, hash);
                return exists(connection, hash) ? 0 : JdbcKeys.insert(connection, key(CONFIGURED), hash);
            });
        }
    }

    /** Several nodes may start at once. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('customer.first_key', 0))");
        }
    }

    /** A token that is configured no longer opens nothing any more. */
    private static void revokeConfigured(Connection connection, byte[] except) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from customer.api_key where name = ? and token_hash <> ?")) {
            statement.setString(1, CONFIGURED);
            statement.setBytes(2, except);
            statement.executeUpdate();
        }
    }

    private static boolean exists(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from customer.api_key where token_hash = ? and revoked_at is null")) {
            statement.setBytes(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean anyKey(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from customer.api_key limit 1")) {
            return row.next();
        }
    }

    private static boolean makeRandom(Connection connection) throws SQLException {
        String token = Tokens.random();
        JdbcKeys.insert(connection, key("administrator"), Tokens.hash(token));
        try {
            Path file = file();
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token + "\n", StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the administrator's token could not be written", e);
        }
        return true;
    }

    private static Key key(String name) {
        UUID id = Uuid7.next();
        return new Key(id, name, Set.of("*"), Optional.empty(), Instant.now(), Optional.empty(), Optional.empty());
    }

    private static Path file() {
        return Path.of(System.getProperty("karaf.etc", "etc"), "clientele-admin.token")
                .toAbsolutePath();
    }
}
