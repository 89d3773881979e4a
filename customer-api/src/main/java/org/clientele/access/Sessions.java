package org.clientele.access;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The sessions of shoppers, as the door of the store API asks for them. Thread-safe. */
@ProviderType
public interface Sessions {
    /**
     * Whom a token stands for. Looked up each time, so that what ends a session ends it on every node at once.
     *
     * @param storefront who shows it; the shopper sees at most its seller accounts
     * @return a caller made by {@link Caller#shopper}; empty if the token is unknown, or the session is over or was begun in
     *     other seller accounts
     */
    Optional<Caller> authenticate(String token, Caller storefront);
}
