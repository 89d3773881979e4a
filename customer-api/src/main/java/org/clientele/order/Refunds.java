package org.clientele.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Refunds that are recorded here instead of being told with the order. Every method sees only the seller accounts of the caller
 * bound by {@link org.clientele.access.Access}. Thread-safe; each method is one transaction, and the statistics of the customer
 * change in the same one.
 *
 * <p>A refund recorded here stays beside the refunds of the order's document, whatever the platform tells of the order later, until
 * a document names it: by its id, or by a refund without an id of the same amount within the same second. Then the document counts
 * it, so that it is never lost and never counted twice.
 */
@ProviderType
public interface Refunds {
    /**
     * Records a refund and tells {@link OrderListener#refunded} of it.
     *
     * @param sellerAccount needed only if several have an order of that number
     * @throws org.clientele.Problem.NotFound if there is no such order
     * @throws org.clientele.Problem.Invalid if a member is wrong
     * @throws org.clientele.Problem.Conflict {@code refund-too-large} if it is more than what is left of the order's total
     */
    Recorded record(String number, Optional<String> sellerAccount, Request request);

    /**
     * What is to go back.
     *
     * @param amount in minor units of the order's currency, at least 1
     * @param at now if absent; not in the future
     * @param lines what it is paid back for: no more than was ordered
     */
    record Request(long amount, String reason, Optional<Instant> at, List<Order.ReturnedLine> lines) {
        public Request {
            lines = lines == null ? List.of() : lines;
        }
    }

    /**
     * A refund, and how its order stands then.
     *
     * @param order with the refund among its refunds
     * @param refunded the sum of the order's refunds, in minor units
     * @param refundable what may still be refunded, in minor units
     */
    record Recorded(Order order, Order.Refund refund, long refunded, long refundable) {}
}
