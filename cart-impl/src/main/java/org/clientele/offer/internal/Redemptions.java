package org.clientele.offer.internal;

import org.clientele.cart.Cart;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Uses up what a cart that becomes an order was paid with. */
@Component(service = Redemptions.class)
public final class Redemptions {
    @Activate
    public Redemptions() {}

    /** Within the transaction of the checkout, with the customer and the cart locked. */
    public void redeem(Cart cart, String orderNumber) {}
}
