package org.clientele.rest.internal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.rest.events.internal.EventStreams;
import org.clientele.rest.idempotency.internal.Idempotency;
import org.clientele.rest.metrics.internal.RequestMetrics;
import org.clientele.rest.openapi.internal.OpenApi;
import org.clientele.rest.problem.internal.ProblemAnswer;
import org.clientele.rest.problem.internal.Refusal;
import org.clientele.rest.problem.internal.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Everything below {@code /api}: identifies the request and its caller and hands it to the engine in use. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final Refusal STARTING =
            Refusal.of(new Problem.Unavailable("starting", "The resources are not there yet.", Duration.ofSeconds(1)));

    private final transient Door door;
    private final transient Engines engines;
    private final transient Idempotency idempotency;
    private final transient EventStreams streams;
    private final transient RequestMetrics metrics;
    private final transient Cors cors;
    private final transient Switched switched = new Switched();
    private final transient OpenApi openApi = new OpenApi();
    private final long maxBodyBytes;

    public ApiServlet(
            Door door,
            Engines engines,
            Idempotency idempotency,
            EventStreams streams,
            RequestMetrics metrics,
            Set<String> origins,
            long maxBodyBytes) {
        this.door = door;
        this.engines = engines;
        this.idempotency = idempotency;
        this.streams = streams;
        this.metrics = metrics;
        this.cors = new Cors(origins);
        this.maxBodyBytes = maxBodyBytes;
    }

    Switched switched() {
        return switched;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Call known = request.getDispatcherType() == DispatcherType.ASYNC ? Call.of(request) : null;
        Call call = known == null ? Call.begin(request, request.getHeader(RequestId.HEADER)) : known;
        MDC.put("requestId", call.id());
        try {
            if (known == null) {
                begin(call, request, new ApiResponse(response, call));
            } else {
                resume(call, request, new ApiResponse(response, call));
            }
        } catch (Exception | LinkageError | StackOverflowError thrown) {
            fail(call, thrown, request, response);
        } finally {
            if (!request.isAsyncStarted()) {
                metrics.record(call.routeName(), request.getMethod(), response.getStatus(), call.begin());
            }
            MDC.remove("requestId");
        }
    }

    private void begin(Call call, HttpServletRequest request, ApiResponse response) throws IOException {
        if (cors.answers(request, response)) {
            return;
        }
        RawAddress.check(request.getRequestURI());
        RawAddress.check(request.getQueryString());
        String path = request.getPathInfo();
        if ("/openapi.json".equals(path)) {
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "no-cache");
            response.getOutputStream().write(openApi.document(engines.routes()));
            return;
        }
        Surface surface = Surface.of(path);
        Engine engine = surface == null || isStarting(surface, path) ? null : engines.enter(surface);
        if (surface == null || engine == null) {
            refuse(engines.wasComplete() ? Refusal.of(404) : STARTING, call, request, response);
            return;
        }
        call.engine(engine);
        boolean waiting = false;
        try {
            waiting = enter(surface, engine, call, request, response);
        } finally {
            call.rests();
            if (!waiting) {
                call.leave();
            }
        }
    }

    private boolean isStarting(Surface surface, String path) {
        return !engines.wasComplete() && !engines.claims(surface, path);
    }

    /** @return whether the engine is still needed after this thread is done */
    private boolean enter(Surface surface, Engine engine, Call call, HttpServletRequest request, ApiResponse response)
            throws IOException {
        door.identify(surface, request, call);
        switched.check(engine, surface, request.getPathInfo());
        String path = request.getPathInfo().substring(surface.path().length());
        if (engines.isComing(engine, Claim.of(surface, path))) {
            call.coming();
        }
        HttpServletRequest limited = request;
        if (LimitedRequest.isNeeded(request, maxBodyBytes)) {
            LimitedRequest body = new LimitedRequest(
                    request,
                    engine.longestBody(request.getMethod(), path, call.caller().isPresent()));
            call.body(body);
            limited = body;
        }
        serve(engine, call, limited, response);
        if (call.stream() != null) {
            stream(call, request);
            return false;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AsyncExit(call, metrics));
            return true;
        }
        return false;
    }

    private void serve(Engine engine, Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LimitedRequest body = call.body();
        // One that is too long for whatever is there has no effect that could be had twice.
        if (Idempotency.isWanted(request) && (body == null || !body.isTooLong())) {
            as(
                    call,
                    () -> idempotency.serve(
                            call.caller(),
                            request,
                            response,
                            (rq, rs) -> engine.serve(getServletConfig(), rq, rs),
                            call::tellsSecret));
        } else {
            as(call, () -> engine.serve(getServletConfig(), request, response));
        }
    }

    private void resume(Call call, HttpServletRequest request, ApiResponse response) throws IOException {
        Engine engine = call.engine();
        if (engine != null) {
            as(call, () -> engine.serve(getServletConfig(), request, response));
        }
    }

    private void as(Call call, Work work) throws IOException {
        if (call.caller().isEmpty()) {
            work.run();
            return;
        }
        try {
            door.as(call.caller().get(), () -> {
                try {
                    work.run();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void stream(Call call, HttpServletRequest request) throws IOException {
        Route route = call.route();
        if (route != null && call.stream() != null) {
            streams.open(call.stream(), route.resource(), request, new Listening(door, call, route.scope()));
        }
    }

    private void fail(Call call, Throwable thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            LOG.debug("request {} broke off", call.id(), thrown);
            return;
        }
        refuse(Refusal.of(thrown, call.id()), call, request, response);
    }

    private static void refuse(Refusal refusal, Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemAnswer.write(refusal, call.id(), request, response);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
