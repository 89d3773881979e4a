package org.clientele.operation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does the work of one kind of operation. Register it as a service with the property {@code operation.kind}.
 *
 * <p>{@link #run} may be called again after a crash, on any node: it continues from {@link OperationRun#checkpoint()}. It runs
 * as the caller who started the operation, on a thread of the operation pool. If it throws a {@link org.clientele.Problem}, the
 * operation fails with that code; any other exception fails it as {@code internal}.
 */
@ConsumerType
@FunctionalInterface
public interface OperationHandler {
    /** The service property that names the kind of operation this handler does. */
    String KIND = "operation.kind";

    /** Does the work until it is done or {@link OperationRun#cancelled()}. */
    void run(OperationRun run);
}
