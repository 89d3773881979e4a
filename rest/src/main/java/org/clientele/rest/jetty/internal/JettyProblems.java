package org.clientele.rest.jetty.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.clientele.rest.Json;
import org.clientele.rest.problem.internal.ProblemDocument;
import org.clientele.rest.problem.internal.Refusal;
import org.clientele.rest.problem.internal.RequestId;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's own refusals, of addresses and headers that it cannot read, as problem documents. */
public final class JettyProblems extends ErrorHandler {
    /** Lets the server and its contexts refuse this way. */
    public static void installOn(Server server) {
        JettyProblems problems = new JettyProblems();
        server.setErrorHandler(problems);
        server.getDescendants(ContextHandler.class).forEach(context -> context.setErrorHandler(problems));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Refusal refusal = refusal(request, response.getStatus());
        String id = RequestId.of(request.getHeaders().get(RequestId.HEADER));
        byte[] body = Json.write(refusal.document(id, request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE)));
        response.getHeaders()
                .put(RequestId.HEADER, id)
                .put("X-Content-Type-Options", "nosniff")
                .put(HttpHeader.CACHE_CONTROL, "private, no-store")
                .put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean bodiless = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, ByteBuffer.wrap(bodiless ? new byte[0] : body), callback);
        return true;
    }

    private static Refusal refusal(Request request, int status) {
        Refusal usual = Refusal.of(status);
        return status == 400 && isAboutTheAddress(request)
                ? new Refusal(
                        status,
                        "malformed-address",
                        Optional.of("The address cannot be read."),
                        usual.violations(),
                        usual.headers())
                : usual;
    }

    /** Jetty hides an address that it does not understand behind one of its own, and passes on none of the headers. */
    private static boolean isAboutTheAddress(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith("/")) {
            return true;
        }
        return switch (path) {
            case "/badURI" -> true;
            case "/badMessage" ->
                request.getAttribute(ERROR_EXCEPTION) instanceof Throwable thrown
                        && thrown.getCause() instanceof IllegalArgumentException;
            default -> request.getHttpURI().hasViolations();
        };
    }
}
