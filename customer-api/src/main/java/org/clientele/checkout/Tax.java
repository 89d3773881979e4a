package org.clientele.checkout;

import org.clientele.cart.Cart;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What tax is added to a cart: prices and shipping are without it. Clientele has configured rates for each country; a host that knows better
 * registers this service with a ranking above 0, and open carts have its tax from then on. Called on threads of requests, several at a
 * time, within their transactions, each time a cart is read or changed: answers have to come in some milliseconds. What it throws, or
 * an answer that takes longer than configured, fails the request as {@code tax-unavailable} (503), unless it is a {@link
 * org.clientele.Problem}.
 */
@ConsumerType
@FunctionalInterface
public interface Tax {
    /**
     * @param cart with lines, a currency, shipping, and what offers and coupons took off; vouchers pay, so they change no tax
     * @return minor units of the cart's currency, at least 0
     */
    long amount(Cart cart);
}
