package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;

/**
 * Bytes of a text in UTF-8, put together with no texts in between: there are fifteen million cells in a large file. Whoever puts has
 * asked for {@link #room} before. Not thread-safe.
 */
final class Utf8 {
    /** Enough for what is no text: numbers, times, names of types. */
    static final int SOME = 1_024;
    /** So many bytes a char has at most. */
    static final int WIDEST = 3;

    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[2 * SOME];
    private int length;

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Takes back what was put since. */
    void cut(int to) {
        length = to;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    void room(int wanted) {
        if (bytes.length - length < wanted) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + wanted));
        }
    }

    /** @param c below 0x80 */
    void put(char c) {
        bytes[length++] = (byte) c;
    }

    void put(byte[] some) {
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    /** @param text of chars below 0x80 */
    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    void number(long value) {
        if (value < 0) {
            // So that the smallest of all has room.
            ascii(Long.toString(value));
            return;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** An amount, with all the digits that its currency has. */
    void amount(Decimals.Amount amount, char decimal) {
        long minor = amount.minor();
        long whole = minor / amount.scale();
        if (minor < 0 && whole == 0) {
            put('-');
        }
        number(whole);
        if (amount.digits() > 0) {
            put(decimal);
            long fraction = Math.abs(minor % amount.scale());
            for (long place = amount.scale() / 10; place > 0; place /= 10) {
                put((char) ('0' + fraction / place % 10));
            }
        }
    }

    void time(Instant instant) {
        length = UtcTimes.write(instant, bytes, length);
    }

    /**
     * The character at a place of a text, also if it takes two chars; a half of one becomes U+FFFD.
     *
     * @return how many chars it took
     */
    int character(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            follow(0xC0 | c >> 6);
            follow(0x80 | c & 0x3F);
        } else if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            int point = Character.toCodePoint(c, text.charAt(at + 1));
            follow(0xF0 | point >> 18);
            follow(0x80 | point >> 12 & 0x3F);
            follow(0x80 | point >> 6 & 0x3F);
            follow(0x80 | point & 0x3F);
            return 2;
        } else {
            wide(Character.isSurrogate(c) ? REPLACEMENT : c);
        }
        return 1;
    }

    /** Stands for what cannot be written. */
    void replacement() {
        wide(REPLACEMENT);
    }

    private void wide(char c) {
        follow(0xE0 | c >> 12);
        follow(0x80 | c >> 6 & 0x3F);
        follow(0x80 | c & 0x3F);
    }

    private void follow(int value) {
        bytes[length++] = (byte) value;
    }
}
