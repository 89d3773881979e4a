package org.clientele.imports.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clientele.imports.ImportTarget;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** Imports a file whose documents another bundle takes. */
final class TargetImport implements OperationHandler, BatchImport.Target<Map<String, @Nullable Object>> {
    private static final ObjectReader DOCUMENT = Json.mapper()
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.USE_LONG_FOR_INTS);

    private final String type;
    private final ImportTarget target;
    private final Mappings mappings;

    TargetImport(String type, ImportTarget target, Mappings mappings) {
        this.type = type;
        this.target = target;
        this.mappings = mappings;
    }

    @Override
    public void run(OperationRun run) {
        try (Items<Map<String, @Nullable Object>> items =
                FileFormat.of(run, mappings).open(run, TargetImport::document)) {
            new BatchImport<>(this).run(run, items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> document(JsonNode node) {
        try {
            return DOCUMENT.readValue(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Object> keys(Map<String, @Nullable Object> document) {
        return Set.copyOf(target.keys(document));
    }

    @Override
    public BatchImport.Batch write(List<Map<String, @Nullable Object>> documents) {
        List<ImportTarget.Result> results = target.write(documents);
        if (results.size() != documents.size()) {
            throw new IllegalStateException(target.getClass().getName() + " gave " + results.size() + " results for "
                    + documents.size() + " " + type);
        }
        return new BatchImport.Batch(
                results.stream()
                        .map(result -> new BatchImport.Result(
                                BatchImport.Outcome.valueOf(result.outcome().name()), result.violations()))
                        .toList(),
                0);
    }

    @Override
    public boolean makesCustomers() {
        return false;
    }
}
