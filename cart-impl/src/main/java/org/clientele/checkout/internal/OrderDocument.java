package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.catalog.Product;
import org.clientele.order.Order;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** A cart as an order: the same lines, the same total. */
final class OrderDocument {
    /** What orders take. */
    private static final int MOST_ATTRIBUTION = 8_192;

    private OrderDocument() {}

    /** @param products what is known of them, by SKU */
    static Order.Document of(
            Cart cart,
            String number,
            Instant placedAt,
            Purchaser purchaser,
            String paymentMethod,
            Map<String, Product> products) {
        return new Order.Document(
                number,
                placedAt,
                Order.Status.PENDING,
                cart.sellerAccount(),
                cart.currency().orElseThrow(),
                purchaser.buyer(),
                purchaser.shippingAddress(),
                purchaser.billingAddress(),
                Optional.of(paymentMethod),
                Optional.empty(),
                cart.lines().stream()
                        .map(line -> line(line, Optional.ofNullable(products.get(line.sku()))))
                        .toList(),
                cart.shipping(),
                cart.tax(),
                0,
                discountOnAll(cart),
                promoCodes(cart),
                Optional.of(cart.total()),
                List.of(),
                List.of(),
                Optional.empty(),
                attribution(cart.attribution()));
    }

    private static Order.Line line(Cart.Line line, Optional<Product> product) {
        return new Order.Line(
                line.sku(),
                line.name().map(name -> cut(name, 500)),
                product.flatMap(Product::category).map(category -> cut(category, 200)),
                product.flatMap(Product::brand).map(brand -> cut(brand, 200)),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                Optional.empty(),
                Optional.of(line.total()));
    }

    /** What is left between the parts of the order and the cart's total: vouchers, what was taken off shipping, and that nothing is below zero. */
    private static long discountOnAll(Cart cart) {
        long parts = Math.addExact(cart.shipping(), cart.tax());
        for (Cart.Line line : cart.lines()) {
            parts = Math.addExact(parts, line.total());
        }
        return Math.subtractExact(parts, cart.total());
    }

    private static List<Order.Promo> promoCodes(Cart cart) {
        return cart.offers().stream()
                .filter(applied -> applied.kind() != Cart.Kind.OFFER)
                .map(applied -> new Order.Promo(applied.id(), applied.amount()))
                .toList();
    }

    /** All of it; parameters of a link that are too long for an order are left out, the longest first. */
    static Map<String, @Nullable Object> attribution(Attribution from) {
        Map<String, @Nullable Object> to = new LinkedHashMap<>();
        from.channel().ifPresent(value -> to.put("channel", value));
        from.campaign().ifPresent(value -> to.put("campaign", value));
        from.affiliate().ifPresent(value -> to.put("affiliate", value));
        from.subAffiliate().ifPresent(value -> to.put("subAffiliate", value));
        from.agent().ifPresent(value -> to.put("agent", value));
        Map<String, String> utm = new TreeMap<>(from.utm());
        while (!utm.isEmpty()) {
            to.put("utm", utm);
            if (Json.write(to).length <= MOST_ATTRIBUTION) {
                return to;
            }
            utm.remove(longest(utm));
            to.remove("utm");
        }
        return to;
    }

    private static String longest(Map<String, String> utm) {
        return utm.entrySet().stream()
                .max((one, other) -> Integer.compare(
                        one.getKey().length() + one.getValue().length(),
                        other.getKey().length() + other.getValue().length()))
                .orElseThrow()
                .getKey();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
