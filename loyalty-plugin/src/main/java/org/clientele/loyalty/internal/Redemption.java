package org.clientele.loyalty.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;

/**
 * Points that became a voucher.
 *
 * @param rewardId empty if it was so many points for money in a cart
 * @param code of the voucher
 */
public record Redemption(
        UUID id,
        UUID customerId,
        Optional<UUID> rewardId,
        long points,
        Money value,
        String code,
        State state,
        Instant at) {
    /** Whether the points are gone. */
    public enum State {
        ACTIVE,
        /** The voucher was not used, and the points are back. */
        CANCELLED
    }

    /**
     * What is redeemed: a reward, or points for money in a cart.
     *
     * @param cart into which the code of the voucher is entered
     */
    public record Request(Optional<UUID> reward, Optional<Long> points, Optional<UUID> cart) {}
}
