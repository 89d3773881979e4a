package org.clientele.loyalty.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The vouchers that points become, kept by the carts. Points are earned without carts too; they are redeemed only with them. */
@Component(service = Vouchers.class)
public final class Vouchers {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Access access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Coupons coupons;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Carts carts;

    @Activate
    public Vouchers(@Reference Access access) {
        this.access = access;
    }

    /** @return the code of a new one. Whoever redeems points needs no scope for coupons */
    String issue(Money value) {
        String code = code();
        access.call(Caller.system("loyalty"), () -> present(coupons).create(code, definition(value)));
        return code;
    }

    /**
     * Takes one away that is untouched.
     *
     * @throws Problem.Conflict {@code voucher-used} if something was paid with it
     */
    void withdraw(String code, Money value) {
        access.call(Caller.system("loyalty"), () -> {
            Coupon voucher = present(coupons)
                    .find(code)
                    .filter(found -> found.balance().equals(Optional.of(value)))
                    .orElseThrow(() -> new Problem.Conflict("voucher-used", "The voucher was used."));
            present(coupons).remove(code, OptionalLong.of(voucher.version()));
            return true;
        });
    }

    /** @throws Problem.Invalid at {@code /cart} if it is not the customer's, or the caller does not see it */
    Cart cart(UUID customer, UUID cart) {
        return present(carts)
                .find(cart)
                .filter(found -> found.customerId().equals(Optional.of(customer)))
                .orElseThrow(() -> Problem.Invalid.at("/cart", "not-found", "The customer has no such cart."));
    }

    void enter(UUID cart, String code) {
        present(carts).enter(cart, OptionalLong.empty(), code);
    }

    private static Coupon.Definition definition(Money value) {
        return new Coupon.Definition(
                Optional.of("Points"),
                Offer.Condition.NONE,
                Optional.empty(),
                Optional.of(value),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static <T> T present(@Nullable T service) {
        if (service == null) {
            throw new Problem.Unavailable(
                    "carts-unavailable", "Points cannot be redeemed without carts.", Duration.ofSeconds(5));
        }
        return service;
    }

    private static String code() {
        StringBuilder code = new StringBuilder("P-");
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}
