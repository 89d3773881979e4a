package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session in one cart, begun by a checkout link or by an agent.
 *
 * @param customer whose cart it is; empty for a guest's
 * @param agent who acts for the customer: the id of a {@link org.clientele.access.Caller}; empty if it is the customer
 * @param customerIp where the customer is, as the agent said: an IPv4 or IPv6 address
 * @param expiresAt when it ends at the latest
 */
public record CartSession(
        UUID id,
        UUID cart,
        Optional<UUID> customer,
        Optional<String> agent,
        Optional<String> customerIp,
        Instant expiresAt) {}
