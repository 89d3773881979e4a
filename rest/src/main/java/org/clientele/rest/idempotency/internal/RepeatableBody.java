package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.clientele.Problem;

/**
 * All of a request's body, read before its transaction begins: that may be repeated, and must not wait for a client that sends slowly.
 * A long one is in a file that is its owner's only and has no name, so that nothing of it stays after a crash.
 */
final class RepeatableBody implements AutoCloseable {
    private static final int MAX_HELD = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final byte[] held;
    private final Optional<FileChannel> file;

    private RepeatableBody(byte[] held, Optional<FileChannel> file) {
        this.held = held;
        this.file = file;
    }

    static RepeatableBody of(HttpServletRequest request) throws IOException {
        InputStream body = request.getInputStream();
        byte[] begin = body.readNBytes(MAX_HELD);
        return begin.length < MAX_HELD ? new RepeatableBody(begin, Optional.empty()) : spooled(begin, body);
    }

    /** From its beginning; what was opened before is of no use then. */
    InputStream open() throws IOException {
        return file.isEmpty()
                ? new ByteArrayInputStream(held)
                : Channels.newInputStream(file.get().position(0));
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            // It has no name, so it goes with the process at the latest.
        }
    }

    private static RepeatableBody spooled(byte[] begin, InputStream rest) throws IOException {
        FileChannel file = create();
        RepeatableBody spooled = new RepeatableBody(new byte[0], Optional.of(file));
        try {
            write(file, begin, begin.length);
            byte[] buffer = new byte[BUFFER];
            for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
                write(file, buffer, read);
            }
            return spooled;
        } catch (IOException | RuntimeException broken) {
            spooled.close();
            throw broken;
        }
    }

    private static FileChannel create() {
        try {
            return FileChannel.open(
                    Files.createTempFile("clientele-", ".body"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw full();
        }
    }

    private static void write(FileChannel file, byte[] bytes, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            throw full();
        }
    }

    private static Problem.Unavailable full() {
        return new Problem.Unavailable("storage-full", "There is no room for the body.", Duration.ofMinutes(1));
    }
}
