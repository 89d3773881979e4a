package org.clientele.checkout.internal;

import org.clientele.cart.Cart;
import org.osgi.service.component.annotations.Component;

/** What is paid besides the goods. */
@Component(service = Charges.class)
public final class Charges {
    /** @param cart with its lines and what was taken off them */
    public long shipping(Cart cart) {
        return 0;
    }

    /** @param cart with everything but tax and vouchers */
    public long tax(Cart cart) {
        return 0;
    }
}
