package org.clientele.rest.openapi.internal;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.rest.EventStream;
import org.clientele.rest.Json;
import org.clientele.rest.Versioned;
import org.clientele.rest.json.internal.KebabEnums;
import org.clientele.rest.problem.internal.ProblemDocument;
import org.jspecify.annotations.Nullable;

/** JSON Schemas of Java types, as Jackson would write them. */
final class Schemas {
    private static final Map<Class<?>, String[]> SIMPLE = Map.ofEntries(
            Map.entry(String.class, new String[] {"string"}),
            Map.entry(CharSequence.class, new String[] {"string"}),
            Map.entry(boolean.class, new String[] {"boolean"}),
            Map.entry(Boolean.class, new String[] {"boolean"}),
            Map.entry(int.class, new String[] {"integer", "int32"}),
            Map.entry(Integer.class, new String[] {"integer", "int32"}),
            Map.entry(long.class, new String[] {"integer", "int64"}),
            Map.entry(Long.class, new String[] {"integer", "int64"}),
            Map.entry(double.class, new String[] {"number"}),
            Map.entry(Double.class, new String[] {"number"}),
            Map.entry(BigDecimal.class, new String[] {"number"}),
            Map.entry(UUID.class, new String[] {"string", "uuid"}),
            Map.entry(Instant.class, new String[] {"string", "date-time"}),
            Map.entry(LocalDate.class, new String[] {"string", "date"}),
            Map.entry(byte[].class, new String[] {"string", "binary"}),
            Map.entry(URI.class, new String[] {"string", "uri"}));

    private final ObjectNode all = Json.mapper().createObjectNode();
    private final Map<JavaType, String> names = new LinkedHashMap<>();

    ObjectNode all() {
        return all;
    }

    ObjectNode problem() {
        return of(ProblemDocument.class);
    }

    ObjectNode of(Type type) {
        return of(Json.mapper().constructType(type));
    }

    private ObjectNode of(JavaType type) {
        Class<?> raw = type.getRawClass();
        ObjectNode schema = Json.mapper().createObjectNode();
        if (raw == Versioned.class) {
            return of(type.containedTypeOrUnknown(0));
        }
        if (raw == Optional.class) {
            return nullable(of(type.containedTypeOrUnknown(0)));
        }
        String[] simple = SIMPLE.get(raw);
        if (simple != null) {
            schema.put("type", simple[0]);
            if (simple.length > 1) {
                schema.put("format", simple[1]);
            }
            return schema;
        }
        if (raw.isEnum()) {
            schema.put("type", "string");
            ArrayNode values = schema.putArray("enum");
            for (Object constant : raw.getEnumConstants()) {
                values.add(KebabEnums.name((Enum<?>) constant));
            }
            return schema;
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            schema.put("type", "array").set("items", of(type.getContentType()));
            return schema;
        }
        if (type.isMapLikeType()) {
            schema.put("type", "object").set("additionalProperties", of(type.getContentType()));
            return schema;
        }
        return isOpen(raw) ? schema : schema.put("$ref", "#/components/schemas/" + name(type));
    }

    /** Whether nothing can be said of what it will be. */
    private static boolean isOpen(Class<?> raw) {
        return raw == Object.class
                || raw == Response.class
                || raw == EventStream.class
                || raw == void.class
                || JsonNode.class.isAssignableFrom(raw)
                || InputStream.class.isAssignableFrom(raw)
                || StreamingOutput.class.isAssignableFrom(raw);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.path("type").isTextual() && !schema.has("enum")) {
            schema.putArray("type").add(schema.remove("type")).add("null");
            return schema;
        }
        ObjectNode either = Json.mapper().createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private String name(JavaType type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = unusedName(simpleName(type));
        names.put(type, name);
        ObjectNode schema = all.putObject(name);
        schema.put("type", "object");
        BeanDescription bean = Json.mapper().getSerializationConfig().introspect(type);
        ObjectNode properties = schema.putObject("properties");
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.couldSerialize()) {
                properties.set(property.getName(), of(property.getPrimaryType()));
            }
        }
        return name;
    }

    private String unusedName(String name) {
        String unused = name;
        for (int n = 2; all.has(unused); n++) {
            unused = name + n;
        }
        return unused;
    }

    private static String simpleName(JavaType type) {
        StringBuilder name = new StringBuilder();
        for (@Nullable Class<?> part = type.getRawClass(); part != null; part = part.getDeclaringClass()) {
            if (!part.getSimpleName().endsWith("Resource")) {
                name.insert(0, part.getSimpleName());
            }
        }
        for (int i = 0; i < type.containedTypeCount(); i++) {
            name.append("Of").append(simpleName(type.containedTypeOrUnknown(i)));
        }
        return name.toString();
    }
}
