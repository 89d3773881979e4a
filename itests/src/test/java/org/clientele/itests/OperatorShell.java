package org.clientele.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The Karaf shell through ssh, with a key of one's own: {@link #admit} lets it in before the start. */
final class OperatorShell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KeyPair pair;
    private final int port = Distribution.freePort();
    private final SshClient client = SshClient.setUpDefaultClient();

    OperatorShell() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    Distribution.Builder admit(Distribution.Builder distribution) {
        String key = PublicKeyEntry.toString(pair.getPublic()).split(" ", -1)[1];
        return distribution
                .env("CLIENTELE_SSH_PORT", Integer.toString(port))
                .etc(
                        "keys.properties",
                        "ops=" + key + ",_g_:admingroup\n"
                                + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n");
    }

    /** What came back, without colours. The shell ends a session with its command. */
    String type(String command) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ClientSession session = session();
                ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
        }
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private ClientSession session() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                ClientSession session = client.connect("ops", "127.0.0.1", port)
                        .verify(PATIENCE)
                        .getSession();
                session.addPublicKeyIdentity(pair);
                session.auth().verify(PATIENCE);
                return session;
            } catch (IOException notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
                Thread.sleep(500);
            }
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
