package org.clientele.cart;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes two carts one, and takes that back. Thread-safe; each method is one transaction.
 *
 * <p>Of several merges of one cart at the same time one wins. They throw {@link org.clientele.Problem.NotFound} if the caller has nothing to do with a
 * cart, and {@link org.clientele.Problem.Conflict} {@code already-merged} if the cart went into another one, {@code cart-closed} if one of them is
 * not open, {@code other-customer} if they are two customers', {@code other-seller-account}.
 */
@ProviderType
public interface CartMerges {
    /**
     * A guest's cart goes into the open cart of a customer, that of the same seller account and currency which was changed last. If there is none, it
     * becomes the customer's as it is.
     *
     * @param policy empty for the configured one
     */
    CartMerge adopt(UUID customer, UUID guestCart, Optional<CartMerge.Policy> policy);

    /** One cart goes into another: a guest's, or one of the same customer. */
    CartMerge merge(UUID into, UUID from, Optional<CartMerge.Policy> policy);

    /**
     * Gives both carts what they had, for 30 days after the merge.
     *
     * @throws org.clientele.Problem.Conflict {@code already-undone}; {@code undo-expired}; {@code cart-closed} or {@code cart-changed} if the cart
     *     that was left is not open, or was changed since: nothing is taken from it then
     */
    CartMerge undo(UUID merge);

    /** Those that a cart was part of, latest first, as long as they can be undone. */
    List<CartMerge> of(UUID cart);
}
