package org.clientele.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
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
    default Page<Order> ofCustomer(UUID customer, Optional<Order.Status> status, Page.Request page) {
        return ofCustomer(
                        customer,
                        new Filter(
                                status.map(Set::of).orElse(Set.of()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Sort.NEWEST,
                        page)
                .page();
    }

    /**
     * Some orders of a customer, and figures over all that the filter lets through.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see the customer
     */
    History ofCustomer(UUID customer, Filter filter, Sort sort, Page.Request page);

    /**
     * Which orders are wanted.
     *
     * @param statuses empty means all
     * @param from placed then or later
     * @param before placed before that
     */
    record Filter(
            Set<Order.Status> statuses,
            Optional<Instant> from,
            Optional<Instant> before,
            Optional<String> sellerAccount) {
        /** All there are. */
        public static final Filter ALL = new Filter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

        public Filter {
            statuses = Set.copyOf(statuses);
        }
    }

    /** In which order; of equal ones that with the later id is the later. */
    enum Sort {
        NEWEST,
        OLDEST,
        /** By the amount in minor units, whatever the currency. */
        LARGEST,
        SMALLEST
    }

    /** A page of orders and the figures over all of them. */
    record History(Page<Order> page, Summary summary) {}

    /**
     * Figures over orders. Like in a customer's statistics, cancelled orders and what came back are left out, unless the filter
     * names their status.
     *
     * @param total in the currency of the earliest of them; empty without one
     * @param averageOrderValue {@code total} by the orders in that currency, half up
     * @param lastOrderAt when the latest was placed
     * @param otherCurrencies what was bought in others
     */
    record Summary(
            long count,
            Optional<Money> total,
            Optional<Money> averageOrderValue,
            Optional<Instant> lastOrderAt,
            List<Money> otherCurrencies) {}

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
