package org.clientele.bulk;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that is done to many customers, one after the other. Register it as a service with the properties named here; while
 * it is registered, {@code POST /customers/bulk} takes it and the console offers it.
 *
 * <p>It runs as the caller who started it, on a thread of the operation pool. Whether the customer exists and the caller may see
 * it was checked before. What a call does in the database joins the running transaction, which is kept or rolled back as a whole
 * together with its neighbours and called again then; what it does elsewhere belongs into {@code Transactions.afterCommit}. A dry
 * run calls it too, and rolls back.
 */
@ConsumerType
@FunctionalInterface
public interface BulkAction {
    /** The service property with its name: kebab-case, after the plugin and a dot unless it is the core's. Required. */
    String ACTION = "bulk.action";

    /** The service property with the scope that a caller must hold, such as {@code customers:write}. Required. */
    String SCOPE = "bulk.scope";

    /** The service property with what people call it; its name without one. */
    String TITLE = "bulk.title";

    /**
     * The service property with its parameters, each {@code name:type}, or {@code name?:type} where it may be missing; types are
     * {@code text}, {@code texts} (a list), {@code integer}, {@code decimal} and {@code boolean}. Others are refused.
     */
    String PARAMS = "bulk.params";

    /** The service property that is {@code true} where people have to confirm with the number of customers. */
    String CONFIRM = "bulk.confirm";

    /** What became of a customer that was not refused. */
    enum Outcome {
        CHANGED,
        /** It was so already. */
        UNCHANGED
    }

    /**
     * Does it to one customer.
     *
     * @param params as {@link #PARAMS} describes them; integers are {@code Integer}, {@code Long} or {@code BigInteger}, decimals
     *     any {@code Number}, lists hold strings
     * @throws org.clientele.Problem if this customer is refused: it keeps nothing of the call, and the others go on; for {@code
     *     Unavailable} all of it waits and is tried again
     */
    Outcome apply(UUID customer, Map<String, @Nullable Object> params);

    /**
     * Looks at the parameters once before anything starts, on the thread of the request.
     *
     * @throws org.clientele.Problem.Invalid with pointers into the parameters, such as {@code /add/0}
     */
    default void check(Map<String, @Nullable Object> params) {}
}
