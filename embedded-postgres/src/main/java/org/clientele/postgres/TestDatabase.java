package org.clientele.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * An empty database for one test class, on a server that all tests of a JVM share:
 *
 * <pre>{@code private static final TestDatabase DATABASE = TestDatabase.create();}</pre>
 *
 * The user is a superuser, so that tests may create extensions and cut connections. Server and data are gone when the JVM
 * ends. Thread-safe.
 */
public record TestDatabase(String url, String user, String password) {
    private static final AtomicInteger CREATED = new AtomicInteger();

    public static TestDatabase create() {
        EmbeddedPostgres server = Server.RUNNING;
        String name = "test_" + CREATED.incrementAndGet();
        try (Connection connection = server.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(server.jdbcUrl(name), server.user(), server.password());
    }

    /** Plain connections to it, none of them pooled. */
    public DataSource dataSource() {
        String name = url.substring(url.lastIndexOf('/') + 1);
        return Server.RUNNING.dataSource(name);
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.forTests().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-test-postgres"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
