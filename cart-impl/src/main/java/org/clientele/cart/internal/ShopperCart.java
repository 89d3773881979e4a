package org.clientele.cart.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.rest.Versioned;

/** What a shopper sees of a cart: all but who served. */
public record ShopperCart(
        UUID id,
        Cart.Status status,
        Optional<UUID> customerId,
        Optional<String> currency,
        String sellerAccount,
        List<Cart.Line> lines,
        List<String> codes,
        List<Cart.Applied> offers,
        List<Cart.Hint> hints,
        Source attribution,
        Optional<String> country,
        long subtotal,
        long discount,
        long shipping,
        long tax,
        long total,
        Instant createdAt,
        Instant changedAt,
        Optional<String> order,
        long version) {

    /** An attribution without the agent. */
    public record Source(
            Optional<String> channel,
            Optional<String> campaign,
            Optional<String> affiliate,
            Optional<String> subAffiliate,
            Map<String, String> utm) {
        static Source of(Attribution attribution) {
            return new Source(
                    attribution.channel(),
                    attribution.campaign(),
                    attribution.affiliate(),
                    attribution.subAffiliate(),
                    attribution.utm());
        }

        Attribution attribution() {
            return new Attribution(channel, campaign, affiliate, subAffiliate, Optional.empty(), utm);
        }
    }

    public static ShopperCart of(Cart cart) {
        return new ShopperCart(
                cart.id(),
                cart.status(),
                cart.customerId(),
                cart.currency(),
                cart.sellerAccount(),
                cart.lines(),
                cart.codes(),
                cart.offers(),
                cart.hints(),
                Source.of(cart.attribution()),
                cart.country(),
                cart.subtotal(),
                cart.discount(),
                cart.shipping(),
                cart.tax(),
                cart.total(),
                cart.createdAt(),
                cart.changedAt(),
                cart.order(),
                cart.version());
    }

    static Versioned<ShopperCart> versioned(Cart cart) {
        return new Versioned<>(of(cart), cart.version());
    }
}
