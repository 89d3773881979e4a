package org.clientele.account;

import java.util.UUID;
import org.clientele.customer.Customer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of accounts after the change was committed. Called as the system on a thread of its own,
 * one thing after the other; the change waits a moment for it, but not if it is slow. What it throws is logged and hurts nobody.
 */
@ConsumerType
public interface AccountListener {
    /** A session has begun. */
    default void loggedIn(Customer customer) {}

    /** The e-mail address was proven. */
    default void verified(Customer customer) {}

    /** What a guest had became the customer's, and the guest is no more. */
    default void attached(UUID guest, Customer customer) {}
}
