package org.clientele.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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

/** The Karaf shell of a distribution as an operator uses it: through ssh, with a key of one's own. */
public final class Shell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = Distribution.freePort();
    private final KeyPair pair = pair();
    private final SshClient client = SshClient.setUpDefaultClient();

    public Shell() {
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    /** A distribution that this shell may enter once it has started. */
    public Distribution.Builder of(Distribution.Builder distribution) {
        String key = PublicKeyEntry.toString(pair.getPublic()).split(" ", -1)[1];
        return distribution
                .env("CLIENTELE_SSH_PORT", Integer.toString(port))
                .etc(
                        "keys.properties",
                        "ops=" + key + ",_g_:admingroup\n"
                                + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n");
    }

    /** What a command printed, without colours. The shell ends a session with its command. */
    public String type(String command) throws IOException, InterruptedException {
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

    private ClientSession session() throws IOException, InterruptedException {
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

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
