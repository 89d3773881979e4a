package org.clientele.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.clientele.Problem;
import org.clientele.rest.json.internal.StrictJson;

/**
 * JSON as the REST API speaks it: members are always written, enums in lower-case kebab, times in RFC 3339 UTC; unknown and
 * repeated members, wrong types, trailing tokens, NUL characters and broken Unicode are refused. Thread-safe.
 */
public final class Json {
    private Json() {}

    /** The mapper behind it; shared, not to be configured. Its failures are Jackson's own. */
    public static ObjectMapper mapper() {
        return StrictJson.MAPPER;
    }

    /**
     * Reads one document in UTF-8.
     *
     * @throws Problem.Invalid {@code malformed-json}, or {@code validation} with JSON Pointers
     */
    public static <T> T read(byte[] document, Class<T> type) {
        return StrictJson.read(document, type);
    }

    /**
     * Binds a tree.
     *
     * @throws Problem.Invalid {@code validation} with JSON Pointers
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        return StrictJson.read(tree, type);
    }

    /** Writes a document in UTF-8. */
    public static byte[] write(Object value) {
        return StrictJson.write(value);
    }
}
