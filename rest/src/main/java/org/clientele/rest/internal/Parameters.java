package org.clientele.rest.internal;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.rest.json.internal.JsonFaults;
import org.clientele.rest.json.internal.KebabEnums;
import org.clientele.rest.json.internal.StrictJson;
import org.jspecify.annotations.Nullable;

/** Path, query and header parameters, as strict as bodies: what cannot be read is a problem that names the parameter. */
final class Parameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, Parameters::bool,
            Boolean.class, Parameters::bool,
            UUID.class, StrictJson::uuid,
            Instant.class, StrictJson::instant,
            LocalDate.class, StrictJson::date);

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Function<String, ?> parser = type.isEnum() ? enumParser(type) : PARSERS.get(type);
        return parser == null ? null : new Converter<>(type, (Function<String, T>) parser, annotations);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("no boolean");
        };
    }

    private static Function<String, Object> enumParser(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(KebabEnums.name((Enum<?>) constant), constant);
        }
        return text -> {
            Object constant = constants.get(text);
            if (constant == null) {
                throw new IllegalArgumentException("no such constant");
            }
            return constant;
        };
    }

    private record Converter<T>(Class<T> type, Function<String, T> parser, Annotation[] annotations)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException wrong) {
                throw problem();
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }

        private Problem problem() {
            for (Annotation annotation : annotations) {
                if (annotation instanceof PathParam) {
                    return new Problem.NotFound("There is nothing at this address.");
                }
                if (annotation instanceof QueryParam query) {
                    return wrong("?" + query.value());
                }
                if (annotation instanceof HeaderParam header) {
                    return wrong(header.value());
                }
                if (annotation instanceof CookieParam cookie) {
                    return wrong(cookie.value());
                }
            }
            return wrong("");
        }

        private Problem wrong(String pointer) {
            return Problem.Invalid.at(pointer, "type", "This must be " + JsonFaults.kind(type) + ".");
        }
    }
}
