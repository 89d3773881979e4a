package org.clientele.search.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;

/**
 * The attributes that a query selects.
 *
 * @param fallbackCurrency of amounts that come without one
 */
record Columns(List<Attribute> attributes, String fallbackCurrency) {
    /** The SQL of all columns; joins their tables to the sources. */
    String select(Sources sources) {
        StringBuilder sql = new StringBuilder();
        for (Attribute attribute : attributes) {
            String expression = attribute.source().expression();
            sql.append(sql.isEmpty() ? "" : ", ")
                    .append(
                            attribute.type() == Type.COMPLEX
                                    ? expression.replace("{}", "s")
                                    : sources.of(attribute, expression));
            if (attribute.type() == Type.MONEY) {
                sql.append(", ")
                        .append(sources.of(
                                attribute,
                                attribute.source().currencyExpression().orElse("null::text")));
            }
        }
        return sql.toString();
    }

    <T> RowFormat.Reader<T> reader(ResultSet result, RowFormat<T> format) throws SQLException {
        return format.reader(result, attributes, fallbackCurrency);
    }

    /** How many columns of the result they take. */
    int width() {
        return attributes.size()
                + (int) attributes.stream()
                        .filter(attribute -> attribute.type() == Type.MONEY)
                        .count();
    }
}
