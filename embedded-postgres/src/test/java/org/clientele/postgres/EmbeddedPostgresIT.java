package org.clientele.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private final Path temporary;
    private final Path folder;

    EmbeddedPostgresIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.folder = temporary.resolve("my shop's data");
    }

    @Test
    void dataSurviveARestart() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            execute(server, "create table kept (id int)");
        }
        try (EmbeddedPostgres server = start(folder)) {
            execute(server, "select * from kept");
        }
    }

    @Test
    void serverLeftBehindIsStoppedFirst() throws Exception {
        EmbeddedPostgres abandoned = start(folder);
        execute(abandoned, "create table kept (id int)");
        try (EmbeddedPostgres server = start(folder)) {
            assertThat(server.port()).isNotEqualTo(abandoned.port());
            execute(server, "select * from kept");
            assertThatThrownBy(() -> execute(abandoned, "select 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreRefused() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "14\n");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("of PostgreSQL 14, this Clientele brings PostgreSQL 18");
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void passwordIsReadableByItsOwnerOnly() throws Exception {
        start(folder).close();

        Path password = folder.resolve("password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(password)).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void listensOnLoopbackOnlyAndSafely() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "unix_socket_directories")).isEmpty();
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "lc_collate", "select datcollate from pg_database where datname='clientele'"))
                    .isEqualTo("C.UTF-8");
        }
    }

    @Test
    void takenPortIsAnErrorOfOneLine() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(temporary.resolve("other"))
                            .binaries(temporary)
                            .port(server.port())
                            .start())
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("does not start, see ");
        }
    }

    @Test
    void programsAreUnpackedByManyAtOnce() throws Exception {
        int many = 4;
        CountDownLatch ready = new CountDownLatch(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<Binaries>> unpacked = threads.invokeAll(Collections.nCopies(many, () -> {
                ready.countDown();
                ready.await();
                return Binaries.unpackedIn(temporary);
            }));
            for (Future<Binaries> binaries : unpacked) {
                assertThat(binaries.get().program("initdb")).isExecutable();
            }
        } finally {
            threads.shutdown();
        }
        try (var files = Files.list(temporary)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void testServerLeavesNothingBehind() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.forTests().start();
        assertThat(setting(server, "fsync")).isEqualTo("off");
        Path data = Path.of(setting(server, "data_directory"));
        assertThat(data).exists();
        server.close();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void testDatabasesAreSeparate() throws Exception {
        TestDatabase one = TestDatabase.create();
        TestDatabase other = TestDatabase.create();
        try (Connection connection = one.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table mine (id int)");
        }
        try (Connection connection = DriverManager.getConnection(other.url(), other.user(), other.password());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from mine")).hasMessageContaining("does not exist");
        }
    }

    private EmbeddedPostgres start(Path folder) throws IOException {
        return EmbeddedPostgres.in(folder).binaries(sharedBinaries()).start();
    }

    private static Path sharedBinaries() {
        return Path.of("target", "my binaries");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String setting(EmbeddedPostgres server, String name) throws SQLException {
        return setting(server, name, "show " + name);
    }

    private static String setting(EmbeddedPostgres server, String name, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(name).isTrue();
            return result.getString(1);
        }
    }
}
