package org.clientele.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

/**
 * The configuration in the data folder, copied from the release. A later release replaces what the operator has not changed,
 * and what is Karaf's and not the operator's; it never touches the rest.
 */
final class Configuration {
    private static final String FEATURES = "org.apache.karaf.features.cfg";
    private static final Set<String> OWNED_BY_THE_RELEASE = Set.of(
            "config.properties", "jre.properties", "startup.properties", "system.properties", "profile.cfg", FEATURES);

    private final Path source;
    private final Path target;
    private final Path hashes;

    Configuration(Path source, Path target) {
        this.source = source;
        this.target = target;
        this.hashes = target.resolve(".shipped");
    }

    void update(Plugins plugins) throws IOException {
        Properties shipped = new Properties();
        if (Files.exists(hashes)) {
            try (InputStream in = Files.newInputStream(hashes)) {
                shipped.load(in);
            }
        }
        for (Path file : Release.files(source)) {
            String name = source.relativize(file).toString();
            if (mayBeReplaced(name, shipped.getProperty(name, ""))) {
                Path copy = target.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            shipped.setProperty(name, hash(file));
        }
        install(plugins);
        try (OutputStream out = Files.newOutputStream(hashes)) {
            shipped.store(out, "The files as shipped, to tell which of them the operator changed");
        }
    }

    private boolean mayBeReplaced(String name, String shippedHash) throws IOException {
        Path existing = target.resolve(name);
        return OWNED_BY_THE_RELEASE.contains(name)
                || Files.notExists(existing)
                || hash(existing).equals(shippedHash);
    }

    private void install(Plugins plugins) throws IOException {
        Path file = target.resolve(FEATURES);
        Files.writeString(file, plugins.appliedTo(Files.readString(file)));
    }

    private static String hash(Path file) throws IOException {
        return HexFormat.of().formatHex(Release.sha256().digest(Files.readAllBytes(file)));
    }
}
