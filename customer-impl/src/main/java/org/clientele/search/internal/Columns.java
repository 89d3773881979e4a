package org.clientele.search.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;

/** The attributes that queries select, and their SQL as far as it is always the same. Immutable. */
final class Columns {
    private final List<Attribute> attributes;
    private final boolean idAdded;
    private final String fallbackCurrency;
    private final boolean ofRowsOnly;
    private final Sources tables;
    private final String selected;
    private final int width;

    /**
     * @param idAdded whether the id stands first though nobody asked for it
     * @param fallbackCurrency of amounts that come without one
     */
    Columns(List<Attribute> attributes, boolean idAdded, String fallbackCurrency) {
        this.idAdded = idAdded;
        this.attributes = attributes;
        this.fallbackCurrency = fallbackCurrency;
        this.ofRowsOnly = attributes.stream()
                .allMatch(attribute -> Sources.isOfCustomers(attribute) && attribute.type() != Type.COMPLEX);
        this.tables = new Sources(Optional.empty(), "");
        this.selected = composed(tables);
        this.width = attributes.size()
                + (int) attributes.stream()
                        .filter(attribute -> attribute.type() == Type.MONEY)
                        .count();
    }

    /** The SQL of all columns; joins their tables to the sources. */
    String select(Sources sources) {
        return sources.adopt(tables) ? selected : composed(sources);
    }

    private String composed(Sources sources) {
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

    /** Without the id, if nobody asked for it. */
    List<Attribute> wanted() {
        return idAdded ? attributes.subList(1, attributes.size()) : attributes;
    }

    /** Whether a customer's row and that of its summary tell them all. */
    boolean ofRowsOnly() {
        return ofRowsOnly;
    }

    /** How many columns of the result they take. */
    int width() {
        return width;
    }
}
