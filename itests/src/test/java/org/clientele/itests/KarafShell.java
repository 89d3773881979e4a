package org.clientele.itests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

/** Types commands into the shell of a distribution, through ssh. */
final class KarafShell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final KeyPair pair;
    private final int port = Distribution.freePort();

    KarafShell() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    /** A distribution that lets this shell in. */
    Distribution.Builder letIn(Distribution.Builder builder) {
        String key = PublicKeyEntry.toString(pair.getPublic()).split(" ", -1)[1];
        return builder.env("CLIENTELE_SSH_PORT", Integer.toString(port))
                .etc(
                        "keys.properties",
                        "ops=" + key + ",_g_:admingroup\n"
                                + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n");
    }

    /** What it printed, without colours. */
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
            } catch (java.io.IOException notYet) {
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
