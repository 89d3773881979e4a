package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;

/** The customer for whom the storefront calls. */
final class Shopper {
    private static final int SCHEME = "Bearer ".length();

    private Shopper() {}

    /** @throws Problem.Unauthenticated if nobody is logged in */
    static UUID id(Access access) {
        return caller(access).flatMap(Caller::customer).orElseThrow(Shopper::nobody);
    }

    /** The token of the session, which the door has let in. */
    static String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || header.length() <= SCHEME) {
            throw nobody();
        }
        return header.substring(SCHEME).strip();
    }

    private static Optional<Caller> caller(Access access) {
        try {
            return Optional.of(access.caller());
        } catch (IllegalStateException nobody) {
            return Optional.empty();
        }
    }

    private static Problem.Unauthenticated nobody() {
        return new Problem.Unauthenticated("unauthenticated", "Send Authorization: Bearer with the token of a login.");
    }
}
