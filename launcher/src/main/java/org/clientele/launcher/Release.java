package org.clientele.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The unpacked distribution, which is only ever read. */
record Release(Path home) {

    Version version() throws IOException {
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return new Version(properties.getProperty("version"));
        }
    }

    Path etc() {
        return home.resolve("etc");
    }

    /** Differs when anything differs that Karaf would have cached: its configuration, our bundles, the list of all others. */
    String fingerprint() throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files(home.resolve("system"))) {
            digest.update(home.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            if (file.toString().contains("clientele")) {
                digest.update(Files.readAllBytes(file));
            }
        }
        for (Path file : files(etc())) {
            digest.update(home.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
