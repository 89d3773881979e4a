package org.clientele.rest.internal;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.message.Message;
import org.clientele.rest.LargeBody;
import org.clientele.rest.MergePatch;
import org.clientele.rest.OutsideTransaction;
import org.clientele.rest.RequestAudit;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;

/** A resource method with the audit around it. */
final class AuditedCall {
    private AuditedCall() {}

    /** The method itself. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object run() throws Exception;
    }

    static @Nullable Object run(Message message, @Nullable Object[] arguments, Work work) throws Exception {
        Call call = Messages.call(message);
        Route route = call == null ? null : call.route();
        Optional<RequestAudit> audit = call == null ? Optional.empty() : call.audit();
        if (call == null || route == null || audit.isEmpty() || call.caller().isEmpty()) {
            return work.run();
        }
        try {
            return audit.get()
                    .around(request(call.id(), message, route, arguments), () -> answer(work))
                    .result()
                    .orElse(null);
        } catch (RuntimeException | Error failed) {
            throw new InvocationTargetException(failed);
        }
    }

    private static RequestAudit.Answer answer(Work work) {
        Object result;
        try {
            result = work.run();
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            if (thrown.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new UndeclaredThrowableException(thrown.getCause());
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new UndeclaredThrowableException(failed);
        }
        int status = result instanceof Response response ? response.getStatus() : 200;
        return new RequestAudit.Answer(status, id(result), Optional.ofNullable(result));
    }

    /** By its location, or its member {@code id}. */
    private static Optional<String> id(@Nullable Object result) {
        Object value = result;
        if (value instanceof Response response) {
            Object location = response.getMetadata().getFirst("Location");
            if (location != null) {
                String path = location.toString();
                return Optional.of(path.substring(path.lastIndexOf('/') + 1));
            }
            value = response.getEntity();
        }
        if (value instanceof Versioned<?> versioned) {
            value = versioned.value();
        }
        if (value == null || !value.getClass().isRecord()) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.getClass().getMethod("id").invoke(value)).map(String::valueOf);
        } catch (ReflectiveOperationException none) {
            return Optional.empty();
        }
    }

    private static RequestAudit.Request request(String id, Message message, Route route, @Nullable Object[] arguments) {
        Map<String, String> path = new LinkedHashMap<>();
        if (message.get(URITemplate.TEMPLATE_PARAMETERS) instanceof MultivaluedMap<?, ?> values) {
            values.forEach((name, value) -> {
                if (route.template().contains("{" + name + "}") && !value.isEmpty()) {
                    path.put(String.valueOf(name), String.valueOf(value.get(0)));
                }
            });
        }
        List<String> members = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof MergePatch patch) {
                patch.document().fieldNames().forEachRemaining(members::add);
            }
        }
        return new RequestAudit.Request(
                id,
                route.httpMethod(),
                route.template(),
                route.scope(),
                path,
                Optional.ofNullable((String) message.get(Message.QUERY_STRING)),
                members,
                tellsPersons(route),
                isOutside(route.method()));
    }

    private static boolean tellsPersons(Route route) {
        TellsPersons said = route.method().getAnnotation(TellsPersons.class);
        TellsPersons usual = route.resource().getClass().getAnnotation(TellsPersons.class);
        return said != null ? said.value() : usual != null && usual.value();
    }

    /** A long body is no reason to keep a transaction open, and what answers later has none. */
    private static boolean isOutside(Method method) {
        return method.isAnnotationPresent(LargeBody.class)
                || method.isAnnotationPresent(OutsideTransaction.class)
                || Arrays.stream(method.getParameterTypes())
                        .anyMatch(type -> type == AsyncResponse.class || InputStream.class.isAssignableFrom(type));
    }
}
