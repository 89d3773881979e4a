package org.clientele.rest.openapi.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.Json;
import org.clientele.rest.MergePatch;
import org.clientele.rest.internal.Route;

/** One route as an OpenAPI operation. */
final class Operations {
    private static final Pattern VARIABLE = Pattern.compile("\\{([\\w.-]+)}");
    private static final String PROBLEM = "application/problem+json";

    private final Schemas schemas;
    private final Set<String> ids = new HashSet<>();

    Operations(Schemas schemas) {
        this.schemas = schemas;
    }

    ObjectNode describe(Route route) {
        ObjectNode operation = Json.mapper().createObjectNode();
        operation.put("operationId", operationId(route));
        operation.putArray("tags").add(route.segment());
        operation.put("x-scope", route.scope());
        if (route.scope().equals(RequiresScope.PUBLIC)) {
            operation.putArray("security");
        } else {
            ArrayNode scopes = operation.putArray("security").addObject().putArray("bearer");
            if (!route.scope().equals(RequiresScope.ANY_CALLER)) {
                scopes.add(route.scope());
            }
        }
        ArrayNode parameters = Json.mapper().createArrayNode();
        for (Parameter parameter : route.method().getParameters()) {
            describe(parameter, parameter.getType(), parameter.getParameterizedType(), parameters, operation, route);
        }
        addMissingPathParameters(route, parameters);
        if (route.httpMethod().equals("POST")) {
            parameter(parameters, "header", "Idempotency-Key", false)
                    .putObject("schema")
                    .put("type", "string");
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        describeResponses(operation.putObject("responses"), route);
        return operation;
    }

    private void describe(
            AnnotatedElement element,
            Class<?> raw,
            Type type,
            ArrayNode parameters,
            ObjectNode operation,
            Route route) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        PathParam path = element.getAnnotation(PathParam.class);
        HeaderParam header = element.getAnnotation(HeaderParam.class);
        if (query != null) {
            schema(parameter(parameters, "query", query.value(), false), type, element);
        } else if (path != null) {
            schema(parameter(parameters, "path", path.value(), true), type, element);
        } else if (header != null) {
            schema(parameter(parameters, "header", header.value(), false), type, element);
        } else if (raw == IfMatch.class) {
            parameter(parameters, "header", "If-Match", false)
                    .putObject("schema")
                    .put("type", "string");
        } else if (element.isAnnotationPresent(BeanParam.class)) {
            for (Field field : raw.getDeclaredFields()) {
                if (field.getAnnotations().length > 0) {
                    describe(field, field.getType(), field.getGenericType(), parameters, operation, route);
                }
            }
        } else if (element instanceof Parameter
                && !element.isAnnotationPresent(Context.class)
                && !element.isAnnotationPresent(Suspended.class)) {
            describeBody(operation.putObject("requestBody"), raw, type, route);
        }
    }

    private void describeBody(ObjectNode body, Class<?> raw, Type type, Route route) {
        body.put("required", true);
        ObjectNode content = body.putObject("content");
        if (raw == MergePatch.class) {
            content.putObject("application/merge-patch+json")
                    .putObject("schema")
                    .put("type", "object");
            return;
        }
        Consumes consumes = Optional.ofNullable(route.method().getAnnotation(Consumes.class))
                .orElseGet(() -> route.method().getDeclaringClass().getAnnotation(Consumes.class));
        String[] media = consumes == null ? new String[] {"application/json"} : consumes.value();
        for (String name : media) {
            content.putObject(name).set("schema", schemas.of(type));
        }
    }

    private void schema(ObjectNode parameter, Type type, AnnotatedElement element) {
        ObjectNode schema = schemas.of(type);
        DefaultValue fallback = element.getAnnotation(DefaultValue.class);
        if (fallback != null) {
            schema.put("default", fallback.value());
        }
        parameter.set("schema", schema);
    }

    private static ObjectNode parameter(ArrayNode parameters, String in, String name, boolean required) {
        return parameters.addObject().put("name", name).put("in", in).put("required", required);
    }

    private static void addMissingPathParameters(Route route, ArrayNode parameters) {
        Set<String> known = new HashSet<>();
        parameters.forEach(parameter -> known.add(parameter.path("name").asText()));
        Matcher variable = VARIABLE.matcher(route.template());
        while (variable.find()) {
            if (known.add(variable.group(1))) {
                parameter(parameters, "path", variable.group(1), true)
                        .putObject("schema")
                        .put("type", "string");
            }
        }
    }

    private void describeResponses(ObjectNode responses, Route route) {
        Produces produces = Optional.ofNullable(route.method().getAnnotation(Produces.class))
                .orElseGet(() -> route.method().getDeclaringClass().getAnnotation(Produces.class));
        String[] media = produces == null ? new String[] {"application/json"} : produces.value();
        boolean empty = route.method().getReturnType() == void.class;
        ObjectNode success = responses.putObject(empty ? "204" : "200");
        success.put("description", empty ? "Done." : "The answer.");
        if (!empty) {
            ObjectNode content = success.putObject("content");
            for (String name : media) {
                content.putObject(name).set("schema", schemas.of(route.method().getGenericReturnType()));
            }
        }
        responses.putObject("4XX").put("$ref", "#/components/responses/Refused");
        responses.putObject("5XX").put("$ref", "#/components/responses/Failed");
    }

    void addResponses(ObjectNode responses) {
        responses.set("Refused", problem("The request was refused; code tells why."));
        responses.set("Failed", problem("It could not be answered; nothing of it is kept."));
    }

    private ObjectNode problem(String description) {
        ObjectNode response = Json.mapper().createObjectNode().put("description", description);
        response.putObject("content").putObject(PROBLEM).set("schema", schemas.problem());
        return response;
    }

    private String operationId(Route route) {
        StringBuilder id = new StringBuilder(
                route.surface().path().substring(1, route.surface().path().indexOf('/', 1)));
        id.append('.').append(route.segment()).append('.').append(route.method().getName());
        String unique = id.toString();
        for (int n = 2; !ids.add(unique); n++) {
            unique = id + "-" + n;
        }
        return unique;
    }
}
