package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/** The body of a request whose transaction may have to be repeated. One that is too long to be kept can be read once. */
final class RepeatableBody {
    private static final long MAX_KEPT = 1 << 20;

    private final HttpServletRequest request;
    private byte @Nullable [] kept;
    private boolean opened;

    RepeatableBody(HttpServletRequest request) {
        this.request = request;
    }

    InputStream open() throws IOException {
        long length = request.getContentLengthLong();
        if (kept == null && length >= 0 && length <= MAX_KEPT) {
            kept = request.getInputStream().readAllBytes();
        }
        if (kept != null) {
            return new ByteArrayInputStream(kept);
        }
        if (opened) {
            throw new Problem.Unavailable(
                    "interrupted", "Another change came in between; send it again.", Duration.ofSeconds(1));
        }
        opened = true;
        return request.getInputStream();
    }
}
