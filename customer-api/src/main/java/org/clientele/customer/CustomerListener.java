package org.clientele.customer;

import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of customers after the change was committed, however they were changed: one by one, by an import, or as guests by the
 * orders that name them. Called as the system on a thread of its own,
 * one thing after the other; the change waits a moment for it, but not if it is slow. What it throws is logged and hurts nobody.
 */
@ConsumerType
public interface CustomerListener {
    default void registered(Customer customer) {}

    default void changed(Customer customer) {}

    /**
     * The person was made anonymous.
     *
     * @param customer what is left
     */
    default void erased(Customer customer) {}

    /**
     * Others became part of the customer.
     *
     * @param from they are gone, unless the merge is undone
     */
    default void merged(Customer customer, List<UUID> from) {
        changed(customer);
    }

    /**
     * A merge was undone.
     *
     * @param from they are back
     */
    default void unmerged(Customer customer, List<UUID> from) {
        changed(customer);
    }

    /** The customer is gone. */
    default void purged(UUID customer) {}
}
