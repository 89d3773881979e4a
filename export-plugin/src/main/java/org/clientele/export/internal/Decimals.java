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

    /**
     * Minor units, and how many of them make one.
     *
     * @param digits of the fraction
     */
    record Amount(long minor, int digits, long scale) {}

    static Amount of(Money money) {
        int digits = digits(money.currency());
        long scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= 10;
        }
        return new Amount(money.amount(), digits, scale);
    }

    static BigDecimal decimal(Money money) {
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
