package org.clientele.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything that one Clientele keeps: {@code etc}, {@code karaf}, {@code log}, {@code postgres}. */
final class DataFolder implements AutoCloseable {
    private static final String RELEASE = "release";

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Taken until it is closed or this JVM ends. */
    static DataFolder taken(Path root) throws LaunchException, IOException {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new LaunchException("The data folder " + root + " cannot be made: " + reason(e), e);
        }
        if (!Files.isWritable(root)) {
            throw new LaunchException("The data folder " + root + " is not writable");
        }
        FileChannel lock =
                FileChannel.open(root.resolve("clientele.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new LaunchException("Another Clientele runs with the data in " + root + ": set CLIENTELE_DATA");
            }
        } catch (OverlappingFileLockException e) {
            throw new LaunchException("This process already uses the data in " + root, e);
        }
        return new DataFolder(root, lock);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    Path root() {
        return root;
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path karaf() {
        return root.resolve("karaf");
    }

    Path log() {
        return root.resolve("log");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    /** Makes the folder fit the release: its configuration brought up to date, nothing cached of another one. */
    void prepare(Release release, Plugins plugins) throws LaunchException, IOException {
        String[] recorded = recorded();
        Version version = release.version();
        if (recorded.length > 0 && new Version(recorded[0]).compareTo(version) > 0) {
            throw new LaunchException(
                    "The data in " + root + " is of Clientele " + recorded[0] + ", this is only " + version.text());
        }
        for (Path folder : List.of(etc(), karaf(), log())) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Files.createDirectories(postgres());
        String fingerprint = release.fingerprint() + " " + plugins.fingerprint().strip();
        if (recorded.length < 2 || !recorded[1].equals(fingerprint)) {
            delete(karaf());
            new Configuration(release.etc(), etc()).update(plugins);
            Files.writeString(root.resolve(RELEASE), version.text() + "\n" + fingerprint + "\n");
        }
        Files.createDirectories(karaf().resolve("tmp"));
    }

    private String[] recorded() throws IOException {
        Path file = root.resolve(RELEASE);
        return Files.exists(file) ? Files.readString(file).split("\n", -1) : new String[0];
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}
