package org.clientele.itests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A distribution of one's own with the Karaf shell open for ssh. */
final class OperatorShell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern BUNDLE = Pattern.compile("Bundle ID: (\\d+)");

    private final Distribution distribution;
    private final SshClient client;
    private final KeyPair pair;
    private final int port;

    private OperatorShell(Distribution distribution, KeyPair pair, int port) {
        this.distribution = distribution;
        this.pair = pair;
        this.port = port;
        this.client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    static OperatorShell start(String name) throws Exception {
        return start(Distribution.in(name));
    }

    static OperatorShell start(Distribution.Builder builder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String key = PublicKeyEntry.toString(pair.getPublic()).split(" ", -1)[1];
        int port = Distribution.freePort();
        Distribution distribution = builder.env("CLIENTELE_SSH_PORT", Integer.toString(port))
                .etc(
                        "keys.properties",
                        "ops=" + key + ",_g_:admingroup\n"
                                + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n")
                .startAndAwait();
        return new OperatorShell(distribution, pair, port);
    }

    Distribution distribution() {
        return distribution;
    }

    /** @return the id of the bundle */
    String install(Path jar) throws Exception {
        String printed = type("bundle:install -s '" + jar.toUri() + "'");
        Matcher id = BUNDLE.matcher(printed);
        if (!id.find()) {
            throw new AssertionError(printed);
        }
        return id.group(1);
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
        distribution.close();
    }
}
