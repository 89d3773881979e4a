package org.clientele.export.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Times as RFC 3339 has them, in UTC, as {@code Instant.toString} writes them, which took a good part of a file's time. */
final class UtcTimes {
    private static final long DAY_SECONDS = 86_400;
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private UtcTimes() {}

    /** @return where it ends */
    static int write(Instant instant, byte[] target, int from) {
        long seconds = instant.getEpochSecond();
        if (seconds < FIRST || seconds > LAST) {
            byte[] text = instant.toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, target, from, text.length);
            return from + text.length;
        }
        long day = Math.floorDiv(seconds, DAY_SECONDS);
        int second = (int) Math.floorMod(seconds, DAY_SECONDS);
        // Days since 0000-03-01, in eras of 400 years (Howard Hinnant, chrono-compatible low-level date algorithms).
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int ofEra = (int) (shifted - era * 146_097);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * ofYear + 2) / 153;
        int dayOfMonth = ofYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int at = two(target, from, year / 100);
        at = two(target, at, year % 100);
        target[at++] = '-';
        at = two(target, at, month);
        target[at++] = '-';
        at = two(target, at, dayOfMonth);
        target[at++] = 'T';
        at = two(target, at, second / 3_600);
        target[at++] = ':';
        at = two(target, at, second / 60 % 60);
        target[at++] = ':';
        at = two(target, at, second % 60);
        at = fraction(target, at, instant.getNano());
        target[at++] = 'Z';
        return at;
    }

    /** Milliseconds, microseconds or nanoseconds, or nothing. */
    private static int fraction(byte[] target, int from, int nanos) {
        int digits = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        if (digits == 0) {
            return from;
        }
        target[from] = '.';
        int rest = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1_000 : nanos;
        for (int at = from + digits; at > from; at--) {
            target[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + digits + 1;
    }

    private static int two(byte[] target, int at, int number) {
        target[at] = (byte) ('0' + number / 10);
        target[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }
}
