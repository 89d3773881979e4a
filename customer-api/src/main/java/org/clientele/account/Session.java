package org.clientele.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One login of a customer, still open. Never tells its token.
 *
 * @param lastUsedAt to the minute
 * @param expiresAt when it ends whatever happens; it ends before if it is not used
 * @param sellerAccounts of the storefront it was begun at; empty means all
 */
public record Session(
        UUID id, Instant createdAt, Instant lastUsedAt, Instant expiresAt, Optional<Set<String>> sellerAccounts) {}
