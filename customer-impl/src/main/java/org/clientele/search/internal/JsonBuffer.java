package org.clientele.search.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** JSON in UTF-8 that grows. Not thread-safe. */
final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[2_048];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    JsonBuffer add(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    JsonBuffer add(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        return this;
    }

    void addNull() {
        add(NULL);
    }

    void add(String ascii) {
        add(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    void add(long number) {
        add(Long.toString(number));
    }

    /** A string, from UTF-8. */
    void addText(byte[] text) {
        addText(text, 0, text.length);
    }

    /** A string, from a part of some UTF-8. */
    void addText(byte[] text, int from, int length) {
        reserve(6 * length + 2);
        bytes[size++] = '"';
        for (int i = from; i < from + length; i++) {
            byte b = text[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= 0 && b < ' ') {
                control(b);
            } else {
                bytes[size++] = b;
            }
        }
        bytes[size++] = '"';
    }

    private void control(byte b) {
        bytes[size++] = '\\';
        switch (b) {
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[b >> 4];
                bytes[size++] = HEX[b & 15];
            }
        }
    }

    /** A UUID from its 16 bytes. */
    void addUuid(byte[] uuid) {
        reserve(38);
        bytes[size++] = '"';
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                bytes[size++] = '-';
            }
            bytes[size++] = HEX[(uuid[i] >> 4) & 15];
            bytes[size++] = HEX[uuid[i] & 15];
        }
        bytes[size++] = '"';
    }

    void addInstant(Instant time) {
        reserve(InstantText.LONGEST + 2);
        bytes[size++] = '"';
        size = InstantText.write(time, bytes, size);
        bytes[size++] = '"';
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
