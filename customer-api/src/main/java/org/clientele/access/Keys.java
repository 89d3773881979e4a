package org.clientele.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** API keys. Only their SHA-256 is stored. Thread-safe; each method is one transaction. */
@ProviderType
public interface Keys {
    /**
     * Whom a token stands for. Answers come from a short-lived cache: a revoked key may pass for up to two seconds.
     *
     * @return empty if the token is unknown, expired or revoked
     */
    Optional<Caller> authenticate(String token);

    /**
     * Makes a key.
     *
     * @throws org.clientele.Problem.Invalid if a member is wrong
     * @throws org.clientele.Problem.Forbidden {@code scope-missing} if the new key could do what the caller cannot
     */
    Issued issue(Request request);

    /** The keys that see none but the caller's seller accounts, newest first; never their tokens. */
    List<Key> list();

    /** @throws org.clientele.Problem.NotFound if there is no such key, or it sees other seller accounts than the caller */
    void revoke(UUID id);

    /**
     * What a new key is to be.
     *
     * @param sellerAccounts empty means all
     * @param expiresAt empty means never
     */
    record Request(
            String name, Set<String> scopes, Optional<Set<String>> sellerAccounts, Optional<Instant> expiresAt) {}

    /** A key, without its token. */
    record Key(
            UUID id,
            String name,
            Set<String> scopes,
            Optional<Set<String>> sellerAccounts,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> lastUsedAt) {}

    /** @param token the secret, told this once */
    record Issued(UUID id, String name, String token) {}
}
