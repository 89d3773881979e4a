package org.clientele.imports.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Bytes one by one, without the lock that a BufferedInputStream takes for each. */
final class ByteSource implements Closeable {
    private final InputStream input;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    ByteSource(InputStream input) {
        this.input = input;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, input.read(buffer));
            position = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
