package org.clientele.customer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.attribute.Attribute;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds customers. Every method sees only the seller accounts of the caller bound by {@link org.clientele.access.Access}.
 * Thread-safe.
 *
 * <p>A query that cannot be understood is a {@link org.clientele.Problem.Invalid}: {@code filter} with the column where it goes
 * wrong, unknown attributes, sorts, views and fields by their name.
 */
@ProviderType
public interface CustomerSearch {
    /**
     * One page. The total is exact where that is cheap and an estimate where it is not.
     *
     * @throws org.clientele.Problem.Invalid also if the cursor belongs to another query
     */
    Page<CustomerRow> page(CustomerQuery query, Page.Request page);

    /** One customer with the attributes wanted; empty if the caller may not see it. */
    Optional<CustomerRow> find(UUID id, List<String> fields);

    /**
     * Which attributes the query tells of each customer, in their order: its fields, or what it says instead of them. Rows begin with the
     * {@code id} besides if the query has fields that do not name it.
     *
     * @throws org.clientele.Problem.Invalid also for whatever else of the query cannot be understood
     * @throws org.clientele.Problem.Conflict {@code view-suspended} or {@code segment-suspended} if what was saved names attributes that are gone
     */
    List<Attribute> columns(CustomerQuery query);

    /** How many there are. */
    Page.Total count(CustomerQuery query);

    /** Sums and rates over all customers of the query. */
    CustomerStatistics statistics(CustomerQuery query);

    /**
     * Hands over every customer of the query in its order, all as they are at one moment, without holding them in memory.
     *
     * @param rows called on this thread, each time within ten minutes; what it throws ends the walk
     */
    void forEach(CustomerQuery query, Consumer<CustomerRow> rows);
}
