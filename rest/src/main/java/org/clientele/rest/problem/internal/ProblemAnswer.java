package org.clientele.rest.problem.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clientele.rest.Json;

/** Writes a refusal to a servlet's response. */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    public static void write(Refusal refusal, String traceId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(refusal.status());
        response.setHeader(RequestId.HEADER, traceId);
        refusal.headers().forEach(response::setHeader);
        if (UnreadBody.isLeft(request)) {
            response.setHeader(UnreadBody.CONNECTION, "close");
        }
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        byte[] body = Json.write(refusal.document(traceId, request.getHeader("Accept-Language")));
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
