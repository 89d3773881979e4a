package org.clientele.account;

import java.time.Instant;
import org.clientele.customer.Customer;

/**
 * A session that has begun.
 *
 * @param token the secret, told this once
 * @param expiresAt when it ends whatever happens; it ends before if it is not used
 */
public record Login(String token, Instant expiresAt, Customer customer) {}
