package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private static final String FORMAT = "format";

    static FileFormat of(OperationRun run) {
        return new FileFormat(Optional.ofNullable(run.parameters().get(MAPPING))
                .map(mapping -> Json.read(Json.mapper().valueToTree(mapping), Mapping.class)));
    }

    /** The mapping as it is now goes along: changing it later does not change what runs. */
    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put(FORMAT, mapping.isPresent() ? "csv" : "ndjson");
        mapping.ifPresent(used -> parameters.put(MAPPING, Json.mapper().convertValue(used, Map.class)));
        return parameters;
    }

    <T> Items<T> open(OperationRun run, Function<JsonNode, T> read) {
        Position from = run.checkpoint().map(Tally::parse).orElse(Tally.NOTHING).position();
        try {
            return mapping.isPresent()
                    ? new CsvItems<>(run::input, mapping.get().compile(), read, from)
                    : new NdjsonItems<>(
                            run.input(), run.inputSize(), from, bytes -> read.apply(Json.read(bytes, JsonNode.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
