package org.clientele.rest.json.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.Problem;

/** The one mapper, and reading with failures as problems. */
public final class StrictJson {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final ForgetfulJson FORGETFUL = mapper();

    public static final ObjectMapper MAPPER = FORGETFUL;

    private StrictJson() {}

    /** Lets go of the classes it has met, after those of a bundle went. */
    public static void forgetClasses() {
        FORGETFUL.forgetClasses();
    }

    public static <T> T read(byte[] document, Class<T> type) {
        return read(document, MAPPER.constructType(type));
    }

    public static <T> T read(byte[] document, JavaType type) {
        JsonText.check(document);
        try {
            T value = MAPPER.readerFor(type).readValue(document);
            if (value == null) {
                throw Problem.Invalid.at("", "type", "null is no " + JsonFaults.kind(type.getRawClass()) + ".");
            }
            return value;
        } catch (IOException wrong) {
            throw JsonFaults.problem(wrong);
        }
    }

    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw JsonFaults.problem(wrong);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    public static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new IllegalArgumentException("no date");
        }
        return LocalDate.parse(text);
    }

    public static UUID uuid(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("no UUID");
        }
        return UUID.fromString(text);
    }

    private static ForgetfulJson mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(64)
                        .maxStringLength(1 << 20)
                        .maxNameLength(1024)
                        .maxNumberLength(64)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        SimpleModule text = new SimpleModule("clientele");
        TextDeserializer.add(text, Instant.class, StrictJson::instant, "an RFC 3339 date-time");
        TextDeserializer.add(text, LocalDate.class, StrictJson::date, "a date YYYY-MM-DD");
        TextDeserializer.add(text, UUID.class, StrictJson::uuid, "a UUID");
        ForgetfulJson forgetful = new ForgetfulJson(factory);
        JsonMapper.Builder mapper = new JsonMapper.Builder(forgetful)
                .cacheProvider(forgetful)
                .addModules(new Jdk8Module(), new JavaTimeModule(), text)
                .annotationIntrospector(AnnotationIntrospector.pair(
                        AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new KebabEnums()),
                        new RequiredMembers()))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .withConfigOverride(Map.class, map -> map.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SET)))
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (LogicalType type : new LogicalType[] {LogicalType.Textual, LogicalType.Enum, LogicalType.DateTime}) {
            mapper.withCoercionConfig(type, rules -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    if (shape != CoercionInputShape.String) {
                        rules.setCoercion(shape, CoercionAction.Fail);
                    }
                }
            });
        }
        for (LogicalType type : new LogicalType[] {
            LogicalType.Integer,
            LogicalType.Float,
            LogicalType.Boolean,
            LogicalType.POJO,
            LogicalType.Collection,
            LogicalType.Map
        }) {
            mapper.withCoercionConfig(
                    type, rules -> rules.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.String, CoercionAction.Fail));
        }
        mapper.build();
        return forgetful;
    }
}
