package org.clientele.checkout;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An order above the limit of a company, that somebody has to allow.
 *
 * @param customerId who buys
 * @param companyId for whom
 * @param total what may be spent at most, in minor units of the currency: what the cart came to when it was asked for
 * @param askedBy who checked out: the id of a {@link org.clientele.access.Caller}
 * @param decidedBy who decided, or took it back
 * @param reason why it was rejected, if that was told
 * @param orderNumber of the order, once it is approved
 */
public record Approval(
        UUID id,
        UUID cartId,
        UUID customerId,
        UUID companyId,
        String sellerAccount,
        State state,
        long total,
        String currency,
        String paymentMethod,
        String askedBy,
        Instant askedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> reason,
        Optional<String> orderNumber) {
    /** What became of it. Only waiting ones can be decided. */
    public enum State {
        WAITING,
        APPROVED,
        REJECTED,
        /** Whoever asked changed their mind. */
        WITHDRAWN
    }
}
