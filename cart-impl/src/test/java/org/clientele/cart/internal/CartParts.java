package org.clientele.cart.internal;

import java.util.Map;
import org.clientele.access.Access;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.checkout.internal.Charges;
import org.clientele.customer.Customers;
import org.clientele.event.Events;
import org.clientele.group.Groups;
import org.clientele.persistence.Transactions;

/** The components of carts, for the tests of other packages. */
public final class CartParts {
    private CartParts() {}

    public static Pricing pricing(Catalogue catalogue, Groups groups, Access access, Charges charges) {
        return new Pricing(CatalogueKit.present(catalogue), groups, access, charges);
    }

    public static JdbcCarts carts(
            Transactions transactions, Access access, Customers customers, Events events, Pricing pricing) {
        return new JdbcCarts(
                transactions, new CartAccess(access), customers, events, pricing, CartKit.config(Map.of()));
    }

    public static CheckoutCarts checkoutCarts(Access access, Pricing pricing) {
        return new CheckoutCarts(new CartAccess(access), pricing);
    }
}
