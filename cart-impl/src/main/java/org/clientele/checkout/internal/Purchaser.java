package org.clientele.checkout.internal;

import java.util.Optional;
import org.clientele.customer.Address;
import org.clientele.order.Order;

/** Who buys, and where it goes to. */
record Purchaser(
        Order.Buyer buyer, Optional<Address.Content> shippingAddress, Optional<Address.Content> billingAddress) {
    Optional<String> country() {
        return shippingAddress.flatMap(Address.Content::country);
    }
}
