package org.clientele.rest.internal;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.model.ParameterType;
import org.clientele.access.RequiresScope;
import org.clientele.rest.LargeBody;

/**
 * A resource method that can be reached.
 *
 * @param template its path below the surface
 * @param name its path below {@code /api}
 * @param maxBody how long a body it takes, in bytes; empty means what is usual
 * @param readsJson whether its body is JSON because it names no media type itself
 * @param writesJson whether its answer is JSON because it names no media type itself
 */
public record Route(
        Surface surface,
        String httpMethod,
        String template,
        String name,
        Method method,
        String scope,
        Optional<Long> maxBody,
        boolean readsJson,
        boolean writesJson,
        Candidate candidate) {
    static Route of(Candidate candidate, ClassResourceInfo owner, OperationResourceInfo operation) {
        Method method =
                operation.getAnnotatedMethod() == null ? operation.getMethodToInvoke() : operation.getAnnotatedMethod();
        String scope = scope(owner.getServiceClass(), operation)
                .orElseThrow(() -> new IllegalArgumentException("no scope: " + method));
        String template = template(owner, operation);
        return new Route(
                candidate.surface(),
                operation.getHttpMethod(),
                template,
                candidate.surface().path() + template,
                operation.getMethodToInvoke(),
                scope,
                Optional.ofNullable(operation.getMethodToInvoke().getAnnotation(LargeBody.class))
                        .map(LargeBody::maxBytes),
                readsJson(operation),
                operation.getProduceTypes().stream().allMatch(MediaType::isWildcardType),
                candidate);
    }

    private static boolean readsJson(OperationResourceInfo operation) {
        return operation.getConsumeTypes().stream().allMatch(MediaType::isWildcardType)
                && operation.getParameters().stream()
                        .filter(parameter -> parameter.getType() == ParameterType.REQUEST_BODY)
                        .map(parameter -> operation.getInParameterTypes()[parameter.getIndex()])
                        .anyMatch(type -> !InputStream.class.isAssignableFrom(type) && type != AsyncResponse.class);
    }

    public Object resource() {
        return candidate.resource();
    }

    /** The first path segment. */
    public String segment() {
        return segment(template);
    }

    static String segment(String path) {
        int begin = path.startsWith("/") ? 1 : 0;
        int end = path.indexOf('/', begin);
        return end < 0 ? path.substring(begin) : path.substring(begin, end);
    }

    static Optional<String> scope(Class<?> resource, OperationResourceInfo operation) {
        for (Method method : new Method[] {operation.getMethodToInvoke(), operation.getAnnotatedMethod()}) {
            if (method != null && method.isAnnotationPresent(RequiresScope.class)) {
                return Optional.of(method.getAnnotation(RequiresScope.class).value());
            }
        }
        return Optional.ofNullable(resource.getAnnotation(RequiresScope.class)).map(RequiresScope::value);
    }

    private static String template(ClassResourceInfo owner, OperationResourceInfo operation) {
        StringBuilder template = new StringBuilder();
        for (String part : List.of(
                owner.getURITemplate().getValue(), operation.getURITemplate().getValue())) {
            String plain = part.replaceAll("\\{\\s*(\\w[\\w.-]*)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}");
            if (!plain.isEmpty() && !plain.equals("/")) {
                template.append(plain.startsWith("/") ? "" : "/").append(plain);
            }
        }
        return template.toString();
    }
}
