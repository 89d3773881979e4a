package org.clientele.checkout;

import org.clientele.cart.Cart;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What it costs to send a cart. Clientele has configured flat rates; a host that knows better registers this service with a ranking above
 * 0, and open carts cost what it says from then on. Called on threads of requests, several at a time, within their transactions, each time
 * a cart is read or changed: answers have to come in some milliseconds. What it throws, or an answer that takes longer than configured,
 * fails the request as {@code shipping-unavailable} (503), unless it is a {@link org.clientele.Problem}.
 */
@ConsumerType
@FunctionalInterface
public interface Shipping {
    /**
     * @param cart with lines, a currency, and prices and discounts of its lines; shipping and tax are not known yet
     * @return minor units of the cart's currency, at least 0, without tax, and before an offer makes it free
     */
    long cost(Cart cart);
}
