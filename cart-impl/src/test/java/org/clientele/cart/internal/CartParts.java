package org.clientele.cart.internal;

import java.time.Clock;
import java.util.Map;
import org.clientele.access.Access;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.checkout.internal.AgentAudit;
import org.clientele.checkout.internal.Charges;
import org.clientele.customer.Customers;
import org.clientele.event.Events;
import org.clientele.group.Groups;
import org.clientele.offer.internal.OfferKit;
import org.clientele.persistence.Transactions;

/** The components of carts, for the tests of other packages. */
public final class CartParts {
    private CartParts() {}

    public static Pricing pricing(Catalogue catalogue, Groups groups, OfferKit offers, Access access, Charges charges) {
        return new Pricing(CatalogueKit.present(catalogue), groups, offers.promotions(), charges, access);
    }

    public static JdbcCarts carts(
            Transactions transactions,
            Access access,
            Customers customers,
            Events events,
            Pricing pricing,
            AgentAudit audit) {
        return new JdbcCarts(
                transactions, new CartAccess(access), customers, events, pricing, audit, CartKit.config(Map.of()));
    }

    public static Abandonment abandonment(Transactions transactions, Events events, Clock clock) {
        return new Abandonment(transactions, events, CartKit.config(Map.of()), clock);
    }

    public static CheckoutCarts checkoutCarts(Access access, Pricing pricing) {
        return new CheckoutCarts(new CartAccess(access), pricing);
    }
}
