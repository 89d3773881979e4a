package org.clientele.cart;

import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All coupons and vouchers. They hold for the whole shop, so only callers with all seller accounts change them ({@link
 * org.clientele.Problem.Forbidden} {@code all-seller-accounts}). Codes are the same whatever their case. Thread-safe; each method is one
 * transaction.
 */
@ProviderType
public interface Coupons {
    /**
     * By their codes.
     *
     * @param text part of the code or the name, whatever the case; empty for all
     */
    Page<Coupon> list(String text, Page.Request page);

    Optional<Coupon> find(String code);

    /**
     * @param code 1 to 64 letters, digits and {@code . _ -}
     * @throws org.clientele.Problem.Conflict {@code code-taken} if there is one with this code
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    Coupon create(String code, Coupon.Definition definition);

    /**
     * A coupon does not become a voucher, nor the other way round.
     *
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such code
     * @throws org.clientele.Problem.Stale if it has another version by now
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    Coupon change(String code, OptionalLong version, Coupon.Definition definition);

    /**
     * Carts keep the code, with a hint that it is unknown. What is known of its uses goes with it; orders keep what it took off.
     *
     * @throws org.clientele.Problem.NotFound if there is no such code
     * @throws org.clientele.Problem.Stale if it has another version by now
     */
    void remove(String code, OptionalLong version);
}
