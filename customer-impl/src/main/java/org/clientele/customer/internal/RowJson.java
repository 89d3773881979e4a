package org.clientele.customer.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON, with no tree and no binding in between: a list of a hundred is the most frequent answer there is. */
final class RowJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final SerializableString AMOUNT = new SerializedString("amount");
    private static final SerializableString CURRENCY = new SerializedString("currency");
    private static final Map<String, SerializableString> NAMES = new ConcurrentHashMap<>();

    private RowJson() {}

    /** Writes into a generator. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Body body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(null, 8_192)) {
            try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
                body.write(json);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The member names of rows with these columns. */
    static SerializableString[] names(List<Attribute> columns) {
        return columns.stream()
                .map(column -> NAMES.computeIfAbsent(column.name(), SerializedString::new))
                .toArray(SerializableString[]::new);
    }

    static void write(JsonGenerator json, CustomerRow row, SerializableString[] names) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            write(json, row.columns().get(i).type(), row.values().get(i));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Type type, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            if (type == Type.JSON || type == Type.COMPLEX) {
                json.writeRawValue(text);
            } else {
                json.writeString(text);
            }
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Instant time) {
            byte[] text = new byte[InstantText.LONGEST];
            json.writeRawUTF8String(text, 0, InstantText.write(time, text));
        } else if (value instanceof Money money) {
            json.writeStartObject();
            json.writeFieldName(AMOUNT);
            json.writeNumber(money.amount());
            json.writeFieldName(CURRENCY);
            json.writeString(money.currency());
            json.writeEndObject();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof List<?> codes) {
            json.writeStartArray();
            for (Object code : codes) {
                json.writeString((String) code);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
