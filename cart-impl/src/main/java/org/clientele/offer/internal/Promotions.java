package org.clientele.offer.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Coupon;
import org.clientele.segment.Segment;
import org.clientele.segment.Segments;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What applies to a cart at this moment. Thread-safe. */
@Component(service = Promotions.class)
public final class Promotions {
    private final ActiveOffers offers;
    private final JdbcCoupons coupons;
    private final Segments segments;
    private final Access access;

    @Activate
    public Promotions(
            @Reference ActiveOffers offers,
            @Reference JdbcCoupons coupons,
            @Reference Segments segments,
            @Reference Access access) {
        this.offers = offers;
        this.coupons = coupons;
        this.segments = segments;
        this.access = access;
    }

    /**
     * What is bought, by whom.
     *
     * @param groups the codes of those that the customer is in
     */
    public record Bought(
            List<Cart.Line> lines,
            Optional<String> currency,
            List<String> codes,
            Optional<UUID> customer,
            Set<String> groups) {}

    /** The code as its coupon has it; empty if there is no such coupon. */
    public Optional<String> canonical(String code) {
        return coupons.find(code).map(Coupon::code);
    }

    /** Whether two codes are the same. */
    public static boolean isSame(String code, String other) {
        return JdbcCoupons.key(code).equals(JdbcCoupons.key(other));
    }

    /** @param shipping what it costs if so much is taken off the lines */
    public Promotion of(Bought bought, ToLongFunction<long[]> shipping) {
        Instant now = Instant.now();
        List<Rule> rules = new ArrayList<>(coupons.rules(bought.codes(), bought.customer(), now));
        if (!bought.lines().isEmpty()) {
            rules.addAll(offers.rules());
        }
        Sale sale = new Sale(
                bought.lines().stream()
                        .map(line -> new Sale.Line(line.sku(), line.quantity(), line.unitPrice()))
                        .toList(),
                bought.currency(),
                now,
                bought.groups(),
                segments(bought.customer()));
        return OfferEngine.apply(sale, rules, shipping);
    }

    private Predicate<UUID> segments(Optional<UUID> customer) {
        Map<UUID, Boolean> asked = new HashMap<>();
        return segment -> customer.map(one -> asked.computeIfAbsent(segment, id -> contains(id, one)))
                .orElse(false);
    }

    private boolean contains(UUID id, UUID customer) {
        return access.call(
                Caller.system("cart"),
                () ->
                        // A segment that is gone must not fail the transaction of the cart, so it is looked for first.
                        segments.find(id)
                                .filter(segment -> segment.state() == Segment.State.ACTIVE)
                                .map(segment -> segments.contains(id, customer))
                                .orElse(false));
    }
}
