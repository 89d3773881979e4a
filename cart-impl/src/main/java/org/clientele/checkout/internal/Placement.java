package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.checkout.Approval;

/**
 * How a cart was checked out.
 *
 * @param order its number; empty while it waits for an approval, or if that was not given
 * @param actor who did it: the id of a caller
 * @param customerIp only for who may read personal data
 * @param approval the last one that was asked for
 */
public record Placement(
        UUID cartId,
        Optional<String> order,
        String sellerAccount,
        UUID customerId,
        String paymentMethod,
        String actor,
        Optional<String> customerIp,
        Optional<String> purchaseOrder,
        Optional<Instant> placedAt,
        Optional<Approval> approval) {}
