package org.clientele.subject.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** Values that become JSON. Bytes do not: in this house they are hashes and secrets. */
final class ToldValues {
    private static final ObjectReader EXACT = Json.mapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private ToldValues() {}

    /** JSON whose numbers stay as they are written. */
    static JsonNode json(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The type of a column, as the database calls it.
     *
     * @throws IllegalArgumentException if it holds bytes
     */
    static String toldType(String table, ResultSetMetaData result, int column) throws SQLException {
        String type = result.getColumnTypeName(column);
        if (type.equals("bytea") || type.equals("_bytea")) {
            throw new IllegalArgumentException("Bytes are not told: " + table + ", " + result.getColumnLabel(column));
        }
        return type;
    }

    static @Nullable Object of(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> instant(row.getObject(column, OffsetDateTime.class));
            case "date" -> row.getObject(column, LocalDate.class);
            case "uuid", "bool", "int2", "int4", "int8", "numeric", "float4", "float8" -> row.getObject(column);
            case "json", "jsonb" -> {
                String text = row.getString(column);
                yield text == null ? null : json(text);
            }
            default -> type.startsWith("_") ? list(row.getArray(column)) : row.getString(column);
        };
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null || time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX)
                ? null
                : time.toInstant();
    }

    private static @Nullable List<@Nullable Object> list(@Nullable Array array) throws SQLException {
        return array == null ? null : checked(Arrays.asList((@Nullable Object[]) array.getArray()));
    }

    /** @throws IllegalArgumentException if one is nothing that may be told */
    static List<@Nullable Object> checked(Collection<? extends @Nullable Object> values) {
        List<@Nullable Object> told = new ArrayList<>(values.size());
        for (Object value : values) {
            require(value);
            told.add(value);
        }
        return told;
    }

    private static void require(@Nullable Object value) {
        if (value instanceof Collection<?> some) {
            some.forEach(ToldValues::require);
        } else if (value instanceof Map<?, ?> members) {
            members.values().forEach(ToldValues::require);
        } else if (value != null
                && !(value instanceof String)
                && !(value instanceof Boolean)
                && !(value instanceof Number)
                && !(value instanceof UUID)
                && !(value instanceof Enum)
                && !(value instanceof Instant)
                && !(value instanceof LocalDate)) {
            throw new IllegalArgumentException("No value to be told: " + value.getClass());
        }
    }
}
