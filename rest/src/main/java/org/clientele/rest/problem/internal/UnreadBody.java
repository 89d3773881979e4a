package org.clientele.rest.problem.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * What is left of the body of a request that is refused before it reaches CXF, which waits for all of it. The container closes the
 * connection then, and a client that is not told sends its next request into it.
 */
final class UnreadBody {
    /** The header that tells. */
    static final String CONNECTION = "Connection";

    private static final int MOST = 1 << 16;

    private UnreadBody() {}

    /** Whether there is more of it than has arrived by now, or more than is worth reading; what has arrived is read. */
    static boolean isLeft(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return false;
        }
        try {
            ServletInputStream body = request.getInputStream();
            byte[] scrap = new byte[8192];
            long read = 0;
            while (read < MOST && !body.isFinished() && body.available() > 0) {
                int part = body.read(scrap);
                if (part < 0) {
                    return false;
                }
                read += part;
            }
            return !body.isFinished() && read != length;
        } catch (IOException | RuntimeException broken) {
            return true;
        }
    }
}
