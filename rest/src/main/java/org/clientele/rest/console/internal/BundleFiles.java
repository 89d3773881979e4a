package org.clientele.rest.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.clientele.console.ConsoleExtension;
import org.osgi.framework.Bundle;

/**
 * The files of a bundle's folder {@code console}, read once: nothing else can be asked for, whatever a path says.
 *
 * @param version of the bundle, and a hash of the files: the same on each node, another one when a file changes
 * @param byPath below the folder
 */
record BundleFiles(String version, Map<String, File> byPath) {
    private static final String ROOT = "/" + ConsoleExtension.FOLDER + "/";
    private static final int MOST_BYTES = 8 << 20;
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml; charset=utf-8");

    /** A file as it is sent. */
    record File(String type, byte[] content) {}

    /** @throws IOException if they cannot be read, or are too large together */
    static BundleFiles of(Bundle bundle) throws IOException {
        Map<String, File> files = new TreeMap<>();
        int bytes = 0;
        var urls = bundle.findEntries(ConsoleExtension.FOLDER, "*", true);
        for (URL url : urls == null ? Collections.<URL>emptyList() : Collections.list(urls)) {
            String path = url.getPath().substring(url.getPath().indexOf(ROOT) + ROOT.length());
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            if (type == null || path.endsWith("/")) {
                continue;
            }
            try (InputStream content = url.openStream()) {
                File file = new File(type, content.readAllBytes());
                bytes += file.content().length;
                files.put(path, file);
            }
            if (bytes > MOST_BYTES) {
                throw new IOException("More than " + MOST_BYTES + " bytes in " + ROOT);
            }
        }
        return new BundleFiles(bundle.getVersion() + "-" + hash(files), Collections.unmodifiableMap(files));
    }

    private static String hash(Map<String, File> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, file) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(ByteBuffer.allocate(4).putInt(0, file.content().length));
                digest.update(file.content());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
