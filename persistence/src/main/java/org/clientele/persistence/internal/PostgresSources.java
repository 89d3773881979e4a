package org.clientele.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The kinds of connection: pooled for requests, single ones without time limits for migrations, quick ones to probe. */
final class PostgresSources {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private final DatabaseSettings settings;

    // Pages look each key up once, so memoizing only costs (half of a page's time at 100,000 customers); so does
    // compiling.
    private static final String PLANNER = " -c enable_memoize=off -c jit=off";

    PostgresSources(DatabaseSettings settings) {
        this.settings = settings;
    }

    HikariDataSource pool(MetricsTrackerFactory metrics) {
        Duration timeout = settings.statementTimeout();
        PGSimpleDataSource source = source("-c statement_timeout=" + timeout.toMillis() + " -c lock_timeout="
                + LOCK_TIMEOUT.toMillis() + " -c idle_in_transaction_session_timeout=60s" + PLANNER);
        // The server should cancel first; this is for a server that no longer answers at all.
        set(source, PGProperty.SOCKET_TIMEOUT, timeout.plusSeconds(5).toSeconds());
        set(source, PGProperty.PREPARE_THRESHOLD, 2);
        set(source, PGProperty.REWRITE_BATCHED_INSERTS, true);

        HikariConfig config = new HikariConfig();
        config.setPoolName("clientele");
        config.setMetricsTrackerFactory(metrics);
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(settings.maximumWait().toMillis());
        config.setValidationTimeout(Math.min(1000, settings.maximumWait().toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        // The driver sends the JVM's time zone when it connects, which beats any option.
        config.setConnectionInitSql("set time zone 'UTC'");
        return new HikariDataSource(config);
    }

    DataSource migrations() {
        return source("-c lock_timeout=10s");
    }

    DataSource probe() {
        PGSimpleDataSource source = source("-c statement_timeout=" + PROBE_TIMEOUT.toMillis());
        set(source, PGProperty.SOCKET_TIMEOUT, PROBE_TIMEOUT.toSeconds());
        return source;
    }

    private PGSimpleDataSource source(String options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        // First: it sets every property, to what the URL says or to the default.
        source.setUrl(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        set(source, PGProperty.APPLICATION_NAME, "clientele");
        set(source, PGProperty.OPTIONS, options);
        set(source, PGProperty.CONNECT_TIMEOUT, 2);
        set(source, PGProperty.LOGIN_TIMEOUT, 4);
        set(source, PGProperty.TCP_KEEP_ALIVE, true);
        // Details of a server error quote the values of rows.
        set(source, PGProperty.LOG_SERVER_ERROR_DETAIL, false);
        return source;
    }

    private void set(PGSimpleDataSource source, PGProperty property, Object value) {
        if (!settings.url().matches(".*[?&]" + property.getName() + "=.*")) {
            source.setProperty(property, value.toString());
        }
    }
}
