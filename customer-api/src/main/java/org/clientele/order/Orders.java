package org.clientele.order;

import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.operation.Operation;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What customers bought. Every method sees only the seller accounts of the caller bound by {@link
 * org.clientele.access.Access}. Thread-safe; each method is one transaction, and the statistics of the customers concerned change
 * in the same one.
 */
@ProviderType
public interface Orders {
    /**
     * Tells of an order, new or changed. Telling the same again changes nothing.
     *
     * @throws org.clientele.Problem.Invalid if a member is wrong, {@code /customer/id} does not exist or {@code
     *     /sellerAccount} is none of the caller's
     */
    Told put(Order.Document document);

    /**
     * One order.
     *
     * @param sellerAccount needed only if several have an order of that number
     * @throws org.clientele.Problem.Invalid if it is needed and absent
     */
    Optional<Order> find(String number, Optional<String> sellerAccount);

    /**
     * The orders of a customer, latest first.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see the customer
     */
    Page<Order> ofCustomer(UUID customer, Optional<Order.Status> status, Page.Request page);

    /** Computes the statistics of all customers from their orders again, as long work. They come out as they were. */
    Operation rebuildSummaries();

    /** What telling of an order did. */
    record Told(Order order, Outcome outcome) {}

    /** What became of a document. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }
}
