package org.clientele.order;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of orders after they were committed, new and changed ones, not those told again. Called on the thread of the change,
 * as the system; what it throws is logged and hurts nobody.
 */
@ConsumerType
public interface OrderListener {
    /** The order is new, or it changed. */
    default void imported(Order order) {}
}
