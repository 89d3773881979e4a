package org.clientele.export.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflates one piece after the other into the same memory. Not thread-safe. */
final class Packed implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private byte[] bytes = new byte[Piece.SIZE / 2];
    private int size;
    private int length;

    void pack(Piece piece) {
        deflater.reset();
        deflater.setInput(piece.bytes(), 0, piece.length());
        deflater.finish();
        size = 0;
        length = piece.length();
        while (!deflater.finished()) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            size += deflater.deflate(bytes, size, bytes.length - size);
        }
    }

    /** Of what was packed. */
    int length() {
        return length;
    }

    int size() {
        return size;
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    static byte[] unpack(byte[] packed, int length) {
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int done = 0;
            while (done < length) {
                int some = inflater.inflate(bytes, done, length - done);
                if (some == 0) {
                    throw new IllegalStateException("A part of an export is broken.");
                }
                done += some;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A part of an export is broken.", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
