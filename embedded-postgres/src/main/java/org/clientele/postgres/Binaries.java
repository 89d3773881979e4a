package org.clientele.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per version below a folder that several processes may share. */
record Binaries(Path home) {
    private static final String VERSION = readVersion();

    static Binaries unpackedIn(Path root) throws IOException {
        Path home = root.resolve("pgsql-" + VERSION);
        if (!Files.isDirectory(home)) {
            unpack(root, home);
        }
        return new Binaries(home);
    }

    static String major() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Appears under its name only when complete: of several processes that unpack at once one wins, the others drop theirs. */
    private static void unpack(Path root, Path home) throws IOException {
        Files.createDirectories(root);
        Path fresh = root.resolve(".unpacking-" + UUID.randomUUID());
        try {
            extract(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            Folders.delete(fresh);
        }
    }

    private static void extract(Path target) throws IOException {
        String archive = "/postgres-linux-" + architecture() + ".txz";
        InputStream resource = Binaries.class.getResourceAsStream(archive);
        if (resource == null) {
            throw new PostgresException("The programs of PostgreSQL (" + archive + ") are not on the class path");
        }
        Files.createDirectories(target);
        try (InputStream raw = new BufferedInputStream(resource, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new PostgresException("Entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static String architecture() throws PostgresException {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (os.equals("linux")) {
            if (arch.equals("amd64") || arch.equals("x86_64")) {
                return "x86_64";
            }
            if (arch.equals("aarch64") || arch.equals("arm64")) {
                return "arm_64";
            }
        }
        throw new PostgresException("No embedded PostgreSQL for " + os + "/" + arch + ": use a database of your own");
    }

    private static String readVersion() {
        try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("binaries.properties", e);
        }
    }
}
