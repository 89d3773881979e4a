package org.clientele.bulk.internal;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/** A parameter of an action, as {@link org.clientele.bulk.BulkAction#PARAMS} describes it. */
public record Parameter(String name, Type type, boolean required) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z][A-Za-z0-9]*)(\\??):([a-z]+)");

    /** What a value is. */
    public enum Type {
        TEXT,
        TEXTS,
        INTEGER,
        DECIMAL,
        BOOLEAN;

        private boolean fits(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case TEXTS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
                case INTEGER -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
                case DECIMAL -> value instanceof Number;
                case BOOLEAN -> value instanceof Boolean;
            };
        }
    }

    /** @throws IllegalArgumentException if nobody can read it */
    static Parameter parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("no parameter: " + text);
        }
        return new Parameter(
                parts.group(1),
                Type.valueOf(parts.group(3).toUpperCase(Locale.ROOT)),
                parts.group(2).isEmpty());
    }

    /** Complains at {@code /params/<name>}. */
    static void check(Problem.Checks checks, List<Parameter> parameters, Map<String, @Nullable Object> values) {
        for (Parameter parameter : parameters) {
            Object value = values.get(parameter.name());
            String pointer = "/params/" + parameter.name();
            if (value == null) {
                checks.that(!parameter.required(), pointer, "required", "The action needs it.");
            } else {
                checks.that(
                        parameter.type().fits(value),
                        pointer,
                        "type",
                        "This is of the type " + parameter.type().name().toLowerCase(Locale.ROOT) + ".");
            }
        }
        for (String name : values.keySet()) {
            checks.that(
                    parameters.stream().anyMatch(parameter -> parameter.name().equals(name)),
                    "/params/" + name.replace("~", "~0").replace("/", "~1"),
                    "unknown",
                    "The action has no such parameter.");
        }
    }
}
