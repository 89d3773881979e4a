package org.clientele.cart.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.cart.Attribution;
import org.clientele.cart.CartMerge;
import org.clientele.cart.Carts;
import org.clientele.cart.Schedule;
import org.clientele.rest.MergePatch;

/** What is sent of carts, on both surfaces. */
final class CartBodies {
    private CartBodies() {}

    /** A new cart; everything may be absent. */
    public record NewCart(
            Optional<UUID> customerId,
            Optional<String> currency,
            Optional<String> sellerAccount,
            Optional<String> country,
            Optional<Attribution> attribution,
            Optional<List<NewLine>> lines) {
        Carts.Opening opening() {
            return new Carts.Opening(
                    customerId,
                    currency,
                    sellerAccount,
                    country,
                    attribution,
                    lines.orElse(List.of()).stream().map(NewLine::addition).toList());
        }
    }

    /** Something to put in. */
    public record NewLine(Optional<String> sku, Optional<Long> quantity, Optional<Schedule> schedule) {
        Carts.Addition addition() {
            return new Carts.Addition(sku.orElse(""), quantity.orElse(1L), schedule);
        }
    }

    /** What is to be other in a line. */
    public record LinePatch(Optional<Long> quantity, Optional<Schedule> schedule) {
        static Carts.LineChange change(MergePatch patch) {
            LinePatch sent = patch.applyTo(new LinePatch(Optional.empty(), Optional.empty()), LinePatch.class);
            return new Carts.LineChange(sent.quantity(), sent.schedule());
        }
    }

    /** A code to enter. */
    public record Code(Optional<String> code) {
        String text() {
            return code.map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= 64)
                    .orElseThrow(
                            () -> Problem.Invalid.at("/code", "required", "A code of 1 to 64 characters is needed."));
        }
    }

    /** A new cart of a storefront; everything may be absent. */
    public record ShopperNewCart(
            Optional<String> currency,
            Optional<String> sellerAccount,
            Optional<String> country,
            Optional<ShopperCart.Source> attribution,
            Optional<List<NewLine>> lines) {
        Carts.Opening opening() {
            return new NewCart(
                            Optional.empty(),
                            currency,
                            sellerAccount,
                            country,
                            attribution.map(ShopperCart.Source::attribution),
                            lines)
                    .opening();
        }
    }

    /** Which cart is to go into another. */
    public record NewMerge(Optional<UUID> from, Optional<String> policy) {}

    /** A guest's cart that a shopper brings along. */
    public record GuestMerge(Optional<UUID> cart, Optional<String> policy) {}

    /** What became of two carts, and the one that is left. */
    public record Merged<T>(
            UUID id,
            UUID from,
            UUID into,
            CartMerge.Policy policy,
            T cart,
            CartMerge.Buckets buckets,
            Instant mergedAt,
            Optional<Instant> undoneAt) {
        static <T> Merged<T> of(CartMerge merge, T cart) {
            return new Merged<>(
                    merge.id(),
                    merge.from(),
                    merge.into(),
                    merge.policy(),
                    cart,
                    merge.buckets(),
                    merge.mergedAt(),
                    merge.undoneAt());
        }
    }

    /** @return the member, without which nothing can be done */
    static UUID required(Optional<UUID> cart, String pointer) {
        return cart.orElseThrow(() -> Problem.Invalid.at(pointer, "required", "The id of a cart is needed."));
    }
}
