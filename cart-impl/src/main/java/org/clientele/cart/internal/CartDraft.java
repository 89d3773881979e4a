package org.clientele.cart.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;

/** A cart in the making. Not thread-safe. */
final class CartDraft {
    final UUID id;
    final String sellerAccount;
    final Instant createdAt;
    final long version;
    Cart.Status status;
    Optional<UUID> customerId;
    Optional<String> currency;
    List<Cart.Line> lines;
    List<String> codes;
    List<Cart.Applied> offers;
    List<Cart.Hint> hints;
    Attribution attribution;
    Optional<String> country;
    long subtotal;
    long discount;
    long shipping;
    long tax;
    long total;
    Instant changedAt;
    Optional<String> order;

    CartDraft(Cart cart) {
        id = cart.id();
        sellerAccount = cart.sellerAccount();
        createdAt = cart.createdAt();
        version = cart.version();
        status = cart.status();
        customerId = cart.customerId();
        currency = cart.currency();
        lines = new ArrayList<>(cart.lines());
        codes = new ArrayList<>(cart.codes());
        offers = cart.offers();
        hints = cart.hints();
        attribution = cart.attribution();
        country = cart.country();
        subtotal = cart.subtotal();
        discount = cart.discount();
        shipping = cart.shipping();
        tax = cart.tax();
        total = cart.total();
        changedAt = cart.changedAt();
        order = cart.order();
    }

    /** An empty, open one. */
    static CartDraft empty(UUID id, String sellerAccount, Instant now) {
        return new CartDraft(new Cart(
                id,
                Cart.Status.OPEN,
                Optional.empty(),
                Optional.empty(),
                sellerAccount,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Attribution.NONE,
                Optional.empty(),
                0,
                0,
                0,
                0,
                0,
                now,
                now,
                Optional.empty(),
                0));
    }

    Cart cart(long newVersion) {
        return new Cart(
                id,
                status,
                customerId,
                currency,
                sellerAccount,
                lines,
                codes,
                offers,
                hints,
                attribution,
                country,
                subtotal,
                discount,
                shipping,
                tax,
                total,
                createdAt,
                changedAt,
                order,
                newVersion);
    }
}
