package org.clientele.order.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.CustomerNews;
import org.clientele.operation.Operations;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Order;
import org.clientele.order.Orders;

/** Orders, as short as tests want them. */
public final class OrderKit {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private OrderKit() {}

    /** The service, with operations that are worked off elsewhere. */
    public static Orders orders(Workshop workshop, Operations operations) {
        return new JdbcOrders(workshop.transactions(), workshop.access(), writer(workshop), operations);
    }

    public static OrderWriter writer(Workshop workshop) {
        return new OrderWriter(
                workshop.transactions(),
                workshop.access(),
                new CustomerNews(workshop.transactions(), workshop.access()));
    }

    static Order.Buyer buyer(String externalId) {
        return Order.Buyer.of(new ExternalId("shop", externalId));
    }

    static Order.Document order(String number, Order.Buyer buyer, Order.Line... lines) {
        return Order.Document.of(number, NOON, Order.Status.COMPLETED, "GBP", buyer, List.of(lines));
    }

    static Order.Document with(Order.Document order, Order.Status status, String currency, String sellerAccount) {
        return new Order.Document(
                order.number(),
                order.placedAt(),
                status,
                sellerAccount,
                currency,
                order.customer(),
                order.shippingAddress(),
                order.billingAddress(),
                order.paymentMethod(),
                order.fulfilment(),
                order.lines(),
                order.shipping(),
                order.tax(),
                order.fees(),
                order.discount(),
                order.promoCodes(),
                order.total(),
                order.refunds(),
                order.returns(),
                order.feedback(),
                order.attribution());
    }

    static Optional<String> some(String text) {
        return Optional.of(text);
    }
}
