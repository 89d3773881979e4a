package org.clientele.customer.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.clientele.Problem.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What custom fields may hold: all that PostgreSQL can read as {@code jsonb} again. One number that it cannot would fail every query over
 * the fields of all customers.
 */
final class CustomValues {
    /** Before the point and behind it, as imports have it. */
    private static final int MOST_DIGITS = 40;

    private final Checks checks;

    private CustomValues(Checks checks) {
        this.checks = checks;
    }

    static void check(Checks checks, Map<String, @Nullable Object> fields) {
        new CustomValues(checks).object("/customFields", fields);
    }

    private void object(String at, Map<?, ?> members) {
        members.forEach((name, value) -> {
            String pointer = at + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1");
            text(pointer, String.valueOf(name));
            value(pointer, value);
        });
    }

    private void value(String at, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            object(at, members);
        } else if (value instanceof Iterable<?> items) {
            int i = 0;
            for (Object item : items) {
                value(at + "/" + i++, item);
            }
        } else if (value instanceof CharSequence text) {
            text(at, text.toString());
        } else if (value instanceof Number number) {
            checks.that(isStorable(number), at, "range", "This number is too large or too small.");
        }
    }

    private void text(String at, String text) {
        checks.that(text.indexOf('\0') < 0, at, "nul-character", "The NUL character cannot be stored.");
        checks.that(!hasHalfPair(text), at, "unpaired-surrogate", "Half of a surrogate pair is no character.");
    }

    private static boolean hasHalfPair(String text) {
        // A pair is one code point; what is left as a surrogate has lost its other half.
        return text.codePoints().anyMatch(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
    }

    private static boolean isStorable(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) && isStorable(new BigDecimal(number.toString()));
        }
        if (number instanceof BigInteger whole) {
            return isStorable(new BigDecimal(whole));
        }
        return !(number instanceof BigDecimal decimal)
                || (Math.abs((long) decimal.scale()) <= MOST_DIGITS
                        && (long) decimal.precision() - decimal.scale() <= MOST_DIGITS);
    }
}
