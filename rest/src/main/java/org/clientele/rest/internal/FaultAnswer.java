package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.rest.problem.internal.ProblemDocument;
import org.clientele.rest.problem.internal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever a resource or CXF throws, as a problem document. */
final class FaultAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(FaultAnswer.class);

    private static final Refusal STARTING =
            Refusal.of(new Problem.Unavailable("starting", "This feature is starting.", Duration.ofSeconds(1)));

    private FaultAnswer() {}

    /** Beats CXF's own mapper, which would answer in HTML or not at all. */
    static final class OfJakartaRest implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException thrown) {
            boolean redirection = thrown.getResponse().getStatus() < 400;
            return redirection ? thrown.getResponse() : answer(thrown);
        }
    }

    static final class OfEverything implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable thrown) {
            return answer(thrown);
        }
    }

    private static Response answer(Throwable thrown) {
        HttpServletRequest request = Messages.currentRequest();
        Call call = request == null ? null : Call.of(request);
        String traceId = call == null ? "" : call.id();
        LimitedRequest body = call == null ? null : call.body();
        Refusal refusal = body != null && body.exceeded() ? Refusal.of(body.problem()) : Refusal.of(thrown, traceId);
        if (refusal.status() == 404 && call != null && call.isComing()) {
            refusal = STARTING;
        }
        if (refusal.status() == 404 && request != null && call != null && call.route() != null) {
            Optional<String> elsewhere = elsewhere(call, request);
            if (elsewhere.isPresent()) {
                return Response.status(308)
                        .header(HttpHeaders.LOCATION, elsewhere.get())
                        .build();
            }
        }
        Response.ResponseBuilder response = Response.status(refusal.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(refusal.document(traceId, request == null ? null : request.getHeader("Accept-Language")));
        refusal.headers().forEach(response::header);
        return response.build();
    }

    /** Where to ask instead, if somebody knows. */
    private static Optional<String> elsewhere(Call call, HttpServletRequest request) {
        String prefix = "/api" + Surface.ADMIN.path();
        String path = request.getRequestURI();
        if (call.relocation().isEmpty() || call.caller().isEmpty() || !path.startsWith(prefix)) {
            return Optional.empty();
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        try {
            return call.asCaller(() -> call.relocation().get().of(path.substring(prefix.length())))
                    .map(found -> prefix + found + query);
        } catch (RuntimeException unknown) {
            LOG.warn("Nobody could say whether {} is elsewhere", path, unknown);
            return Optional.empty();
        }
    }
}
