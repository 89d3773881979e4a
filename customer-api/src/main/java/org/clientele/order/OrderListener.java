package org.clientele.order;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of orders after they were committed, new and changed ones, not those told again; and of refunds. Called as the system on a thread of its own,
 * one thing after the other; the change waits a moment for it, but not if it is slow. What it throws is logged and hurts nobody.
 */
@ConsumerType
public interface OrderListener {
    /** The order is new, or it changed. */
    default void imported(Order order) {}

    /**
     * Money is to go back, recorded by {@link Refunds}: whoever moves it, moves it now.
     *
     * @param order with this refund among its refunds
     */
    default void refunded(Order order, Order.Refund refund) {}
}
