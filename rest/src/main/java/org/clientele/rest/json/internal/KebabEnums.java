package org.clientele.rest.json.internal;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code IN_PROGRESS} is {@code "in-progress"} on the wire, unless the constant says otherwise. */
public final class KebabEnums extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, @Nullable String[] names) {
        for (int i = 0; i < constants.length; i++) {
            if (names[i] == null) {
                names[i] = name(constants[i]);
            }
        }
        return names;
    }
}
