package org.clientele.customfield;

import java.util.List;

/**
 * A custom field that has a type. Its values are held to it, and it is the attribute {@code custom.<name>}: a column, a filter and a
 * sort key.
 *
 * @param name the member of {@code customFields}: a letter, then letters, digits, {@code _} and {@code -}
 * @param label what people read
 * @param values all possible values of a {@link Type#CODE}, if they are fixed; empty otherwise
 * @param required whether a customer that is created has it, and nobody takes it away
 * @param personal whether it tells who the customer is; only callers with {@code customers.pii:read} see the attribute
 * @param version grows with each change
 */
public record CustomField(
        String name, String label, Type type, List<String> values, boolean required, boolean personal, long version) {
    public CustomField {
        values = values == null ? List.of() : List.copyOf(values);
    }

    /** What a value is. */
    public enum Type {
        /** A string of up to 1,000 characters. */
        TEXT,
        /** A whole number of 64 bits. */
        INTEGER,
        DECIMAL,
        BOOLEAN,
        /** A string {@code YYYY-MM-DD}. */
        DATE,
        /** A string, one of a set if that is fixed. */
        CODE
    }
}
