package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A plugin that breaks every rule, and one that keeps to all of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DoctorIT {
    private static final String TABLES = """
            create table bad.note (customer_id uuid primary key, text text);
            create table bad.many (customer_id uuid, text text);
            create table bad.tied (id uuid references customer.customer (id));
            """;
    private static OperatorShell shell;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        shell = OperatorShell.start("doctor");
        api = shell.distribution().api();
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    @Test
    @Order(1)
    void theWatchlistIsHealthy() throws Exception {
        until(() ->
                api.get("features/clientele-watchlist/doctor").at("/healthy").equals("true"));
        until(() -> api.get("features/watchlist/doctor").body().get("findings").isEmpty());
        until(() -> shell.type("clientele:doctor watchlist").strip().equals("Nothing is broken."));
        until(() -> shell.type("clientele:doctor").strip().equals("Nothing is broken."));
        assertThat(api.get("features/nobody/doctor").status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void aBadPluginFailsEveryCheckAndHarmsNobody() throws Exception {
        String first = shell.install(bad().file("db/bad/V001__tables.sql", TABLES)
                .file("db/bad/V002__two.sql", "select 2;")
                .file("db/bad/V003__three.sql", "select 3;")
                .file("db/bad/V004__four.sql", "select 4;")
                .build("1.0.0"));
        until(() -> checks().contains("customer-data"));
        until(() -> checks().contains("failed"));

        assertThat(checks())
                .contains(
                        "unsatisfied",
                        "failed",
                        "import",
                        "import-version",
                        "path",
                        "no-scope",
                        "scope-name",
                        "name",
                        "attribute",
                        "label",
                        "sort-index",
                        "customer-data",
                        "foreign-key",
                        "translation");
        String told = api.get("features/bad/doctor").text();
        assertThat(told)
                .contains(
                        "Callable (bad=never)",
                        "no reason at all",
                        "org.apache.cxf.jaxrs",
                        "belongs to org.clientele.customer-impl")
                .contains("tag-all", "purge", "imports", "bad.note", "missing.key", "messages_de.json")
                .contains("PostgreSQL refuses", "a customer could be there twice", "closes a parenthesis")
                .contains("tables of the house", "rows of other customers", "several rows of one")
                .doesNotContain("\\n", "at org.clientele");
        assertThat(shell.type("clientele:doctor bad")).contains("error clientele-bad no-scope", "The doctor found");

        // None of it reached anybody.
        String id = api.post("customers", Map.of("email", "doctor@example.com", "firstName", "Ada", "lastName", "L"))
                .at("/id");
        assertThat(api.get("customers?q=doctor@example.com").at("/items/0/email"))
                .isEqualTo("doctor@example.com");
        assertThat(api.get("customers/bad").status()).isEqualTo(404);
        assertThat(api.get("customers?fields=id,bad.others").status()).isEqualTo(400);
        until(() -> api.get("customers?fields=id,bad.slow").status() == 200);
        assertThat(api.get("customers?fields=id,bad.slow&q=doctor").at("/items/0/id"))
                .isEqualTo(id);

        api.put("features/bad", Map.of("enabled", false));
        until(() -> checks().containsAll(Set.of("service-left", "thread-left")));
        api.put("features/bad", Map.of("enabled", true));

        String leech = shell.install(bundle("leech", Map.of("Import-Package", "org.clientele.itests.plugins.bad")));
        Path second = bad().file("db/bad/V001__tables.sql", TABLES + "-- changed")
                .file("db/bad/V003__three.sql", "select 3;")
                .replace("watchlist", "nowhere")
                .build("2.0.0");
        shell.type("bundle:update " + first + " '" + second.toUri() + "'");
        until(() -> checks().contains("migration-changed"));
        assertThat(checks())
                .contains("migration-changed", "migration-missing", "migration-newer", "requires", "old-revision");

        shell.type("bundle:uninstall " + leech);
        shell.type("bundle:uninstall " + first);
        until(() -> checks().contains("thread-left"));
        assertThat(shell.type("clientele:doctor")).contains("thread-left bad-loop", "schema-left");
    }

    private static SamplePlugin bad() {
        return new SamplePlugin("bad")
                .header("Private-Package", "")
                .header("Export-Package", "org.clientele.itests.plugins.bad")
                .header(
                        "Import-Package",
                        "org.apache.cxf.jaxrs;resolution:=optional;version=0,org.clientele.note;version=0,*")
                .file("console/messages_en.json", "{\"title\": \"Bad\", \"more\": \"More\"}")
                .file("console/messages_de.json", "{\"title\": \"Schlecht\"}")
                .file("console/tab.js", "export const tab = ({t}) => t('title') + t(\"missing.key\");");
    }

    /** A bundle without classes. */
    static Path bundle(String name, Map<String, String> headers) throws Exception {
        return bundle(name, headers, Map.of());
    }

    static Path bundle(String name, Map<String, String> headers, Map<String, String> files) throws Exception {
        java.util.jar.Manifest manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path file = Archives.emptyFolder("plugin-" + name).resolve(name + ".jar");
        try (var jar = new java.util.jar.JarOutputStream(java.nio.file.Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, String> one : files.entrySet()) {
                jar.putNextEntry(new java.util.zip.ZipEntry(one.getKey()));
                jar.write(one.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            jar.finish();
        }
        return file;
    }

    private static Set<String> checks() {
        Set<String> checks = new TreeSet<>();
        JsonNode findings = api.get("features/bad/doctor").body().path("findings");
        findings.forEach(finding -> checks.add(finding.get("check").asText()));
        return checks;
    }

    static void until(Callable<Boolean> holds) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!holds.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not within 30 s; the bad plugin: "
                        + api.get("features/bad/doctor").text());
            }
            Thread.sleep(100);
        }
    }
}
