package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who may get at one cart, for a while.
 *
 * @param customer whose cart it is
 * @param agent who acts for the customer: the id of a caller; empty if it is the customer
 * @param customerIp the network address of the customer
 */
public record CartSession(
        UUID id,
        UUID cart,
        Optional<UUID> customer,
        Optional<String> agent,
        Optional<String> customerIp,
        Instant expiresAt) {}
