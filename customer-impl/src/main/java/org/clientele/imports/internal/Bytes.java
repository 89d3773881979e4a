package org.clientele.imports.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are collected one by one, without the lock that a ByteArrayOutputStream takes for each. */
final class Bytes {
    private byte[] bytes = new byte[8_192];
    private int length;
    private int signs;

    void add(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
        signs |= b;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        signs = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** @param decoder of a charset that keeps ASCII as it is */
    String decode(CharsetDecoder decoder) throws CharacterCodingException {
        return (signs & 0x80) == 0
                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                : decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    }
}
