package org.clientele.export.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.export.internal.Export.Scope;
import org.clientele.operation.Operation;

/**
 * An export as REST shows it.
 *
 * @param operation where its operation is
 * @param state that of the operation, or {@code expired}
 * @param file where the file is, if there is one
 * @param personal those of the fields that tell who customers are
 * @param warning for people, if there are such fields
 */
public record ExportJson(
        UUID id,
        String name,
        String operation,
        String format,
        Map<String, String> options,
        List<String> fields,
        ListQuery query,
        Scope scope,
        Optional<UUID> schedule,
        Condition state,
        Operation.Progress progress,
        Optional<Long> rows,
        Optional<Long> bytes,
        Optional<String> sha256,
        Optional<String> file,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt,
        List<String> personal,
        List<String> missing,
        Optional<String> warning) {
    static final String PATH = "/api/admin/v1/exports/";
    private static final String OPERATIONS = "/api/admin/v1/operations/";

    /** Where it stands. */
    public enum Condition {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        EXPIRED
    }

    /** @param running its operation, if it is not known yet what came of it */
    static ExportJson of(Export export, Optional<Operation> running) {
        Condition condition = condition(export, running);
        return new ExportJson(
                export.id(),
                export.name(),
                link(export.id()),
                export.kind().format(),
                export.options(),
                export.fields(),
                export.query(),
                export.scope(),
                export.schedule(),
                condition,
                progress(export, running),
                export.written().map(Export.Written::rows),
                export.written().map(Export.Written::bytes),
                export.written().map(Export.Written::sha256),
                condition == Condition.SUCCEEDED ? Optional.of(PATH + export.id() + "/file") : Optional.empty(),
                export.createdAt(),
                export.finishedAt(),
                export.expiresAt(),
                export.personal(),
                export.missing(),
                warning(export.personal()));
    }

    static String link(UUID operation) {
        return OPERATIONS + operation;
    }

    static Condition condition(Export export, Optional<Operation> running) {
        return switch (export.state()) {
            case READY ->
                export.expiresAt().map(at -> at.isBefore(Instant.now())).orElse(false)
                        ? Condition.EXPIRED
                        : Condition.SUCCEEDED;
            case FAILED -> Condition.FAILED;
            case CANCELLED -> Condition.CANCELLED;
            case EXPIRED -> Condition.EXPIRED;
            case PENDING ->
                running.map(operation -> switch (operation.state()) {
                            case QUEUED -> Condition.QUEUED;
                            case RUNNING, SUCCEEDED -> Condition.RUNNING;
                            case FAILED -> Condition.FAILED;
                            case CANCELLED -> Condition.CANCELLED;
                        })
                        .orElse(Condition.FAILED);
        };
    }

    private static Operation.Progress progress(Export export, Optional<Operation> running) {
        return export.written()
                .map(written -> new Operation.Progress(written.rows(), Optional.of(written.rows())))
                .or(() -> running.map(Operation::progress))
                .orElse(new Operation.Progress(0, Optional.empty()));
    }

    static Optional<String> warning(List<String> personal) {
        return personal.isEmpty()
                ? Optional.empty()
                : Optional.of("The file tells who customers are (" + String.join(", ", personal)
                        + "). Keep it where only those read it who may, and delete it when it has served its purpose.");
    }
}
