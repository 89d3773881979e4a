package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starting and ending {@code bin/clientele}. */
class RunIT {
    @Test
    void startsFromNothingEndsCleanlyAndStartsAgain() throws Exception {
        try (Distribution first =
                Distribution.in("first start").without("CLIENTELE_ADMIN_TOKEN").startAndAwait()) {
            assertThat(first.log()).doesNotContain("Stopping bundles").doesNotContain("ERROR");
            Path token = first.data().resolve("etc/clientele-admin.token");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                    .isEqualTo("rw-------");
            ProcessHandle database = first.database().orElseThrow();
            // It is told after the first answer.
            Until.within(Duration.ofSeconds(60), "how to stop it", () -> first.output()
                    .contains("Ctrl-C"));

            assertThat(first.stop()).isZero();
            assertThat(database.onExit()).succeedsWithin(Duration.ofSeconds(60));
            assertThat(first.output())
                    .contains("Console      " + first.address() + "/console/")
                    .contains("API          " + first.address() + "/api/admin/v1")
                    .contains("Admin token  " + token)
                    .contains("Clientele has stopped");

            try (Distribution warm = first.again().startAndAwait()) {
                assertThat(warm.stop()).isZero();
            }
        }
    }

    @Test
    void takenPortIsOneLine() {
        refused(
                Distribution.in("taken port")
                        .env(
                                "CLIENTELE_HTTP_PORT",
                                Integer.toString(Distribution.shared().port())),
                "Port .* is not free: set CLIENTELE_HTTP_PORT.*");
    }

    @Test
    void dataFolderInUseIsOneLine() {
        refused(
                Distribution.in("in use")
                        .env("CLIENTELE_DATA", Distribution.shared().data().toString()),
                "Another Clientele runs with the data in .*");
    }

    @Test
    void unreachableDatabaseIsOneLine() {
        refused(
                Distribution.in("no database")
                        .env(
                                "CLIENTELE_DB_URL",
                                "jdbc:postgresql://127.0.0.1:" + Distribution.freePort() + "/clientele"),
                "The database jdbc:postgresql:.* cannot be used: Connection to .* refused.*");
    }

    @Test
    void dataOfALaterReleaseIsOneLine() throws IOException {
        Path data = Archives.emptyFolder("later");
        Files.writeString(data.resolve("release"), "99.0.0\nfingerprint\n");
        refused(
                Distribution.in("later release").env("CLIENTELE_DATA", data.toString()),
                "The data in .* is of Clientele 99.0.0, this is only .*");
    }

    @Test
    void dataOfAnotherPostgresIsOneLine() throws IOException {
        Path data = Archives.emptyFolder("older");
        Files.createDirectories(data.resolve("postgres/data"));
        Files.writeString(data.resolve("postgres/data/PG_VERSION"), "14\n");
        refused(
                Distribution.in("other postgres").env("CLIENTELE_DATA", data.toString()),
                "The data in .* is of PostgreSQL 14, this Clientele brings PostgreSQL 18");
    }

    @Test
    void nothingButHttpIsOpen() throws IOException {
        Distribution shared = Distribution.shared();
        assertThat(OpenPorts.of(shared.pid())).containsExactly(shared.port());
    }

    @Test
    void nobodyHasADefaultPassword() throws IOException {
        Path etc = Distribution.shared().data().resolve("etc");
        assertThat(settings(etc.resolve("users.properties"))).isEmpty();
        assertThat(settings(etc.resolve("keys.properties"))).isEmpty();
    }

    @Test
    void eventAdminIsThereFromTheStart() throws IOException {
        assertThat(settings(Distribution.shared().data().resolve("etc/startup.properties")))
                .contains("eventadmin");
    }

    private static void refused(Distribution.Builder start, String line) {
        try (Distribution refused = start.start()) {
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(refused.output().lines()).hasSize(1).first().asString().matches(line);
        }
    }

    private static String settings(Path file) throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList());
    }
}
