package org.clientele.cart.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.PresentCatalogue;
import org.clientele.checkout.internal.Charges;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.offer.internal.Promotion;
import org.clientele.offer.internal.Promotions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a cart comes to at this moment: first its lines, then what is taken off, then shipping and tax, at last vouchers. */
@Component(service = Pricing.class)
public final class Pricing {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final PresentCatalogue catalogue;
    private final Groups groups;
    private final Promotions promotions;
    private final Charges charges;
    private final Access access;

    @Activate
    public Pricing(
            @Reference PresentCatalogue catalogue,
            @Reference Groups groups,
            @Reference Promotions promotions,
            @Reference Charges charges,
            @Reference Access access) {
        this.catalogue = catalogue;
        this.groups = groups;
        this.promotions = promotions;
        this.charges = charges;
        this.access = access;
    }

    /** Computes everything in it that is an amount. */
    void price(CartDraft cart) {
        List<Group> memberships = cart.customerId
                .map(customer -> access.call(Caller.system("cart"), () -> groups.of(customer)))
                .orElse(List.of());
        try {
            priceLines(cart, memberships);
            takeOff(cart, memberships);
        } catch (ArithmeticException e) {
            throw new Problem.Unprocessable("amount-too-large", "The cart comes to more than can be counted.");
        }
    }

    /** The code as it is written; empty if there is no such code. */
    Optional<String> canonical(String code) {
        return promotions.canonical(code);
    }

    private void takeOff(CartDraft cart, List<Group> memberships) {
        cart.subtotal = 0;
        for (Cart.Line line : cart.lines) {
            cart.subtotal = Math.addExact(cart.subtotal, Math.multiplyExact(line.quantity(), line.unitPrice()));
        }
        cart.tax = 0;
        boolean freeShipping =
                memberships.stream().anyMatch(group -> group.benefits().freeShipping());
        Promotion promotion = promotions.of(
                new Promotions.Bought(
                        cart.lines,
                        cart.currency,
                        cart.codes,
                        cart.customerId,
                        memberships.stream().map(Group::code).collect(Collectors.toSet())),
                discounts -> shipping(cart, discounts, freeShipping));
        cart.shipping = shipping(cart, promotion.discounts(), freeShipping);
        cart.hints = promotion.hints();
        List<Cart.Applied> applied = new ArrayList<>(promotion.applied(cart.shipping));
        sum(cart, applied);
        cart.tax = Math.max(0, charges.tax(cart.cart(cart.version)));
        sum(cart, applied);
        applied.addAll(promotion.paid(cart.total));
        sum(cart, applied);
    }

    /** Leaves the cart with these discounts of its lines. */
    private long shipping(CartDraft cart, long[] discounts, boolean free) {
        long off = 0;
        for (int i = 0; i < discounts.length; i++) {
            cart.lines.set(i, discounted(cart.lines.get(i), discounts[i]));
            off = Math.addExact(off, discounts[i]);
        }
        cart.shipping = 0;
        cart.offers = List.of();
        cart.discount = off;
        cart.total = cart.subtotal - off;
        return free || cart.lines.isEmpty() ? 0 : Math.max(0, charges.shipping(cart.cart(cart.version)));
    }

    private static void sum(CartDraft cart, List<Cart.Applied> applied) {
        cart.offers = List.copyOf(applied);
        cart.discount = applied.stream().mapToLong(Cart.Applied::amount).reduce(0, Math::addExact);
        cart.total = Math.addExact(Math.addExact(cart.subtotal - cart.discount, cart.shipping), cart.tax);
    }

    private static Cart.Line discounted(Cart.Line line, long discount) {
        return new Cart.Line(
                line.id(),
                line.sku(),
                line.name(),
                line.quantity(),
                line.unitPrice(),
                discount,
                Math.multiplyExact(line.quantity(), line.unitPrice()) - discount,
                line.schedule(),
                line.available());
    }

    /** What is known of the products of a cart, by their SKUs. */
    Map<String, Catalogue.Offered> offered(CartDraft cart, Set<String> skus, List<Group> memberships) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        Set<String> priceLists = new HashSet<>();
        memberships.forEach(group -> group.benefits().priceList().ifPresent(priceLists::add));
        Map<String, Catalogue.Offered> offered = new HashMap<>();
        catalogue
                .find(skus, new Catalogue.Sale(cart.sellerAccount, cart.currency, cart.customerId, priceLists))
                .forEach(one -> offered.put(one.product().sku(), one));
        return offered;
    }

    private void priceLines(CartDraft cart, List<Group> memberships) {
        Set<String> skus = new HashSet<>();
        Map<String, Long> quantities = new HashMap<>();
        for (Cart.Line line : cart.lines) {
            skus.add(line.sku());
            quantities.merge(line.sku(), line.quantity(), Math::addExact);
        }
        Map<String, Catalogue.Offered> offered = offered(cart, skus, memberships);
        BigDecimal percentOff = memberships.stream()
                .flatMap(group -> group.benefits().percentOff().stream())
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        List<Cart.Line> priced = new ArrayList<>();
        for (Cart.Line line : cart.lines) {
            Optional<Catalogue.Offered> found = Optional.ofNullable(offered.get(line.sku()));
            Optional<Money> price = found.filter(one -> one.product().active())
                    .flatMap(one -> one.price(cart.currency.orElseThrow(), quantities.getOrDefault(line.sku(), 0L)));
            long unitPrice =
                    price.map(money -> reduced(money.amount(), percentOff)).orElse(line.unitPrice());
            priced.add(new Cart.Line(
                    line.id(),
                    line.sku(),
                    found.map(one -> one.product().name()).or(line::name),
                    line.quantity(),
                    unitPrice,
                    0,
                    Math.multiplyExact(line.quantity(), unitPrice),
                    line.schedule(),
                    price.isPresent()));
        }
        cart.lines = priced;
    }

    /** What is left of an amount, rounded half up. */
    static long reduced(long amount, BigDecimal percentOff) {
        return percentOff.signum() == 0
                ? amount
                : BigDecimal.valueOf(amount)
                        .multiply(HUNDRED.subtract(percentOff))
                        .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
