package org.clientele.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The files of the bundle's folder {@code web}, read once: nothing else can be asked for, whatever a path says.
 *
 * @param version of the bundle, and a hash of the files: the same on each node, another one when a file changes
 * @param byPath below the folder
 * @param page that loads them, by the addresses of this version
 */
record WebFiles(String version, Map<String, WebFile> byPath, WebFile page) {
    private static final String ROOT = "/web/";
    private static final String PAGE = "index.html";

    static WebFiles of(Bundle bundle) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        var urls = bundle.findEntries(ROOT, "*", true);
        for (URL url : urls == null ? Collections.<URL>emptyList() : Collections.list(urls)) {
            String path = url.getPath().substring(url.getPath().indexOf(ROOT) + ROOT.length());
            if (!path.endsWith("/")) {
                try (InputStream content = url.openStream()) {
                    contents.put(path, content.readAllBytes());
                }
            }
        }
        return of(bundle.getVersion().toString(), contents);
    }

    static WebFiles of(String release, Map<String, byte[]> contents) {
        String version = release + "-" + hash(contents);
        Map<String, WebFile> files = new TreeMap<>();
        contents.forEach((path, content) -> WebFile.of(path, content).ifPresent(file -> files.put(path, file)));
        byte[] page = contents.getOrDefault(PAGE, new byte[0]);
        return new WebFiles(
                version, Collections.unmodifiableMap(files), page(new String(page, StandardCharsets.UTF_8), version));
    }

    Optional<WebFile> file(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static WebFile page(String template, String version) {
        String page = template.replace("${root}", ConsoleServlet.STATIC + version + "/");
        return WebFile.of(PAGE, page.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
