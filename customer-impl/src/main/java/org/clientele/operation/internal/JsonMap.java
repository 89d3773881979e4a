package org.clientele.operation.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.clientele.access.Caller;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** Small values, as text in a column. */
final class JsonMap {
    /** Values of any kind are kept as they are, nulls too. */
    private static final ObjectReader MAP = Json.mapper()
            .copy()
            .setDefaultSetterInfo(JsonSetter.Value.empty())
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private static final ObjectReader CALLER = Json.mapper().readerFor(Caller.class);

    private JsonMap() {}

    static Map<String, @Nullable Object> read(String json) {
        try {
            return MAP.readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Caller readCaller(String json) {
        try {
            return CALLER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
