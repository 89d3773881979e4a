package org.clientele.persistence.internal;

import java.time.Duration;

/**
 * Where the database is and how long to wait for it.
 *
 * @param maximumWait for a free connection of the pool
 */
public record DatabaseSettings(
        String url, String user, String password, int poolSize, Duration maximumWait, Duration statementTimeout) {

    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 16, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    static DatabaseSettings of(DatabaseConfig config) {
        return new DatabaseSettings(
                config.url(),
                config.user(),
                config.password(),
                config.poolSize(),
                Duration.ofMillis(config.maximumWaitMillis()),
                Duration.ofSeconds(config.statementTimeoutSeconds()));
    }
}
