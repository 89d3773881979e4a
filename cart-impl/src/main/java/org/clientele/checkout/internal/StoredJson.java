package org.clientele.checkout.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.clientele.rest.Json;

/** Documents in columns. */
final class StoredJson {
    private StoredJson() {}

    static String write(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document in the database cannot be read", e);
        }
    }
}
