package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;

/** The Karaf shell as an operator uses it: through ssh, with a key of one's own. One test, since it starts a product. */
final class ShellIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void commandsAreTypedThroughSsh() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String key = PublicKeyEntry.toString(pair.getPublic()).split(" ", -1)[1];
        int port = Distribution.freePort();
        try (Distribution distribution = Distribution.in("shell")
                        .env("CLIENTELE_SSH_PORT", Integer.toString(port))
                        .etc(
                                "keys.properties",
                                "ops=" + key + ",_g_:admingroup\n"
                                        + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n")
                        .startAndAwait();
                SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            Shell shell = command -> type(client, port, pair, command);
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
            assertThat(distribution.log()).doesNotContain("ada@example.com", "Lovelace");
        }
    }

    private static ClientSession session(SshClient client, int port, KeyPair pair) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                ClientSession session = client.connect("ops", "127.0.0.1", port)
                        .verify(PATIENCE)
                        .getSession();
                session.addPublicKeyIdentity(pair);
                session.auth().verify(PATIENCE);
                return session;
            } catch (java.io.IOException notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
                Thread.sleep(500);
            }
        }
    }

    /** Takes a command and tells what came back. */
    private interface Shell {
        String type(String command) throws Exception;
    }

    /** What came back, without colours. The shell ends a session with its command. */
    private static String type(SshClient client, int port, KeyPair pair, String command) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ClientSession session = session(client, port, pair);
                ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
        }
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
