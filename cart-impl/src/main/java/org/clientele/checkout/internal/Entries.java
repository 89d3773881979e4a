package org.clientele.checkout.internal;

import java.util.Arrays;
import java.util.List;
import org.clientele.Money;

/** Reads what is configured as a list with commas. A wrong entry fails the start: a wrong price is worse than none. */
final class Entries {
    private Entries() {}

    /** One as {@code key=value}. */
    record Pair(String key, String value) {}

    static List<String> of(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    static List<Pair> pairs(String text) {
        return of(text).stream()
                .map(entry -> {
                    int at = entry.indexOf('=');
                    if (at < 1) {
                        throw new IllegalArgumentException("This has no = in it: " + entry);
                    }
                    return new Pair(
                            entry.substring(0, at).strip(),
                            entry.substring(at + 1).strip());
                })
                .toList();
    }

    /** Of {@code 490 EUR}: minor units and a currency. */
    static Money money(String text) {
        String[] parts = text.split("\\s+", -1);
        if (parts.length != 2 || !parts[0].matches("\\d{1,12}") || !parts[1].matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("This is no amount such as 490 EUR: " + text);
        }
        return new Money(Long.parseLong(parts[0]), parts[1]);
    }

    /** A country, or {@code *}. */
    static String place(String text) {
        if (!text.matches("[A-Z]{2}|\\*")) {
            throw new IllegalArgumentException("This is no country of two upper-case letters, nor *: " + text);
        }
        return text;
    }
}
