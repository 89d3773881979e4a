package org.clientele;

import java.util.Objects;

/**
 * An amount of money.
 *
 * @param amount in minor units of the currency (cents, pence; yen have none)
 * @param currency ISO 4217 alphabetic code, three upper-case letters
 */
public record Money(long amount, String currency) implements Comparable<Money> {
    public Money {
        Objects.requireNonNull(currency);
        if (currency.length() != 3 || !currency.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw Problem.Invalid.at("/currency", "currency", "A currency is three upper-case letters (ISO 4217).");
        }
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot compare " + currency + " with " + other.currency);
        }
        return Long.compare(amount, other.amount);
    }
}
