package org.clientele.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void emptyEnvironmentIsALocalServerWithADatabaseOfItsOwn() throws LaunchException {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(8181);
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.database()).isEmpty();
        assertThat(settings.demo()).isFalse();
        assertThat(settings.sshPort()).isEmpty();
    }

    @Test
    void blankIsNotSet() throws LaunchException {
        assertThat(Settings.from(Map.of("CLIENTELE_HTTP_PORT", " ", "CLIENTELE_DB_URL", ""))
                        .httpPort())
                .isEqualTo(8181);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "http"})
    void portIsANumberUpTo65535(String port) {
        assertThatThrownBy(() -> Settings.from(Map.of("CLIENTELE_HTTP_PORT", port)))
                .isInstanceOf(LaunchException.class)
                .hasMessage("CLIENTELE_HTTP_PORT is no port: " + port);
    }

    @Test
    void databaseIsPostgres() {
        assertThatThrownBy(() -> Settings.from(Map.of("CLIENTELE_DB_URL", "jdbc:mysql://localhost/shop")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("CLIENTELE_DB_URL");
    }
}
