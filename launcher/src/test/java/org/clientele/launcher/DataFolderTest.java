package org.clientele.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private final Path home;
    private final Path root;
    private final Release release;

    DataFolderTest(@TempDir Path temporary) {
        this.home = temporary.resolve("release");
        this.root = temporary.resolve("data");
        this.release = new Release(home);
    }

    @BeforeEach
    void smallRelease() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("system/org/clientele"));
        Files.writeString(home.resolve("etc/org.clientele.rest.cfg"), "limit=1");
        Files.writeString(home.resolve("etc/startup.properties"), "first");
        Files.writeString(
                home.resolve("etc/org.apache.karaf.features.cfg"),
                "featuresRepositories = \\\n    mvn:a\n\nfeaturesBoot = \\\n    shell/4, \\\n    clientele/1, \\\n    wrap/2\n");
        Files.writeString(home.resolve("system/org/clientele/rest.jar"), "first");
    }

    @Test
    void configurationIsCopiedFirst() throws Exception {
        prepare();

        assertThat(etc("org.clientele.rest.cfg")).isEqualTo("limit=1");
    }

    @Test
    void cacheStaysWithTheSameRelease() throws Exception {
        prepare();
        Path cached = Files.writeString(root.resolve("karaf/bundle"), "cached");
        prepare();

        assertThat(cached).exists();
    }

    @Test
    void cacheGoesWithAnotherBundle() throws Exception {
        prepare();
        Path cached = Files.writeString(root.resolve("karaf/bundle"), "cached");
        Files.writeString(home.resolve("system/org/clientele/rest.jar"), "other");
        prepare();

        assertThat(cached).doesNotExist();
    }

    @Test
    void laterReleaseReplacesWhatTheOperatorLeftAlone() throws Exception {
        prepare();
        Files.writeString(home.resolve("etc/org.clientele.rest.cfg"), "limit=2");
        prepare();

        assertThat(etc("org.clientele.rest.cfg")).isEqualTo("limit=2");
    }

    @Test
    void laterReleaseKeepsWhatTheOperatorChanged() throws Exception {
        prepare();
        Files.writeString(root.resolve("etc/org.clientele.rest.cfg"), "limit=9");
        Files.writeString(home.resolve("etc/org.clientele.rest.cfg"), "limit=2");
        prepare();

        assertThat(etc("org.clientele.rest.cfg")).isEqualTo("limit=9");
    }

    @Test
    void laterReleaseReplacesWhatIsKarafs() throws Exception {
        prepare();
        Files.writeString(root.resolve("etc/startup.properties"), "changed");
        Files.writeString(home.resolve("etc/startup.properties"), "second");
        prepare();

        assertThat(etc("startup.properties")).isEqualTo("second");
    }

    @Test
    void demoComesAndGoes() throws Exception {
        prepare("clientele-demo");
        assertThat(etc("org.apache.karaf.features.cfg")).contains("clientele-demo, \\\n    shell/4");

        prepare();
        assertThat(etc("org.apache.karaf.features.cfg")).doesNotContain("clientele-demo");
    }

    @Test
    void operatorsInstallAndLeaveOutFeaturesForGood() throws Exception {
        Plugins plugins = Plugins.of("review, -clientele,-wrap", "mvn:com.example/review/1/xml/features");
        try (DataFolder data = DataFolder.taken(root)) {
            data.prepare(release, plugins);
        }
        assertThat(etc("org.apache.karaf.features.cfg"))
                .isEqualTo("featuresRepositories = \\\n    mvn:com.example/review/1/xml/features, \\\n    mvn:a\n\n"
                        + "featuresBoot = \\\n    review, \\\n    shell/4\n");
        assertThatThrownBy(() -> Plugins.of("a b", "")).hasMessageContaining("no name of a feature: a b");
        assertThatThrownBy(() -> Plugins.of("", "review.xml")).hasMessageContaining("no address: review.xml");
    }

    @Test
    void dataOfALaterReleaseAreRefused() throws Exception {
        prepare();
        Files.writeString(root.resolve("release"), "99.1\nfingerprint\n");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("is of Clientele 99.1, this is only");
    }

    @Test
    void oneAtATime() throws Exception {
        try (DataFolder first = DataFolder.taken(root)) {
            assertThatThrownBy(() -> DataFolder.taken(first.root())).isInstanceOf(LaunchException.class);
        }
        DataFolder.taken(root).close();
    }

    private void prepare(String... features) throws LaunchException, IOException {
        try (DataFolder data = DataFolder.taken(root)) {
            data.prepare(release, new Plugins(List.of(features), List.of()));
        }
    }

    private String etc(String name) throws IOException {
        return Files.readString(root.resolve("etc").resolve(name));
    }
}
