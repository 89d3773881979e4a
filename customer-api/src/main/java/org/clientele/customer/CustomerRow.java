package org.clientele.customer;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * What a query tells of one customer.
 *
 * @param columns the attributes, the same list for every row of an answer
 * @param values one for each column: String, Long, Double, {@link org.clientele.Money}, Boolean, {@code LocalDate},
 *     {@code Instant}, {@code UUID}, {@code List<String>}, or JSON text for {@link Attribute.Type#JSON}; null where unknown
 */
public record CustomerRow(List<Attribute> columns, List<@Nullable Object> values) {
    /**
     * The value of one attribute.
     *
     * @throws IllegalArgumentException if the query did not ask for it
     */
    public @Nullable Object get(String attribute) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(attribute)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException("not asked for: " + attribute);
    }
}
