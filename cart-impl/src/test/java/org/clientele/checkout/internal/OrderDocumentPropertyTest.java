package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Schedule;
import org.clientele.order.Order;
import org.clientele.rest.Json;

/** An order comes to what its cart came to. */
final class OrderDocumentPropertyTest {
    private static final Purchaser PURCHASER =
            new Purchaser(Order.Buyer.of("guest@example.com"), Optional.empty(), Optional.empty());

    @Property
    void theOrdersTotalIsTheCarts(@ForAll("carts") Cart cart) {
        Order.Document order = document(cart);
        long parts = order.shipping() + order.tax() + order.fees() - order.discount();
        for (Order.Line line : order.lines()) {
            assertThat(line.total()).contains(line.quantity() * line.unitPrice() - line.discount());
            parts += line.total().orElseThrow();
        }
        assertThat(parts).isEqualTo(cart.total());
        assertThat(order.total()).contains(cart.total());
        assertThat(order.discount()).isNotNegative();
        assertThat(order.shipping()).isEqualTo(cart.shipping());
        assertThat(order.tax()).isEqualTo(cart.tax());
    }

    /** All discounts of the order are those of the cart, unless more was taken off than there was. */
    @Property
    void theOrdersDiscountsAreTheCarts(@ForAll("carts") Cart cart) {
        Order.Document order = document(cart);
        long discounts = order.discount()
                + order.lines().stream().mapToLong(Order.Line::discount).sum();
        long below = Math.min(0, cart.subtotal() - cart.discount() + cart.shipping() + cart.tax());
        assertThat(discounts).isEqualTo(cart.discount() + below);
        assertThat(order.promoCodes())
                .extracting(Order.Promo::code)
                .containsExactlyElementsOf(cart.offers().stream()
                        .filter(offer -> offer.kind() != Cart.Kind.OFFER)
                        .map(Cart.Applied::id)
                        .toList());
    }

    @Property
    void theAttributionFits(@ForAll("attributions") Attribution attribution) {
        Map<String, Object> carried = new HashMap<>(OrderDocument.attribution(attribution));
        assertThat(Json.write(carried).length).isLessThanOrEqualTo(8_192);
        attribution.campaign().ifPresent(campaign -> assertThat(carried).containsEntry("campaign", campaign));
        if (Json.write(attribution).length <= 8_000 && !attribution.utm().isEmpty()) {
            assertThat(carried).containsEntry("utm", attribution.utm());
        }
    }

    private static Order.Document document(Cart cart) {
        return OrderDocument.of(cart, "W-000001", Instant.EPOCH, PURCHASER, "invoice", Map.of());
    }

    @Provide
    Arbitrary<Cart> carts() {
        Arbitrary<Long> amounts = Arbitraries.longs().between(0, 100_000);
        return Combinators.combine(
                        lines().list().ofMinSize(1).ofMaxSize(12),
                        amounts,
                        amounts,
                        amounts,
                        Arbitraries.longs().between(0, 3_000_000))
                .as(OrderDocumentPropertyTest::cart);
    }

    private static Arbitrary<Cart.Line> lines() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 200),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 100))
                .as((quantity, unitPrice, percent) -> {
                    long discount = quantity * unitPrice * percent / 100;
                    return new Cart.Line(
                            UUID.randomUUID(),
                            "sku",
                            Optional.empty(),
                            quantity,
                            unitPrice,
                            discount,
                            quantity * unitPrice - discount,
                            Schedule.ONCE,
                            true);
                });
    }

    private static Cart cart(List<Cart.Line> lines, long shipping, long tax, long offShipping, long voucher) {
        long subtotal = 0;
        long offLines = 0;
        for (Cart.Line line : lines) {
            subtotal += line.quantity() * line.unitPrice();
            offLines += line.discount();
        }
        List<Cart.Applied> offers = new ArrayList<>();
        offers.add(new Cart.Applied("o", Cart.Kind.OFFER, "Offer", offLines));
        offers.add(new Cart.Applied("FREE", Cart.Kind.COUPON, "Coupon", Math.min(offShipping, shipping)));
        offers.add(new Cart.Applied("GIFT", Cart.Kind.VOUCHER, "Voucher", voucher));
        long discount = offers.stream().mapToLong(Cart.Applied::amount).sum();
        return new Cart(
                UUID.randomUUID(),
                Cart.Status.OPEN,
                Optional.empty(),
                Optional.of("EUR"),
                "default",
                lines,
                List.of(),
                offers,
                List.of(),
                Attribution.NONE,
                Optional.empty(),
                subtotal,
                discount,
                shipping,
                tax,
                Math.max(0, subtotal - discount + shipping + tax),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                0);
    }

    @Provide
    Arbitrary<Attribution> attributions() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars('a', 'z', 'é', '\u4e00', '\u0001', '"')
                .ofMaxLength(200);
        return Combinators.combine(
                        texts.optional(),
                        texts.optional(),
                        texts.optional(),
                        Arbitraries.maps(texts, texts).ofMaxSize(20))
                .as((channel, campaign, agent, utm) ->
                        new Attribution(channel, campaign, Optional.empty(), Optional.empty(), agent, utm));
    }
}
