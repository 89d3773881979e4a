package org.clientele.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows at any time, without asking, whether the database answers: on a connection of its own, whatever the pool is at. */
final class DatabaseProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration TRUSTED = Duration.ofSeconds(4);

    private final DataSource source;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread probing = new Thread(task, "clientele-database-probe");
        probing.setDaemon(true);
        return probing;
    });
    private @Nullable Connection connection;
    private @Nullable Boolean told;
    private volatile boolean answered;
    private volatile long answeredAt;

    DatabaseProbe(DataSource source) {
        this.source = source;
        thread.scheduleWithFixedDelay(this::probe, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it has answered in the last seconds. Never blocks. */
    boolean isUp() {
        return answered && System.nanoTime() - answeredAt < TRUSTED.toNanos();
    }

    private void probe() {
        try {
            ask();
            answeredAt = System.nanoTime();
            answered = true;
            tell(true, "");
        } catch (SQLException | RuntimeException e) {
            answered = false;
            disconnect();
            tell(false, String.valueOf(e.getMessage()));
        }
    }

    private void ask() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private void tell(boolean up, String why) {
        if (told == null || told != up) {
            if (!up) {
                LOG.warn("The database is away: {}", why);
            } else if (told != null) {
                LOG.info("The database is back");
            }
            told = up;
        }
    }

    private void disconnect() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("The connection of the probe did not close cleanly", e);
            }
        }
    }

    @Override
    public void close() {
        thread.execute(this::disconnect);
        thread.shutdown();
    }
}
