package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** An answer as it was sent the first time. */
record StoredAnswer(int status, Map<String, String> headers, byte[] body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The secret of a session is stored nowhere; to log in twice does no harm. */
    boolean isSecret() {
        return headers.keySet().stream().anyMatch("Set-Cookie"::equalsIgnoreCase);
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (status != HttpServletResponse.SC_NO_CONTENT) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
