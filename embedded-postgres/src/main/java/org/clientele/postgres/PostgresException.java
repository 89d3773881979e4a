package org.clientele.postgres;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server cannot be had; the message is one line for the operator. */
public final class PostgresException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
