package org.clientele.imports.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.imports.internal.Item.Position;
import org.clientele.operation.OperationRun;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/**
 * How an import reads its file, as the parameters of its operation tell.
 *
 * @param mapping for CSV; NDJSON has none
 */
record FileFormat(Optional<Mapping> mapping) {
    private static final String MAPPING = "mapping";
    private static final ObjectMapper ANY = Json.mapper().copy().setDefaultSetterInfo(JsonSetter.Value.empty());

    /** @throws Problem.Unprocessable if the mapping is named and there is none of that name */
    static FileFormat of(OperationRun run, Mappings mappings) {
        Object mapping = run.parameters().get(MAPPING);
        if (mapping == null) {
            return new FileFormat(Optional.empty());
        }
        if (mapping instanceof String name) {
            return new FileFormat(Optional.of(mappings.find(name)
                    .orElseThrow(() -> new Problem.Unprocessable("unknown-mapping", "There is no such mapping."))
                    .value()));
        }
        return new FileFormat(Optional.of(Json.read(Json.mapper().<JsonNode>valueToTree(mapping), Mapping.class)));
    }

    /** The mapping as it is now goes along: changing it later does not change what runs. */
    Map<String, @Nullable Object> parameters() {
        return mapping.isPresent() ? Map.of(MAPPING, ANY.convertValue(mapping.get(), Map.class)) : Map.of();
    }

    <T> Items<T> open(OperationRun run, Function<JsonNode, T> read) {
        Position from = run.checkpoint().map(Tally::parse).orElse(Tally.NOTHING).position();
        try {
            return mapping.isPresent()
                    ? new CsvItems<>(run::input, mapping.get().compile(), read, from)
                    : new NdjsonItems<>(run.input(), run.inputSize(), from, bytes -> read.apply(object(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode object(byte[] line) {
        JsonNode node = Json.read(line, JsonNode.class);
        if (!node.isObject()) {
            throw Problem.Invalid.at("", "type", "A line is an object.");
        }
        return node;
    }
}
