package org.clientele.rest.json.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/** What Jackson complains about, as a problem that names the member. Never repeats the value. */
public final class JsonFaults {
    private JsonFaults() {}

    public static Problem problem(Exception fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem.Invalid invalid) {
                return below(fault, invalid);
            }
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        if (fault instanceof StreamConstraintsException) {
            return document("too-complex", "The document is nested too deeply or has a member that is too long.");
        }
        if (fault instanceof StreamReadException broken) {
            return malformed(broken);
        }
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return Problem.Invalid.at(pointer(unknown), "unknown-member", "There is no such member.");
        }
        if (fault instanceof InvalidNullException missing) {
            return Problem.Invalid.at(pointer(missing), "required", "This must not be null.");
        }
        if (fault instanceof InvalidFormatException format) {
            return wrongText(format);
        }
        if (fault instanceof MismatchedInputException mismatch) {
            if (String.valueOf(mismatch.getOriginalMessage()).startsWith("Missing required creator property")) {
                return Problem.Invalid.at(pointer(mismatch), "required", "This member must be there.");
            }
            Class<?> type = mismatch.getTargetType();
            return Problem.Invalid.at(
                    pointer(mismatch),
                    "type",
                    type == null ? "This has the wrong type." : "This must be " + kind(type) + ".");
        }
        if (fault instanceof JsonMappingException mapping) {
            return Problem.Invalid.at(pointer(mapping), "value", "This value is not allowed.");
        }
        return document("malformed-json", "The body cannot be read as JSON.");
    }

    /** How people call a type. */
    public static String kind(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "an integer";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class) {
            return "an RFC 3339 date-time such as 2026-01-31T12:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        }
        if (type.isEnum()) {
            return "one of " + constants(type);
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return "an object";
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> KebabEnums.name((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    private static Problem wrongText(InvalidFormatException format) {
        Class<?> type = format.getTargetType();
        boolean text = format.getValue() instanceof String;
        String code = !text || isNumberOrBoolean(type) ? "type" : type.isEnum() ? "value" : "format";
        return Problem.Invalid.at(pointer(format), code, "This must be " + kind(type) + ".");
    }

    private static boolean isNumberOrBoolean(Class<?> type) {
        return type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class;
    }

    private static Problem malformed(StreamReadException broken) {
        String message = Optional.ofNullable(broken.getOriginalMessage()).orElse("");
        JsonParser parser = broken.getProcessor();
        if (message.startsWith("Duplicate")) {
            String pointer = parser == null
                    ? ""
                    : parser.getParsingContext().pathAsPointer().toString();
            return Problem.Invalid.at(pointer, "duplicate-member", "This member is there twice.");
        }
        return document("malformed-json", "The body is no JSON" + place(broken) + ".");
    }

    private static String place(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? ""
                : ": line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
    }

    private static Problem document(String code, String detail) {
        return new Problem.Invalid(code, detail, List.of(new Problem.Violation("", code, detail)));
    }

    private static Problem below(Exception fault, Problem.Invalid invalid) {
        String prefix = fault instanceof JsonMappingException mapping ? pointer(mapping) : "";
        List<Problem.Violation> violations = new ArrayList<>();
        for (Problem.Violation violation : invalid.violations()) {
            violations.add(new Problem.Violation(prefix + violation.pointer(), violation.code(), violation.detail()));
        }
        return new Problem.Invalid(invalid.code(), detail(invalid), violations);
    }

    private static String detail(@Nullable Throwable problem) {
        String message = problem == null ? null : problem.getMessage();
        return message == null ? "" : message;
    }

    private static String pointer(JsonMappingException fault) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            pointer.append('/');
            if (step.getFieldName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
