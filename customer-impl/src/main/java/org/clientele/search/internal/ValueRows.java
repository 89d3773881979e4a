package org.clientele.search.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.jspecify.annotations.Nullable;

/** Rows as values, for whoever computes with them. */
final class ValueRows implements RowFormat<CustomerRow> {
    @Override
    public Reader<CustomerRow> reader(ResultSet result, List<Attribute> attributes, String fallbackCurrency) {
        return () -> {
            List<@Nullable Object> values = new ArrayList<>(attributes.size());
            int column = 1;
            for (Attribute attribute : attributes) {
                values.add(value(attribute.type(), result, column, fallbackCurrency));
                column += attribute.type() == Type.MONEY ? 2 : 1;
            }
            return new CustomerRow(attributes, Collections.unmodifiableList(values));
        };
    }

    private static @Nullable Object value(Type type, ResultSet row, int column, String fallbackCurrency)
            throws SQLException {
        switch (type) {
            case INTEGER -> {
                long value = row.getLong(column);
                return row.wasNull() ? null : value;
            }
            case DECIMAL -> {
                double value = row.getDouble(column);
                return row.wasNull() ? null : value;
            }
            case MONEY -> {
                long amount = row.getLong(column);
                if (row.wasNull()) {
                    return null;
                }
                String currency = row.getString(column + 1);
                return new Money(amount, currency == null ? fallbackCurrency : currency);
            }
            case BOOLEAN -> {
                boolean value = row.getBoolean(column);
                return row.wasNull() ? null : value;
            }
            case DATE -> {
                return row.getObject(column, LocalDate.class);
            }
            case TIMESTAMP -> {
                return instant(row.getObject(column, OffsetDateTime.class));
            }
            case UUID -> {
                return row.getObject(column, UUID.class);
            }
            case CODES -> {
                return codes(row.getArray(column));
            }
            default -> {
                return row.getString(column);
            }
        }
    }

    /** The infinite times of the summary stand for never. */
    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null || time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX)
                ? null
                : time.toInstant();
    }

    private static List<String> codes(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
