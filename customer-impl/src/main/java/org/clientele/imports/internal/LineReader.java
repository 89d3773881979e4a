package org.clientele.imports.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes. A line that is too long is skipped, never held. */
final class LineReader implements Closeable {
    static final int MAX_LINE = 1 << 20;

    private final ByteSource input;
    private final Bytes line = new Bytes();
    private long offset;
    private long number;

    /** Goes on at a place between two lines. */
    LineReader(InputStream input, long offset, long number) throws IOException {
        input.skipNBytes(offset);
        this.input = new ByteSource(input);
        this.offset = offset;
        this.number = number;
    }

    /**
     * A line without its end.
     *
     * @param bytes empty if it is too long
     * @param size of the line with its end
     */
    record Line(long number, Optional<byte[]> bytes, long size) {}

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        line.clear();
        long size = 0;
        boolean tooLong = false;
        for (int b = input.read(); b >= 0; b = input.read()) {
            size++;
            if (b == '\n') {
                return Optional.of(line(size, tooLong));
            }
            if (line.length() == MAX_LINE) {
                tooLong = true;
            } else {
                line.add(b);
            }
        }
        return size == 0 ? Optional.empty() : Optional.of(line(size, tooLong));
    }

    private Line line(long size, boolean tooLong) {
        offset += size;
        number++;
        return new Line(number, tooLong ? Optional.empty() : Optional.of(line.copy()), size);
    }

    /** How many bytes were read so far. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
