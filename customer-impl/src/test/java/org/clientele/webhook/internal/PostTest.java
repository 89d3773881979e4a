package org.clientele.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One POST, against servers that mean well and others. */
final class PostTest {
    private static final byte[] BODY = "{\"a\":\"ß\"}".getBytes(StandardCharsets.UTF_8);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder = Path.of("");

    private static Post post(Networks networks, Duration patience, InetAddress... addresses) {
        return new Post(host -> addresses, networks, (SSLSocketFactory) SSLSocketFactory.getDefault(), patience);
    }

    private static Post post(Networks networks, InetAddress... addresses) {
        return post(networks, Duration.ofSeconds(10), addresses);
    }

    private static Post local() {
        return post(Networks.allowing("127.0.0.0/8"), HERE);
    }

    private static int send(Post post, String url) throws IOException {
        return post.send(URI.create(url), Map.of("webhook-id", "evt_1"), BODY);
    }

    @Test
    void theNameIsResolvedOnceAndSentAsHost() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Receiver receiver = new Receiver();
                Post post = new Post(
                        host -> {
                            asked.incrementAndGet();
                            return new InetAddress[] {HERE};
                        },
                        Networks.allowing("127.0.0.0/8"),
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        Duration.ofSeconds(5))) {
            assertThat(send(post, receiver.url())).isEqualTo(204);
            Receiver.Call call = receiver.calls().get(0);
            assertThat(call.header("Host")).isEqualTo("receiver.example:" + receiver.port());
            assertThat(call.path()).isEqualTo("/hook?a=b");
            assertThat(call.body()).isEqualTo("{\"a\":\"ß\"}");
            assertThat(call.header("webhook-id")).isEqualTo("evt_1");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aNameThatIsAlsoAPrivateAddressIsNotCalled() throws Exception {
        try (Receiver receiver = new Receiver();
                Post here = post(Networks.allowing(), HERE);
                Post mixed = post(Networks.allowing(), InetAddress.getByName("1.1.1.1"), HERE)) {
            assertThatThrownBy(() -> send(here, receiver.url())).hasMessage("The address is not public.");
            assertThatThrownBy(() -> send(mixed, receiver.url())).hasMessage("The address is not public.");
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (Receiver receiver = new Receiver();
                Post post = local()) {
            receiver.answers(call -> 302);
            assertThat(send(post, receiver.url())).isEqualTo(302);
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @Test
    void whoeverAnswersTooSlowlyTooMuchOrNoHttpIsLeft() throws Exception {
        try (Post hasty = post(Networks.allowing("127.0.0.0/8"), Duration.ofMillis(700), HERE);
                Post post = local()) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> send(hasty, url(answering("", 5000)))).hasMessageContaining("No answer within");
            assertThatThrownBy(() -> send(hasty, url(answering("H", 50)))).hasMessageContaining("No answer within");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThatThrownBy(() -> send(post, url(answering("HTTP/1.1 200 OK\r\nx: " + "y".repeat(70_000), 0))))
                    .hasMessage("The answer is too long.");
            assertThatThrownBy(() -> send(post, url(answering("SSH-2.0-OpenSSH\r\n", 0))))
                    .hasMessage("The answer is no HTTP.");
            assertThat(send(post, url(answering("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 0))))
                    .isEqualTo(200);
        }
    }

    private static String url(ServerSocket server) {
        return "http://receiver.example:" + server.getLocalPort() + "/";
    }

    /** Says this once, or again and again with a pause, and never ends. */
    private static ServerSocket answering(String text, long pauseMillis) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, HERE);
        CompletableFuture.runAsync(() -> {
            try (server;
                    Socket socket = server.accept()) {
                do {
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    Thread.sleep(pauseMillis);
                } while (pauseMillis > 0);
                InputStream rest = socket.getInputStream();
                while (rest.read() >= 0) {
                    // Until the other side has left.
                }
            } catch (IOException | InterruptedException e) {
                // It has left.
            }
        });
        return server;
    }

    @Test
    void tlsIsCheckedAgainstTheNameNotTheAddress() throws Exception {
        SSLContext context = context("receiver.example");
        List<String> paths = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        Networks networks = Networks.allowing("127.0.0.0/8");
        try (Post trusting = new Post(
                        host -> new InetAddress[] {HERE},
                        networks,
                        context.getSocketFactory(),
                        Duration.ofSeconds(10));
                Post strangers = new Post(
                        host -> new InetAddress[] {HERE},
                        networks,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        Duration.ofSeconds(10))) {
            assertThat(send(trusting, "https://receiver.example:" + port + "/right"))
                    .isEqualTo(200);
            assertThatThrownBy(() -> send(trusting, "https://other.example:" + port + "/wrong"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> send(strangers, "https://receiver.example:" + port + "/unknown"))
                    .isInstanceOf(IOException.class);
            assertThat(paths).containsExactly("/right");
        } finally {
            server.stop(0);
        }
    }

    /** Made by the keytool of this JDK: has a key for the name, and trusts it. */
    private SSLContext context(String name) throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
