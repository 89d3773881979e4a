package org.clientele.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.clientele.launcher.Settings.ExternalDatabase;
import org.clientele.postgres.EmbeddedPostgres;
import org.clientele.postgres.PostgresException;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that Clientele uses: the operator's, or one of our own that ends with us. */
record Database(String url, String user, String password, Optional<EmbeddedPostgres> server) implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 10;

    static Database external(ExternalDatabase given) throws LaunchException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(given.url());
        } catch (IllegalArgumentException e) {
            throw new LaunchException("CLIENTELE_DB_URL is no address of a PostgreSQL database", e);
        }
        source.setUser(given.user());
        source.setPassword(given.password());
        source.setConnectTimeout(TIMEOUT_SECONDS);
        source.setLoginTimeout(TIMEOUT_SECONDS);
        try (Connection connection = source.getConnection()) {
            if (!connection.isValid(TIMEOUT_SECONDS)) {
                throw new LaunchException("The database " + shown(given.url()) + " does not answer");
            }
        } catch (SQLException e) {
            throw new LaunchException("The database " + shown(given.url()) + " cannot be used: " + oneLine(e), e);
        }
        return new Database(given.url(), given.user(), given.password(), Optional.empty());
    }

    static Database embedded(Path folder) throws LaunchException, IOException {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.in(folder).start();
            return new Database(server.jdbcUrl(), server.user(), server.password(), Optional.of(server));
        } catch (PostgresException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    /** Parameters may hold a password. */
    private static String shown(String url) {
        return url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
