package org.clientele.access;

import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Who staff are, as the door of the admin API asks, and who a caller was. Thread-safe. */
@ProviderType
public interface Identities {
    /**
     * Whose session it is. Looked up each time, so that what ends a session, or takes a right away, does so on every node at once.
     *
     * @param token the secret of the session
     * @return empty if it is unknown or over
     */
    Optional<Identity> ofSession(String token);

    /**
     * Whom a JSON Web Token (RFC 7519) of the configured issuer speaks of.
     *
     * @return empty if there is no issuer, or the token is not to be trusted, or speaks of nobody known
     * @throws org.clientele.Problem.Unavailable {@code issuer-unavailable} if the keys of the issuer could not be had
     */
    Optional<Identity> ofToken(String token);

    /**
     * Who has the id of a {@link Caller}, with the rights of this moment: an active staff user, or a key that works.
     *
     * @return empty for everybody else, also for who comes with a token of the issuer and is no staff user: of them nothing is known
     *     between their calls
     */
    Optional<Identity> find(String id);

    /**
     * Which session a secret belongs to, to be asked about later without it.
     *
     * @return empty if it is unknown or over
     */
    default Optional<UUID> sessionId(String token) {
        return Optional.empty();
    }

    /**
     * Whether somebody is still logged in so: neither logged out, nor idle for too long, nor deactivated. To ask does not keep it open.
     *
     * @param session as {@link #sessionId} told it
     */
    default boolean isOpen(UUID session) {
        return false;
    }
}
