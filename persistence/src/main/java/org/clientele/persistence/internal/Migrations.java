package org.clientele.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a schema to the state that its bundle expects. One at a time in a database, whichever node or bundle it is:
 * extensions belong to the whole database, and two that create the same one fail.
 */
final class Migrations {
    /** The key of the lock in the database, any number that nobody else uses. */
    private static final long LOCK = 0x636c69656e74656cL;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    /** Runs {@code db/<schema>/V*.sql} of the owner that have not run yet. */
    void run(String schema, ClassLoader owner) {
        Flyway flyway = Flyway.configure(owner)
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .failOnMissingLocations(true)
                .load();
        if (flyway.info().pending().length == 0) {
            flyway.migrate(); // Only to be told of what was changed since it ran.
        } else {
            runAlone(flyway);
        }
    }

    private void runAlone(Flyway flyway) {
        try (Connection holder = source.getConnection()) {
            while (!isLockedBy(holder)) {
                Thread.sleep(PAUSE.toMillis());
            }
            flyway.migrate(); // The lock ends with the connection.
        } catch (SQLException e) {
            throw new IllegalStateException("The lock for migrations cannot be had", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks again and again: a statement that waits would hold a snapshot, for which {@code create index concurrently} waits. */
    private static boolean isLockedBy(Connection holder) throws SQLException {
        try (PreparedStatement statement = holder.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
