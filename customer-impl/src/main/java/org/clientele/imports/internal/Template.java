package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** A JSON object with an expression wherever a value will be. */
final class Template {
    private static final int MAX_DEPTH = 8;

    private final Map<String, Template> members = new LinkedHashMap<>();
    private final Map<String, Expression> values = new LinkedHashMap<>();

    private Template() {}

    static Template of(@Nullable JsonNode node, String pointer, Checks checks) {
        return of(node, pointer, checks, 0);
    }

    private static Template of(@Nullable JsonNode node, String pointer, Checks checks, int depth) {
        Template template = new Template();
        if (node == null || !node.isObject() || depth > MAX_DEPTH) {
            checks.that(false, pointer, "type", "This must be an object.");
            return template;
        }
        node.properties().forEach(member -> {
            String below = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            if (isExpression(member.getValue())) {
                expression(member.getValue(), below, checks)
                        .ifPresent(value -> template.values.put(member.getKey(), value));
            } else {
                template.members.put(member.getKey(), of(member.getValue(), below, checks, depth + 1));
            }
        });
        return template;
    }

    private static boolean isExpression(JsonNode node) {
        return node.has("column") || node.has("constant") || node.has("cases");
    }

    private static Optional<Expression> expression(JsonNode node, String pointer, Checks checks) {
        try {
            Expression expression = Json.read(node, Expression.class);
            expression.check(pointer, checks);
            return Optional.of(expression);
        } catch (Problem.Invalid invalid) {
            Item.violations(invalid)
                    .forEach(violation ->
                            checks.that(false, pointer + violation.pointer(), violation.code(), violation.detail()));
            return Optional.empty();
        }
    }

    /**
     * What a row makes of it. Members without a value are left out, and objects without members too.
     *
     * @throws Problem.Invalid if a value cannot be read, with the place it was meant for
     */
    ObjectNode apply(CsvRow row, String pointer) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach((name, expression) ->
                expression.value(row, pointer + "/" + name).ifPresent(value -> object.set(name, value)));
        members.forEach((name, template) -> {
            ObjectNode member = template.apply(row, pointer + "/" + name);
            if (!member.isEmpty()) {
                object.set(name, member);
            }
        });
        return object;
    }
}
