package org.clientele.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running Clientele: the archive unpacked, {@code bin/clientele} started as a process with a database of its own. Most
 * tests want {@link #shared()}; a test that stops or breaks it takes one of its own with {@link #in(String)}.
 */
public final class Distribution implements AutoCloseable {
    public static final String ADMIN_TOKEN = "itests-0123456789abcdef0123456789abcdef";

    /** A start takes half a minute, and ten times that on a machine that others use, too. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final Path data;
    private final Path output;
    private final int port;
    private volatile boolean ready;

    private Distribution(Process process, Path data, Path output, int port) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.port = port;
    }

    /** One for all tests of this JVM, ready, with {@link #ADMIN_TOKEN}. Tests share its data: make your own customers. */
    public static Distribution shared() {
        return Shared.RUNNING;
    }

    /** One for this test alone, with an empty data folder of that name. */
    public static Builder in(String name) {
        return new Builder(Archives.emptyFolder(name + " data"));
    }

    /** One more start on the same data, with the default environment. */
    public Builder again() {
        return new Builder(data);
    }

    /** One more node on the embedded database of this one, with an empty data folder of that name. */
    public Builder joined(String name) {
        return in(name).env("CLIENTELE_DB_URL", databaseUrl())
                .env("CLIENTELE_DB_USER", "clientele")
                .env("CLIENTELE_DB_PASSWORD", databasePassword());
    }

    /** Of the embedded database. */
    String databaseUrl() {
        List<String> lines =
                read(data.resolve("postgres/data/postmaster.pid")).lines().toList();
        return "jdbc:postgresql://127.0.0.1:" + lines.get(3) + "/clientele";
    }

    String databasePassword() {
        return read(data.resolve("postgres/password"));
    }

    /** The API with the administrator's key. */
    public Api api() {
        return new Api(address(), ADMIN_TOKEN);
    }

    public Api anonymous() {
        return new Api(address(), "");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    /** What it printed. */
    public String output() {
        return read(output);
    }

    /** What it logged. */
    public String log() {
        return read(data.resolve("log/clientele.log"));
    }

    /** The process of the embedded database, while there is one. */
    public Optional<ProcessHandle> database() {
        Path pid = data.resolve("postgres/data/postmaster.pid");
        if (Files.notExists(pid)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(read(pid).lines().findFirst().orElseThrow()));
    }

    public Distribution awaitReady() {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (!process.isAlive()) {
                throw new AssertionError("Ended with " + process.exitValue() + ":\n" + output());
            }
            try {
                if (anonymous().get("/health/ready").status() == 200) {
                    ready = true;
                    return this;
                }
            } catch (UncheckedIOException notYet) {
                // The port opens late in the start.
            }
            sleep(Duration.ofMillis(50));
        }
        kill();
        throw new AssertionError("Not ready within " + PATIENCE + ":\n" + output() + log());
    }

    /** The exit code, when it ends by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("Still running after " + PATIENCE + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM; returns the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** kill -9 of the JVM alone: its database is left behind. */
    public void killJvm() {
        process.destroyForcibly();
        awaitExit();
    }

    /** kill -9 of everything, the database too. */
    public void kill() {
        List<ProcessHandle> database = database().stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .toList();
        killJvm();
        database.forEach(ProcessHandle::destroyForcibly);
        database.forEach(server -> server.onExit().join());
    }

    /** Ends it in the quickest way that leaves nothing behind: whoever wants it stopped cleanly says {@link #stop}. */
    @Override
    public void close() {
        if (process.isAlive()) {
            if (ready) {
                killJvm();
            } else {
                // Its database may have no number yet.
                stop();
            }
        }
        database().filter(ProcessHandle::isAlive).ifPresent(Distribution::end);
    }

    /** Not by force, which would leave its shared memory behind. */
    private static void end(ProcessHandle database) {
        database.destroy();
        try {
            database.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            database.destroyForcibly();
        }
    }

    /**
     * Below those that the system gives to whoever asks for any: it may take half a minute until it is opened, and nobody is to get
     * it meanwhile.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        static final Distribution RUNNING = start();

        private static Distribution start() {
            Distribution distribution = in("shared").startAndAwait();
            Runtime.getRuntime().addShutdownHook(new Thread(distribution::close, "stop-distribution"));
            return distribution;
        }
    }

    /** The environment of a start: a free port and {@link #ADMIN_TOKEN} unless told otherwise. */
    public static final class Builder {
        private final Path data;
        private final Map<String, String> environment = new HashMap<>();

        private Builder(Path data) {
            this.data = data;
            environment.put("CLIENTELE_DATA", data.toString());
            environment.put("CLIENTELE_HTTP_PORT", Integer.toString(freePort()));
            environment.put("CLIENTELE_ADMIN_TOKEN", ADMIN_TOKEN);
        }

        public Builder env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        public Builder without(String name) {
            environment.remove(name);
            return this;
        }

        /** Puts a file of the operator's into {@code etc}. */
        public Builder etc(String name, String text) {
            try {
                Files.createDirectories(data.resolve("etc"));
                Files.writeString(data.resolve("etc").resolve(name), text);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Distribution startAndAwait() {
            return start().awaitReady();
        }

        /** Only starts the process. */
        public Distribution start() {
            Path output = data.resolveSibling(data.getFileName() + ".out");
            ProcessBuilder builder = new ProcessBuilder(Archives.unpackedDistribution()
                            .resolve("bin/clientele")
                            .toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CLIENTELE_"));
            builder.environment().putAll(environment);
            try {
                int port = Integer.parseInt(environment.getOrDefault("CLIENTELE_HTTP_PORT", "8181"));
                return new Distribution(builder.start(), data, output, port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
