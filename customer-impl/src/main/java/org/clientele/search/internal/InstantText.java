package org.clientele.search.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** RFC 3339 in UTC, the same text as {@link Instant#toString} at a fraction of its cost: a page has two hundred of them. */
final class InstantText {
    /** Bytes that any instant fits into. */
    static final int LONGEST = 40;

    private static final long SECONDS_A_DAY = 86_400;
    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;

    private InstantText() {}

    /** @return where the text ends */
    static int write(Instant time, byte[] text, int at) {
        int nanos = time.getNano();
        if (time.getEpochSecond() < YEAR_0 || time.getEpochSecond() >= YEAR_10000 || nanos % 1000 != 0) {
            byte[] plain = time.toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(plain, 0, text, at, plain.length);
            return at + plain.length;
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY));
        int year = date.getYear();
        int second = (int) Math.floorMod(time.getEpochSecond(), SECONDS_A_DAY);
        two(text, at, year / 100);
        two(text, at + 2, year % 100);
        text[at + 4] = '-';
        two(text, at + 5, date.getMonthValue());
        text[at + 7] = '-';
        two(text, at + 8, date.getDayOfMonth());
        text[at + 10] = 'T';
        two(text, at + 11, second / 3600);
        text[at + 13] = ':';
        two(text, at + 14, second / 60 % 60);
        text[at + 16] = ':';
        two(text, at + 17, second % 60);
        int end = fraction(text, at + 19, nanos / 1000);
        text[end] = 'Z';
        return end + 1;
    }

    private static int fraction(byte[] text, int at, int micros) {
        if (micros == 0) {
            return at;
        }
        text[at] = '.';
        three(text, at + 1, micros / 1000);
        if (micros % 1000 == 0) {
            return at + 4;
        }
        three(text, at + 4, micros % 1000);
        return at + 7;
    }

    private static void two(byte[] text, int at, int value) {
        text[at] = (byte) ('0' + value / 10);
        text[at + 1] = (byte) ('0' + value % 10);
    }

    private static void three(byte[] text, int at, int value) {
        text[at] = (byte) ('0' + value / 100);
        two(text, at + 1, value % 100);
    }
}
