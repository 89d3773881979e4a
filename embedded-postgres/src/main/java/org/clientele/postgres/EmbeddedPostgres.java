package org.clientele.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this process's own, on 127.0.0.1 with a password of its own. It outlives a killed JVM; the next
 * {@link Builder#start()} on the same folder stops it first. One process at a time may use a folder. Not thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final String NAME = "clientele";
    private static final int PORT_ATTEMPTS = 5;

    private final Builder settings;
    private final Programs programs;
    private final Path data;
    private final Path log;
    private int port;
    private String password = "";

    private EmbeddedPostgres(Builder settings) throws IOException {
        this.settings = settings;
        Account account = Account.choose();
        Files.createDirectories(settings.folder);
        this.data = settings.folder.resolve("data");
        this.log = settings.log;
        Files.createDirectories(log.toAbsolutePath().getParent());
        refuseOtherVersion();
        Binaries binaries = Binaries.unpackedIn(settings.binaries);
        this.programs = new Programs(binaries, account, settings.folder.resolve("pg_ctl.log"));
        open(account);
    }

    /** A server whose data stays in {@code folder}. */
    public static Builder in(Path folder) {
        return new Builder(folder.toAbsolutePath().normalize());
    }

    /** A server for tests: quick rather than safe, its data deleted by {@link #close()}. */
    public static Builder forTests() throws IOException {
        return TestFolders.create();
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Stops the server, ending open connections. */
    @Override
    public void close() throws IOException {
        stop();
        if (settings.temporary) {
            Folders.delete(settings.folder);
        }
    }

    private void open(Account account) throws IOException {
        new Leftover(data).clear();
        if (isRunning()) {
            LOG.log(System.Logger.Level.INFO, "Stopping the PostgreSQL left behind in {0}", data);
            stop();
        }
        if (!Files.exists(data)) {
            initialise(account);
        }
        account.own(data);
        ownLog(account);
        password = Files.readString(passwordFile());
        start();
        createDatabase();
    }

    private void refuseOtherVersion() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String major = Files.readString(version).strip();
            if (!major.equals(Binaries.major())) {
                throw new PostgresException("The data in " + data + " is of PostgreSQL " + major
                        + ", this Clientele brings PostgreSQL " + Binaries.major());
            }
        }
    }

    private void initialise(Account account) throws IOException {
        Path fresh = settings.folder.resolve("data.new");
        Folders.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(fresh);
        writePassword();
        account.own(passwordFile());
        programs.run("initdb", initdbArguments(fresh));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> initdbArguments(Path target) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + target,
                "--username=" + NAME,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF-8",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (settings.temporary) {
            arguments.add("--no-sync");
        }
        ServerSettings.initial(settings.temporary)
                .forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
        return arguments;
    }

    private void ownLog(Account account) throws IOException {
        if (!Files.exists(log)) {
            Files.createFile(log);
        }
        account.own(log);
    }

    private void start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = settings.port == 0 ? freePort() : settings.port;
            int code = programs.exitCode(
                    "pg_ctl",
                    List.of(
                            "start",
                            "--wait",
                            "--timeout=110",
                            "--pgdata=" + data,
                            "--log=" + log,
                            "--options=" + ServerSettings.commandLine(port, settings.temporary)));
            if (code == 0) {
                return;
            }
            if (settings.port != 0 || attempt == PORT_ATTEMPTS) {
                throw new PostgresException("PostgreSQL does not start, see " + log);
            }
        }
    }

    private void stop() throws IOException {
        programs.run("pg_ctl", List.of("stop", "--wait", "--timeout=110", "--mode=fast", "--pgdata=" + data));
    }

    private boolean isRunning() throws IOException {
        return Files.exists(data.resolve("postmaster.pid"))
                && programs.exitCode("pg_ctl", List.of("status", "--pgdata=" + data)) == 0;
    }

    private void createDatabase() throws IOException {
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                exists = found.next();
            }
            if (!exists) {
                statement.execute("create database " + NAME);
            }
        } catch (SQLException e) {
            stop();
            throw new PostgresException("PostgreSQL in " + data + " refuses: " + e.getMessage(), e);
        }
    }

    PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl(database));
        source.setUser(NAME);
        source.setPassword(password);
        return source;
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    private Path passwordFile() {
        return settings.folder.resolve("password");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where and how a server runs. */
    public static final class Builder {
        private final Path folder;
        private Path binaries;
        private Path log;
        private int port;
        private boolean temporary;

        private Builder(Path folder) {
            this.folder = folder;
            this.binaries = folder;
            this.log = folder.resolve("postgres.log");
        }

        /** @param port 0, the default, takes a free one */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Where the server's programs are unpacked to; by default into the server's folder. */
        public Builder binaries(Path folder) {
            this.binaries = folder.toAbsolutePath().normalize();
            return this;
        }

        /** Where the server logs to; by default {@code postgres.log} in the server's folder. */
        public Builder log(Path file) {
            this.log = file.toAbsolutePath().normalize();
            return this;
        }

        Builder temporary() {
            this.temporary = true;
            return this;
        }

        /** @throws PostgresException with one line for the operator when there is no server to be had */
        public EmbeddedPostgres start() throws IOException {
            return new EmbeddedPostgres(this);
        }
    }
}
