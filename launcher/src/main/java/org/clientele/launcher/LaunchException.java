package org.clientele.launcher;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Clientele cannot start; the message is one line for the operator. */
final class LaunchException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
