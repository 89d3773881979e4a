package org.clientele.account.internal;

import java.util.Optional;
import org.clientele.Problem;

/** The body that carries the token of a mail. */
record Token(Optional<String> token) {
    /** @throws Problem.Invalid if it is missing */
    String required() {
        return token.orElseThrow(() -> Problem.Invalid.at("/token", "required", "The token of the mail is needed."));
    }
}
