package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.apache.cxf.jaxrs.JAXRSInvoker;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.MessageContentsList;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;

/** Turns a {@link Versioned} result into a body with an {@code ETag}, or into 304. */
final class VersionedInvoker extends JAXRSInvoker {
    @Override
    public Object invoke(Exchange exchange, Object parameters) {
        Object results = super.invoke(exchange, parameters);
        if (!(results instanceof List<?> list) || list.isEmpty()) {
            return results;
        }
        Object result = list.get(0);
        if (result instanceof Versioned<?> versioned) {
            return new MessageContentsList(answer(Response.ok(versioned.value()), versioned, exchange));
        }
        if (result instanceof Response response
                && response.hasEntity()
                && response.getEntity() instanceof Versioned<?> versioned) {
            return new MessageContentsList(
                    answer(Response.fromResponse(response).entity(versioned.value()), versioned, exchange));
        }
        return results;
    }

    @Override
    protected @Nullable Object performInvocation(
            Exchange exchange, Object resource, Method method, @Nullable Object[] arguments) throws Exception {
        Call call = Messages.call(exchange.getInMessage());
        AuditedCall.Work work = () -> AuditedCall.run(
                exchange.getInMessage(),
                arguments,
                () -> super.performInvocation(exchange, resource, method, arguments));
        return call == null ? work.run() : as(call, work);
    }

    /** By now it is known what the request needs, and so as whom it runs. */
    private static @Nullable Object as(Call call, AuditedCall.Work work) throws Exception {
        Optional<Object> result;
        try {
            result = call.asCaller(() -> {
                try {
                    return Optional.ofNullable(work.run());
                } catch (RuntimeException unchecked) {
                    throw unchecked;
                } catch (Exception checked) {
                    throw new Thrown(checked);
                }
            });
        } catch (Thrown thrown) {
            throw thrown.checked;
        }
        return result.orElse(null);
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Exception checked;

        Thrown(Exception checked) {
            super(checked);
            this.checked = checked;
        }
    }

    private static Response answer(Response.ResponseBuilder response, Versioned<?> versioned, Exchange exchange) {
        String tag = versioned.tag();
        if (isKnown(Messages.request(exchange.getInMessage()), tag)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return response.header(HttpHeaders.ETAG, tag).build();
    }

    private static boolean isKnown(@Nullable HttpServletRequest request, String tag) {
        if (request == null
                || !(request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))) {
            return false;
        }
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null) {
            return false;
        }
        for (String candidate : known.split(",", -1)) {
            String strong = candidate.strip();
            if (strong.equals("*") || strong.equals(tag) || strong.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
