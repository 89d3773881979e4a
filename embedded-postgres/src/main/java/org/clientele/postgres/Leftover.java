package org.clientele.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code kill -9} of a server leaves behind. A killed server that nobody has waited for yet is still in the process table,
 * which {@code pg_ctl} and the server itself take for running: they would wait for it in vain.
 */
final class Leftover {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path data;
    private final Path lock;

    Leftover(Path data) {
        this.data = data;
        this.lock = data.resolve("postmaster.pid");
    }

    /** Removes the lock of a dead server, once its last process has ended. */
    void clear() throws IOException {
        if (!Files.exists(lock) || !isDead(lockedBy())) {
            return;
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (hasProcesses()) {
            if (Instant.now().isAfter(end)) {
                throw new PostgresException("Processes of a killed PostgreSQL still use " + data);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Files.deleteIfExists(lock);
    }

    private String lockedBy() throws IOException {
        try (var lines = Files.lines(lock)) {
            return lines.findFirst().orElse("").strip();
        }
    }

    /** Whether the process is there in name only; one that is not there at all the server finds out about itself. */
    private static boolean isDead(String pid) throws IOException {
        Path stat = PROCESSES.resolve(pid).resolve("stat");
        if (pid.isEmpty() || !Files.isReadable(stat)) {
            return false;
        }
        try {
            String text = Files.readString(stat);
            char state = text.charAt(text.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (java.nio.file.NoSuchFileException ended) {
            return false;
        }
    }

    /** Each process of a server works in its data folder. */
    private boolean hasProcesses() throws IOException {
        Path here = data.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (worksIn(process, here)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException endedOrForeign) {
            return false;
        }
    }
}
