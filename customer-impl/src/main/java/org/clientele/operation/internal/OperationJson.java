package org.clientele.operation.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An operation as REST shows it.
 *
 * @param errors where they are listed
 */
public record OperationJson(
        UUID id,
        String kind,
        Operation.State state,
        Operation.Progress progress,
        Map<String, @Nullable Object> result,
        String errors,
        long errorCount,
        String startedBy,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    public static OperationJson of(Operation operation) {
        return new OperationJson(
                operation.id(),
                operation.kind(),
                operation.state(),
                operation.progress(),
                operation.result(),
                link(operation.id()) + "/errors",
                operation.errors(),
                operation.startedBy(),
                operation.createdAt(),
                operation.finishedAt());
    }

    /** Where an operation is. */
    public static String link(UUID id) {
        return "/api/admin/v1/operations/" + id;
    }
}
