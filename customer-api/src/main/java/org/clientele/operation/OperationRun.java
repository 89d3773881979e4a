package org.clientele.operation;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** One run of an operation, as its handler sees it. Used by the handler's thread only. */
@ProviderType
public interface OperationRun {
    UUID id();

    /** What {@link Operations#start} was given. */
    Map<String, @Nullable Object> parameters();

    /** The stored input from its start, to be closed by the handler; an empty stream if there is none. */
    InputStream input();

    /** How many bytes {@link #input()} has. */
    long inputSize();

    /** What the last {@link #step} that was committed left, empty on the first run. */
    Optional<String> checkpoint();

    /**
     * Does one step in one transaction: the work, its errors, its progress and the checkpoint are kept together or not at all,
     * so each step has its effect once.
     *
     * @throws RuntimeException whatever the work throws; nothing of the step is kept then
     */
    void step(Supplier<Step> work);

    /** Whether somebody asked to stop. Ask between steps, at least every few seconds. */
    boolean cancelled();

    /**
     * Sets what came of it; the last call counts, but one within a step that is not kept. Kept with the next step or at the end.
     */
    void result(Map<String, @Nullable Object> result);

    /**
     * What a step leaves behind.
     *
     * @param checkpoint where to go on from; small
     * @param progress how far it is now
     * @param errors the items of this step that failed
     */
    record Step(String checkpoint, Operation.Progress progress, List<Operation.ItemError> errors) {}
}
