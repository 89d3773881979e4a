package org.clientele.export.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/** Customers as the list tells them: every field is there, also if it is null. */
final class JsonWriter implements ExportWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final boolean array;
    private final JsonGenerator json;
    private final SerializableString[] names;
    private final Type[] types;
    private boolean written;

    JsonWriter(List<Attribute> columns, boolean array, OutputStream out) throws IOException {
        this.array = array;
        this.json = FACTORY.createGenerator(out);
        this.names = columns.stream()
                .map(column -> new SerializedString(column.name()))
                .toArray(SerializableString[]::new);
        this.types = columns.stream().map(Attribute::type).toArray(Type[]::new);
        // Each customer in a line, one way or the other.
        json.setPrettyPrinter(array ? new Lines() : new MinimalPrettyPrinter("\n"));
        if (array) {
            json.writeStartArray();
        }
    }

    @Override
    public void row(CustomerRow row) throws IOException {
        List<@Nullable Object> values = row.values();
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            value(types[i], values.get(i));
        }
        json.writeEndObject();
        written = true;
    }

    private void value(Type type, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (type == Type.JSON || type == Type.COMPLEX) {
            json.writeRawValue(value.toString());
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Money money) {
            json.writeStartObject();
            json.writeNumberField("amount", money.amount());
            json.writeStringField("currency", money.currency());
            json.writeEndObject();
        } else if (value instanceof List<?> codes) {
            json.writeStartArray();
            for (Object code : codes) {
                json.writeString(code.toString());
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void end() throws IOException {
        if (array) {
            json.writeEndArray();
        }
        if (array || written) {
            json.writeRaw('\n');
        }
        json.close();
    }

    /** A line for each customer of the array. */
    private static final class Lines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator generator) throws IOException {
            if (generator.getOutputContext().getParent().inRoot()) {
                generator.writeRaw('\n');
            }
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(generator.getOutputContext().getParent().inRoot() ? ",\n" : ",");
        }

        @Override
        public void writeEndArray(JsonGenerator generator, int values) throws IOException {
            generator.writeRaw(generator.getOutputContext().getParent().inRoot() ? "\n]" : "]");
        }
    }
}
