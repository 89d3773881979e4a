package org.clientele.subject.internal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.clientele.Problem;

/**
 * Lines on disk until all of them are there: what fails half-way must not look complete, and a slow reader must not hold a snapshot. The
 * file is its owner's only and loses its name at once, so that nothing of it stays after a crash.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final OutputStream out;
    private long length;

    private Spool(FileChannel channel) {
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    static Spool open() {
        try {
            Path file = Files.createTempFile("clientele-", ".spool");
            return new Spool(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw full();
        }
    }

    long length() {
        return length;
    }

    /** @param line without a line feed in it */
    void add(byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw full();
        }
        length += line.length + 1L;
    }

    /** Nothing comes after. */
    void finish() {
        try {
            out.flush();
        } catch (IOException e) {
            throw full();
        }
    }

    /** The lines between two lengths. */
    BufferedReader lines(long from, long to) {
        return new BufferedReader(new InputStreamReader(new Part(from, to), StandardCharsets.UTF_8), BUFFER);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It has no name, so it goes with the process at the latest.
        }
    }

    private static Problem.Unavailable full() {
        return new Problem.Unavailable(
                "storage-full", "There is no place to put the export together.", Duration.ofMinutes(1));
    }

    private final class Part extends InputStream {
        private final long end;
        private long position;

        Part(long from, long to) {
            this.position = from;
            this.end = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (position >= end) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(count, end - position)), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
