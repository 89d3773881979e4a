package org.clientele.checkout;

import java.util.List;
import org.clientele.cart.Cart;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a cart can be paid. Clientele offers configured methods; a host that knows better registers this service with a ranking above 0.
 * Called on threads of requests, several at a time, within their transactions and with carts locked: answers have to come in some
 * milliseconds. What it throws, or an answer that takes longer than configured, fails the request as {@code payment-methods-unavailable}
 * (503), unless it is a {@link org.clientele.Problem}.
 */
@ConsumerType
@FunctionalInterface
public interface PaymentMethods {
    /**
     * @param cart as it is now, with all amounts; it may be empty
     * @return in the order in which they are shown
     */
    List<PaymentMethod> offered(Cart cart);
}
