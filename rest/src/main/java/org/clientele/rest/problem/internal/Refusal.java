package org.clientele.rest.problem.internal;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is an error.
 *
 * @param headers beside the usual ones
 */
public record Refusal(
        int status,
        String code,
        Optional<String> detail,
        List<Problem.Violation> violations,
        Map<String, String> headers) {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(400, "invalid-request"),
            Map.entry(401, "unauthenticated"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "not-found"),
            Map.entry(405, "method-not-allowed"),
            Map.entry(406, "not-acceptable"),
            Map.entry(408, "too-slow"),
            Map.entry(413, "too-large"),
            Map.entry(414, "address-too-long"),
            Map.entry(415, "unsupported-media-type"),
            Map.entry(417, "expectation-failed"),
            Map.entry(426, "http-version"),
            Map.entry(431, "headers-too-long"),
            Map.entry(501, "not-implemented"),
            Map.entry(505, "http-version"));

    /** With the code that is usual for the status. */
    public static Refusal of(int status) {
        return new Refusal(
                status,
                CODES.getOrDefault(status, status < 500 ? "invalid-request" : "internal"),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    public static Refusal of(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (problem instanceof Problem.Unavailable unavailable) {
            headers.put("Retry-After", seconds(unavailable.retryAfter().toMillis()));
        } else if (problem instanceof Problem.TooMany tooMany) {
            headers.put("Retry-After", seconds(tooMany.retryAfter().toMillis()));
        } else if (problem instanceof Problem.Unauthenticated) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Refusal(
                problem.status(),
                problem.code(),
                Optional.ofNullable(problem.getMessage()),
                problem.violations(),
                headers);
    }

    /** What to tell the caller about whatever was thrown. Logs it, once, if it is our fault. */
    public static Refusal of(Throwable thrown, String traceId) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return of(problem);
            }
            if (cause instanceof WebApplicationException refused) {
                return of(refused, traceId);
            }
            if (cause instanceof EOFException) {
                LOG.debug("request {} broke off", traceId, thrown);
                return of(400);
            }
            if (cause instanceof TimeoutException) {
                LOG.debug("request {} came too slowly", traceId, thrown);
                return of(408);
            }
        }
        LOG.error("request {} failed", traceId, thrown);
        return of(500);
    }

    private static Refusal of(WebApplicationException refused, String traceId) {
        Response response = refused.getResponse();
        int status = response.getStatus();
        if (status >= 500) {
            LOG.error("request {} failed", traceId, refused);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of("Allow", "Retry-After", "WWW-Authenticate")) {
            String value = response.getHeaderString(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Refusal usual = of(status);
        return new Refusal(status, usual.code(), usual.detail(), usual.violations(), headers);
    }

    private static String seconds(long millis) {
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }

    public ProblemDocument document(String traceId, @Nullable String acceptLanguage) {
        return new ProblemDocument(
                "urn:clientele:problem:" + code,
                Titles.title(status, acceptLanguage),
                status,
                detail,
                code,
                violations,
                traceId);
    }
}
