package org.clientele.persistence.internal;

import java.time.Duration;
import java.util.Set;

/**
 * Where the database is and how long to wait for it.
 *
 * @param maximumWait for a free connection of the pool
 * @param houseSchemas those whose bundles may use the whole pool; any other has half of it at most
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        int poolSize,
        Duration maximumWait,
        Duration statementTimeout,
        Set<String> houseSchemas) {
    private static final Set<String> HOUSE = Set.of("customer", "rest", "cart");
    /** In its transactions whole requests are served. */
    private static final String DOOR = "rest";

    public DatabaseSettings(
            String url, String user, String password, int poolSize, Duration maximumWait, Duration statementTimeout) {
        this(url, user, password, poolSize, maximumWait, statementTimeout, HOUSE);
    }

    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 16, Duration.ofSeconds(2), Duration.ofSeconds(10), HOUSE);
    }

    static DatabaseSettings of(DatabaseConfig config) {
        return new DatabaseSettings(
                config.url(),
                config.user(),
                config.password(),
                config.poolSize(),
                Duration.ofMillis(config.maximumWaitMillis()),
                Duration.ofSeconds(config.statementTimeoutSeconds()),
                Set.of(config.houseSchemas()));
    }

    /**
     * How many connections a schema may have at a time. A plugin never has more than half of them. Requests with an
     * {@code Idempotency-Key} leave some: each keeps one while it waits for what is kept even if it fails, such as a try with a password.
     */
    int connectionsOf(String schema) {
        if (!houseSchemas.contains(schema)) {
            return Math.max(1, poolSize / 2);
        }
        return schema.equals(DOOR) ? Math.max(1, poolSize - Math.max(1, poolSize / 8)) : poolSize;
    }
}
