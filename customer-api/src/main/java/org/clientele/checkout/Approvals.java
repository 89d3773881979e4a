package org.clientele.checkout;

import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Orders that wait until somebody of the company allows them. A caller with {@code carts:read} sees those of the own seller accounts and
 * may decide them with {@code carts:assist}; a shopper sees the own ones, and may see and decide those of the company as {@code APPROVER}
 * or {@code ADMIN}. Others are not found. Thread-safe; each method is one transaction.
 */
@ProviderType
public interface Approvals {
    /** Asked for last first. */
    Page<Approval> list(Optional<Approval.State> state, Page.Request page);

    /**
     * Places the order, with the prices of now.
     *
     * @throws org.clientele.Problem.Conflict {@code already-decided}; {@code total-changed} if it comes to more by now: it goes on
     *     waiting; and the codes of {@link Checkout}
     * @throws org.clientele.Problem.Forbidden {@code own-order} to whoever asked, unless an {@code ADMIN}; {@code scope-missing}
     */
    Checkout.Outcome approve(UUID approval);

    /**
     * Opens the cart again, without an order.
     *
     * @param reason for whoever asked, at most 500 characters
     * @throws org.clientele.Problem.Conflict {@code already-decided}
     * @throws org.clientele.Problem.Forbidden {@code own-order} to whoever asked, unless an {@code ADMIN}; {@code scope-missing}
     */
    Approval reject(UUID approval, Optional<String> reason);
}
