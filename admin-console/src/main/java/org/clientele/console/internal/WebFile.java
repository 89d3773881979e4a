package org.clientele.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent.
 *
 * @param zipped the content with gzip
 */
record WebFile(String type, byte[] content, byte[] zipped) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml; charset=utf-8");

    /** Empty for a kind of file that is not served. */
    static Optional<WebFile> of(String path, byte[] content) {
        return Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                .map(type -> new WebFile(type, content, zip(content)));
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
