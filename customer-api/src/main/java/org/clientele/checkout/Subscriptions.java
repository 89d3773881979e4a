package org.clientele.checkout;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what customers ordered to be delivered again and again. While nobody registers this service, it is recorded, and {@link
 * RecordedSubscriptions} gives it to whoever does later.
 */
@ConsumerType
@FunctionalInterface
public interface Subscriptions {
    /**
     * Called in the transaction of a checkout, with the customer locked: what it writes is committed with the order or not at all.
     * What it throws, or if it takes longer than configured, fails the checkout as {@code subscriptions-unavailable} (503), unless it is
     * a {@link org.clientele.Problem}.
     *
     * @param subscriptions of one order, at least one
     */
    void begin(List<NewSubscription> subscriptions);
}
