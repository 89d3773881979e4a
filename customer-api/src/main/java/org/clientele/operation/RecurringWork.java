package org.clientele.operation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Short work that one node of all does again and again. Register it as a service with both properties named here; it is done for as
 * long as it is registered.
 *
 * <p>It runs as {@code Caller.system(name)} outside of transactions, on a thread that it shares with other plugins, never twice at
 * the same time. What it throws is logged, and it is done again after the next pause. Long work is an {@link OperationHandler}: a run
 * that takes minutes holds up the others'.
 */
@ConsumerType
@FunctionalInterface
public interface RecurringWork {
    /**
     * The service property with its name: kebab-case, after the plugin and a dot unless it is the core's. Unique over all bundles;
     * stays the same over releases. Required.
     */
    String NAME = "recurring.name";

    /** The service property with the seconds from the end of one run to the next, an integer of at least 1. Required. */
    String PAUSE_SECONDS = "recurring.pause.seconds";

    /** Does what is due now. */
    void run();
}
