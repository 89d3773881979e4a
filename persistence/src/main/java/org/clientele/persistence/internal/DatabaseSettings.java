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
}
