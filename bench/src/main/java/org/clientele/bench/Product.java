package org.clientele.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution as an operator runs it, on data of its own. */
final class Product implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path data;
    private final int port;
    private final String token;

    private Product(Process process, Path data, int port, String token) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.token = token;
    }

    /** Starts it on an empty folder, with as much heap as an operator who says nothing gets. */
    static Product start(Path home, Path data) throws IOException, InterruptedException {
        return start(home, data, "512m");
    }

    static Product start(Path home, Path data, String heap) throws IOException, InterruptedException {
        delete(data);
        Files.createDirectories(data);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        int port = port();
        ProcessBuilder command = new ProcessBuilder(
                        home.resolve("bin").resolve("clientele").toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        command.environment()
                .putAll(Map.of(
                        "CLIENTELE_HEAP",
                        heap,
                        "CLIENTELE_DATA",
                        data.toString(),
                        "CLIENTELE_HTTP_PORT",
                        Integer.toString(port),
                        "CLIENTELE_ADMIN_TOKEN",
                        token));
        Product product = new Product(command.start(), data, port, token);
        Runtime.getRuntime().addShutdownHook(new Thread(product.process::destroy));
        try {
            product.awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            product.close();
            throw e;
        }
        return product;
    }

    HttpConnection connect() throws IOException {
        return new HttpConnection(port);
    }

    HttpRequest get(String path) {
        return HttpRequest.get(path, token);
    }

    HttpRequest post(String path, String type, byte[] body) {
        return HttpRequest.post(path, token, type, body);
    }

    HttpRequest delete(String path) {
        return HttpRequest.delete(path, token);
    }

    HttpRequest put(String path, byte[] body) {
        return HttpRequest.put(path, token, body);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The key of the administrator. */
    String token() {
        return token;
    }

    Database database() throws IOException {
        return Database.embedded(data.resolve("postgres"));
    }

    long pid() {
        return process.pid();
    }

    /** The most memory that the JVM has held, in MiB. */
    long peakMemory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** What of its heap is in use after a collection, in bytes; as its own metrics have it, since meanwhile it goes on. */
    long liveMemory() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        try (HttpConnection connection = connect()) {
            return connection
                    .answer(get("/metrics"))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("jvm_gc_live_data_size_bytes"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("The product does not become ready, see " + data + ".log");
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/health/ready").toURL().openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static int port() throws IOException {
        String given = System.getenv("CLIENTELE_BENCH_PORT");
        if (given != null) {
            return Integer.parseInt(given);
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
