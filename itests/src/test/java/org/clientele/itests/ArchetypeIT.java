package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The life of a plugin that a third party generates, builds, installs, switches, updates and removes. One test, since each step needs the last. */
final class ArchetypeIT {
    private static final String FEATURE = "features/clientele-review";
    private static final String EXTENSIONS = "console/extensions";
    private static final String HIGH =
            "customers?filter=review.score%20ge%204&sort=-review.score&fields=id,review.score";

    @Test
    void aGeneratedPluginIsBuiltInstalledUsedSwitchedUpdatedAndRemoved() throws Exception {
        Path folder = Archives.emptyFolder("archetype");
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        PluginProject project = PluginProject.generate(folder, "review", "Reviews");
        // With its own tests, and formatted.
        project.build(plugins, "verify", "com.diffplug.spotless:spotless-maven-plugin:check");
        Distribution.Builder builder = Distribution.in("archetype distribution")
                .etc(
                        "org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository=" + plugins + "\n"
                                + "org.ops4j.pax.url.mvn.repositories=\n"
                                + "org.ops4j.pax.url.mvn.defaultRepositories="
                                + "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots\n");
        try (OperatorShell shell = OperatorShell.start(builder)) {
            Distribution distribution = shell.distribution();
            Api api = distribution.api();
            assertThat(api.get("review/" + UUID.randomUUID()).at("/code")).isEqualTo("not-found");

            install(shell, "1.0.0-SNAPSHOT", "feature:install clientele-review");
            until(() -> api.get(FEATURE).at("/state").equals("active")
                    && api.get("schema/customers").text().contains("review.score"));
            String id = used(api);
            until(() -> isShown(api));
            String module = tab(api).at("/module").asText();
            assertThat(api.get(module).text()).contains("export function activate");
            assertThat(distribution.anonymous().get(module).status()).isEqualTo(200);
            assertThat(api.get(tab(api).at("/messages/de").asText()).text()).contains("Punkte");
            String segment = api.post("segments", Map.of("name", "Liked", "filter", "review.score ge 4"))
                    .at("/id");
            assertThat(api.get("segments/" + segment).at("/state")).isEqualTo("active");
            assertThat(isShown(scoped(api, "review:read"))).isTrue();
            assertThat(isShown(scoped(api, "customers:read"))).isFalse();

            api.put(FEATURE, Map.of("enabled", false));
            assertThat(api.get("review/" + id).at("/code")).isEqualTo("feature-disabled");
            until(() -> api.get(module).status() == 404
                    && !isShown(api)
                    && api.get(HIGH).status() == 400);
            assertThat(api.get("segments/" + segment).at("/state")).isEqualTo("suspended");

            api.put(FEATURE, Map.of("enabled", true));
            until(() -> isUsable(api, id));
            assertThat(api.get(module).status()).isEqualTo(200);

            change(project);
            project.build(plugins, "-DskipTests", "verify");
            install(shell, "1.1.0-SNAPSHOT", "feature:install --upgrade clientele-review");
            until(() -> api.get(FEATURE).at("/version").startsWith("1.1.0") && isUsable(api, id));
            until(() -> api.get("schema/customers").text().contains("Stars"));
            assertThat(tab(api).at("/module").asText()).isNotEqualTo(module);
            until(() -> api.get(module).status() == 404);

            assertThat(shell.type("feature:uninstall clientele-review")).doesNotContain("Error");
            until(() -> api.get("review/" + id).at("/code").equals("not-found")
                    && !isShown(api)
                    && api.get(HIGH).status() == 400);
            assertThat(api.get(FEATURE).status()).isEqualTo(404);
            assertThat(api.get("customers/" + id).status()).isEqualTo(200);

            assertThat(shell.type("feature:install clientele-review")).doesNotContain("Error");
            until(() -> isUsable(api, id));
            assertThat(api.get("segments/" + segment).at("/state")).isEqualTo("active");
        }
    }

    private static void install(OperatorShell shell, String version, String install) throws Exception {
        assertThat(shell.type("feature:repo-add mvn:com.example/review-plugin/" + version + "/xml/features"))
                .doesNotContain("Error");
        assertThat(shell.type(install)).doesNotContain("Error");
    }

    /** Returns the id of a customer with a score of 5. */
    private static String used(Api api) {
        String id = api.post("customers", Map.of("lastName", "Lovelace")).at("/id");
        until(() -> api.put("review/" + id, Map.of("score", 5, "remark", "asks well"))
                        .status()
                == 200);
        String other = api.post("customers", Map.of("lastName", "Babbage")).at("/id");
        assertThat(api.put("review/" + other, Map.of("score", 1)).status()).isEqualTo(200);
        assertThat(api.put("review/" + other, Map.of("score", 6)).at("/errors/0/pointer"))
                .isEqualTo("/score");
        assertThat(api.get(HIGH).at("/items/0/id")).isEqualTo(id);
        assertThat(api.get(HIGH).at("/items/0/review.score")).isEqualTo("5");
        assertThat(api.get(HIGH).at("/page/totalItems")).isEqualTo("1");
        return id;
    }

    private static boolean isUsable(Api api, String id) {
        return api.get("review/" + id).at("/score").equals("5")
                && api.get(HIGH).at("/items/0/id").equals(id)
                && isShown(api);
    }

    private static boolean isShown(Api api) {
        return !tab(api).isMissingNode();
    }

    /** What the plugin adds to the console; missing if it is not there. */
    private static JsonNode tab(Api api) {
        for (JsonNode extension : api.get(EXTENSIONS).body().at("/items")) {
            if (extension.at("/id").asText().equals("review.tab")) {
                return extension;
            }
        }
        return MissingNode.getInstance();
    }

    /** The next version: another label, another module, one more migration. */
    private static void change(PluginProject project) throws Exception {
        replace(project.file("pom.xml"), "<version>1.0.0-SNAPSHOT<", "<version>1.1.0-SNAPSHOT<");
        replace(project.file("src/main/java/com/example/review/ReviewAttributes.java"), "\"Score\"", "\"Stars\"");
        replace(project.file("src/main/resources/console/tab.js"), "'number'", "'range'");
        Files.writeString(
                project.file("src/main/resources/db/review/V002__by.sql"),
                "alter table review.entry add column said_by text;\n");
    }

    private static void replace(Path file, String text, String by) throws Exception {
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, by));
    }

    private static Api scoped(Api api, String scope) {
        return api.withKey(api.post("keys", Map.of("name", "one scope", "scopes", List.of(scope)))
                .at("/token"));
    }

    private static void until(BooleanSupplier reached) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
