package org.clientele.operation;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Long work: kept in the database, run by whichever node is free, resumed after a crash. Thread-safe.
 *
 * <p>A caller sees the operations it started; one with the scope {@code operations:read}, who sees all
 * seller accounts, sees all.
 */
@ProviderType
public interface Operations {
    /**
     * Queues work. When called within a transaction it is queued only if that commits.
     *
     * @param kind the {@link OperationHandler#KIND} of the handler that does it
     * @param parameters small, JSON-like values
     */
    Operation start(String kind, Map<String, @Nullable Object> parameters);

    /**
     * Queues work on a large input, which is stored first, so that a node that did not receive it can do the work too.
     *
     * @param maxBytes longer inputs are refused
     * @throws org.clientele.Problem.TooLarge if the input is longer than {@code maxBytes}
     */
    Operation start(String kind, Map<String, @Nullable Object> parameters, InputStream input, long maxBytes);

    /** An operation the caller may see. */
    Optional<Operation> find(UUID id);

    /** Newest first. */
    Page<Operation> list(Page.Request page);

    /** What failed within an operation, in the order it was met. */
    Page<Operation.ItemError> errors(UUID id, Page.Request page);

    /**
     * Asks an operation to stop. What it already did stays done.
     *
     * @throws org.clientele.Problem.NotFound if there is no such operation
     * @throws org.clientele.Problem.Forbidden if somebody else started it and the caller lacks {@code operations:write}
     * @return how it stands now; {@code CANCELLED} follows when its handler noticed
     */
    Operation cancel(UUID id);
}
