package org.clientele.order.internal;

import java.util.Locale;
import org.clientele.order.Order;

/** The status of an order as it is stored. */
final class OrderStatus {
    private OrderStatus() {}

    static String name(Order.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
