package org.clientele.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the build made, and where tests put it. */
final class Archives {
    private static final Path FOLDER = Path.of(System.getProperty("archives", "target/archives"));

    private Archives() {}

    static Path karaf() {
        return FOLDER.resolve("apache-karaf.zip");
    }

    static Path kar() {
        return FOLDER.resolve("karaf-features.kar");
    }

    /** The distribution, unpacked once per JVM below a name with spaces. */
    static Path unpackedDistribution() {
        return Unpacked.HOME;
    }

    static Path emptyFolder(String name) {
        try {
            Path folder = FOLDER.resolveSibling("runs").resolve(name);
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static final class Unpacked {
        static final Path HOME = unpack();

        private static Path unpack() {
            Path home = emptyFolder("the distribution");
            try {
                int code = new ProcessBuilder(
                                "tar",
                                "-xzf",
                                FOLDER.resolve("distribution.tar.gz").toString(),
                                "-C",
                                home.toString(),
                                "--strip-components",
                                "1")
                        .inheritIO()
                        .start()
                        .waitFor();
                if (code != 0) {
                    throw new IllegalStateException("tar ended with " + code);
                }
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
