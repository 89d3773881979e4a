package org.clientele.access;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sessions that somebody may call in through a storefront, as the door of the store API asks for them. Register it as a service with
 * the property named here. Thread-safe; called for each request that shows such a token, on its thread and before its caller is
 * known, so bind a caller for whatever asks for one.
 */
@ConsumerType
@FunctionalInterface
public interface Sessions {
    /**
     * The service property with what its tokens begin with, such as {@code cls_}; a token is shown to nobody else. Of several services with
     * one prefix that with the highest ranking is asked. Required: without it a service is never asked.
     */
    String PREFIX = "session.prefix";

    /**
     * Whom a token stands for. Looked up each time, so that what ends a session ends it on every node at once.
     *
     * @param storefront who shows it; the caller sees at most its seller accounts
     * @return a caller with {@link Caller#STORE_USE}, made by {@link Caller#shopper} if it is one; empty if the token is unknown, or the session is
     *     over or was begun in other seller accounts
     */
    Optional<Caller> authenticate(String token, Caller storefront);
}
