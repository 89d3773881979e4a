package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The folder below which the operator lets schedules write. Nothing outside of it is reached: no path leads up, no link is followed. */
final class ExportFolder {
    private final Path root;

    ExportFolder(Path root) {
        this.root = root;
    }

    /** Writes what a file has. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside its place and moves it there when it is complete.
     *
     * @param folder relative
     * @return its path below the root
     */
    String write(String folder, String name, Content content) throws IOException {
        if (!ScheduleDraft.isFolder(folder) || name.contains("/") || name.startsWith(".")) {
            throw new IOException("That is no folder for exports.");
        }
        Path there = root.toRealPath();
        for (String part : folder.split("/", -1)) {
            there = there.resolve(part);
            if (Files.notExists(there, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(there);
            }
            if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("A part of the path is no folder.");
            }
        }
        Path partial = there.resolve("." + name + ".part");
        Files.deleteIfExists(partial);
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            OutputStream out = Channels.newOutputStream(channel);
            content.writeTo(out);
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Path target = there.resolve(name);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return folder + "/" + name;
    }
}
