package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Our commands. One test, since it starts a product. */
final class ShellIT {
    @Test
    void commandsAreTypedThroughSsh() throws Exception {
        try (OperatorShell shell = OperatorShell.start("shell")) {
            Distribution distribution = shell.distribution();
            Path file = Files.writeString(
                    distribution.data().resolve("customers.ndjson"),
                    "{\"email\":\"ada@example.com\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"}\n");
            assertThat(shell.type("clientele:import --type customers \"" + file + "\""))
                    .contains("Operation ", "created");
            assertThat(shell.type("clientele:customer-find lovelace"))
                    .contains("Reference", "Ada Lovelace", "ada@example.com", "1 of 1");
            String reference =
                    distribution.api().get("customers?q=ada@example.com").at("/items/0/reference");
            assertThat(shell.type("clientele:customer-show " + reference)).contains("ada@example.com", "verification");
            assertThat(shell.type("clientele:operation-list")).contains("customers.import", "succeeded");
            assertThat(shell.type("clientele:summary-rebuild")).doesNotContain("Error");
            String token = shell.type("clientele:key-create --scopes customers:read reader")
                    .strip();
            assertThat(distribution.api().withKey(token).get("customers").status())
                    .isEqualTo(200);
            assertThat(distribution.api().withKey(token).get("keys").status()).isEqualTo(403);
            assertThat(shell.type("clientele:feature-disable watchlist")).contains("disabled");
            assertThat(shell.type("clientele:features")).contains("clientele-watchlist", "disabled");
            assertThat(shell.type("clientele:feature-enable watchlist")).contains("active");
            assertThat(distribution.log()).doesNotContain("ada@example.com", "Lovelace");
        }
    }
}
