package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.rest.EventStream;
import org.clientele.rest.SessionCookie;
import org.clientele.rest.events.internal.EventStreams;
import org.jspecify.annotations.Nullable;

/** Lets a request through to a resource method if its caller holds the declared scope; before the body is read. */
final class Gate implements ContainerRequestFilter {
    private static final Pattern JSON =
            Pattern.compile("application/(merge-patch\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final Map<OperationResourceInfo, Route> routes;
    private final long maxBodyBytes;
    private final EventStreams streams;

    Gate(Map<OperationResourceInfo, Route> routes, long maxBodyBytes, EventStreams streams) {
        this.routes = routes;
        this.maxBodyBytes = maxBodyBytes;
        this.streams = streams;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Message message = JAXRSUtils.getCurrentMessage();
        Route route = routes.get(message.getExchange().get(OperationResourceInfo.class));
        Call call = Messages.call(message);
        if (route == null || call == null) {
            throw new Problem.Forbidden("scope-missing", "This method declares no scope.");
        }
        call.route(route);
        admit(route, call, Messages.request(message));
        LimitedRequest body = call.body();
        if (body != null) {
            body.limit(route.maxBody().orElse(maxBodyBytes));
        }
        if (route.method().getReturnType() == EventStream.class) {
            streams.requireRoom();
        }
        if (route.readsJson()) {
            requireJsonSent(message);
        }
        if (route.writesJson()) {
            requireJsonAccepted(message);
        }
    }

    private static void admit(Route route, Call call, @Nullable HttpServletRequest request) {
        String scope = route.scope();
        if (scope.equals(RequiresScope.PUBLIC)) {
            return;
        }
        if (route.surface() == Surface.STORE) {
            admitToStore(scope, call);
            return;
        }
        if (call.caller().isEmpty()) {
            throw new Problem.Unauthenticated(
                    "unauthenticated",
                    call.credentials() == Call.Credentials.NONE
                            ? "Send Authorization: Bearer with a key."
                            : "The key is unknown, expired or revoked.");
        }
        if (request != null) {
            call.session().ifPresent(token -> SessionCookie.requireMeant(request, token));
        }
        if (!call.narrow(scope)) {
            throw new Problem.Forbidden("scope-missing", "This needs the scope " + scope + ".");
        }
    }

    private static void admitToStore(String scope, Call call) {
        if (call.caller().isEmpty()) {
            throw new Problem.Unauthenticated(
                    "unauthenticated",
                    call.credentials() == Call.Credentials.NONE
                            ? "Send Clientele-Store-Key with the key of the storefront."
                            : "The key of the storefront is unknown, expired or revoked.");
        }
        if (call.isOver()) {
            throw new Problem.Unauthenticated("unauthenticated", "The session in the cart has ended.");
        }
        Caller caller = call.caller().get();
        if (!caller.may(Caller.STORE_USE)) {
            throw new Problem.Forbidden("scope-missing", "This needs the scope " + Caller.STORE_USE + ".");
        }
        if (scope.equals(RequiresScope.ANY_CALLER) || caller.may(scope)) {
            return;
        }
        if (caller.customer().isEmpty()) {
            throw new Problem.Unauthenticated(
                    "unauthenticated",
                    call.credentials() == Call.Credentials.INVALID
                            ? "The session has ended: log in again."
                            : "Send Authorization: Bearer with the token of a login.");
        }
        throw new Problem.Forbidden("scope-missing", "This needs the scope " + scope + ".");
    }

    private static void requireJsonSent(Message message) {
        Object type = message.get(Message.CONTENT_TYPE);
        if (type == null || !JSON.matcher(type.toString()).matches()) {
            throw new Problem.UnsupportedMediaType("Send application/json.");
        }
    }

    private static void requireJsonAccepted(Message message) {
        if (message.getExchange().get(Message.ACCEPT_CONTENT_TYPE) instanceof List<?> types
                && types.stream().noneMatch(type -> ((MediaType) type).isCompatible(MediaType.APPLICATION_JSON_TYPE))) {
            throw new NotAcceptableException();
        }
    }
}
