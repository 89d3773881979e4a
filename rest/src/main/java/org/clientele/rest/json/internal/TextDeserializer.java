package org.clientele.rest.json.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/** Reads a value from a JSON string and from nothing else: no numbers, no arrays, no empty strings that mean null. */
final class TextDeserializer<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;
    private final String expected;

    private TextDeserializer(Class<T> type, Function<String, T> parse, String expected) {
        super(type);
        this.parse = parse;
        this.expected = expected;
    }

    static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse, String expected) {
        module.addDeserializer(type, new TextDeserializer<>(type, parse, expected));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (T) context.handleUnexpectedToken(handledType(), parser);
        }
        String text = parser.getText();
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return (T) context.handleWeirdStringValue(handledType(), text, "expected %s", expected);
        }
    }
}
