package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An answer as it was sent the first time. */
record StoredAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int ID_LENGTH = 36;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The secret of a session is stored nowhere; to log in twice does no harm. */
    boolean isSecret() {
        return headers.keySet().stream().anyMatch("Set-Cookie"::equalsIgnoreCase);
    }

    /** Those that the body names, as far as it can be read. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i + ID_LENGTH <= body.length; i++) {
            if (body[i + 8] == '-' && body[i + 13] == '-' && body[i + 18] == '-' && body[i + 23] == '-') {
                String text = new String(body, i, ID_LENGTH, StandardCharsets.ISO_8859_1);
                if (ID.matcher(text).matches()) {
                    ids.add(text);
                }
            }
        }
        return ids;
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
