package org.clientele.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** For who writes the console: its files from a folder of sources, as they are at each request. */
record WebFolder(Path root) {
    /** Empty if there is no such file below the folder. */
    Optional<WebFile> file(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        return file.startsWith(root) && Files.isRegularFile(file)
                ? WebFile.of(path, Files.readAllBytes(file))
                : Optional.empty();
    }
}
