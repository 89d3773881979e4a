package org.clientele.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Where servers for tests live: below the temporary folder, the programs shared, the data named after the JVM that owns it. */
final class TestFolders {
    private static final System.Logger LOG = System.getLogger(TestFolders.class.getName());
    private static final String PREFIX = "test-";

    private TestFolders() {}

    static EmbeddedPostgres.Builder create() throws IOException {
        Path root = root();
        deleteAbandoned(root);
        Path folder = root.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
        return EmbeddedPostgres.in(folder).binaries(root).temporary();
    }

    /** Readable by others because root's server may run as another account; the data below is not. */
    private static Path root() throws IOException {
        Path root = Path.of(System.getProperty("java.io.tmpdir"), "clientele-postgres-" + Account.userName());
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String owner = Files.getOwner(root).getName();
        if (!owner.equals(Account.userName())) {
            throw new PostgresException(root + " belongs to " + owner);
        }
        return root;
    }

    private static void deleteAbandoned(Path root) throws IOException {
        List<Path> abandoned;
        try (Stream<Path> folders = Files.list(root)) {
            abandoned = folders.filter(TestFolders::isAbandoned).toList();
        }
        for (Path folder : abandoned) {
            try {
                Programs programs =
                        new Programs(Binaries.unpackedIn(root), Account.choose(), root.resolve("abandoned.log"));
                programs.exitCode("pg_ctl", List.of("stop", "--mode=immediate", "--pgdata=" + folder.resolve("data")));
                Folders.delete(folder);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Somebody else deletes {0}", folder);
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String pid = name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length()));
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }
}
