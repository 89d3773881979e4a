package org.clientele.export.internal;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.Money;

/** Numbers as people write them. */
final class Decimals {
    private static final int USUAL_DIGITS = 2;
    private static final Map<String, Integer> DIGITS = new ConcurrentHashMap<>();

    private Decimals() {}

    /** With all the digits that its currency has. */
    static BigDecimal of(Money money) {
        return BigDecimal.valueOf(money.amount(), digits(money.currency()));
    }

    /** How many digits the fraction of an amount has. */
    static int digits(String currency) {
        return DIGITS.computeIfAbsent(currency, Decimals::lookUp);
    }

    private static int lookUp(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? 0 : digits;
        } catch (IllegalArgumentException unknown) {
            return USUAL_DIGITS;
        }
    }

    /** Without an exponent; nothing for what is no number. */
    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "";
        }
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53) {
            return Long.toString(whole);
        }
        return BigDecimal.valueOf(value).toPlainString();
    }
}
