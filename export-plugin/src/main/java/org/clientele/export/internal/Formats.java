package org.clientele.export.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.clientele.export.ExportFormat;
import org.clientele.export.internal.Export.Kind;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The formats that there are now; the ones of this bundle are no others than those of another. Thread-safe. */
@Component(service = Formats.class)
public final class Formats {
    private static final Logger LOG = LoggerFactory.getLogger(Formats.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]{1,16}(\\.[a-z0-9]{1,16})?");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(; ?[\\w-]+=[\\w.-]+)*");

    private final Map<String, Named> formats = new ConcurrentHashMap<>();

    /** A format with what its service says of it. */
    record Named(ExportFormat format, Kind kind, String title) {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFormat(ExportFormat format, Map<String, ?> properties) {
        String name = text(properties, ExportFormat.FORMAT, "");
        String mediaType = text(properties, ExportFormat.MEDIA_TYPE, "");
        String suffix = text(properties, ExportFormat.SUFFIX, name);
        if (!NAME.matcher(name).matches()
                || !MEDIA_TYPE.matcher(mediaType).matches()
                || !SUFFIX.matcher(suffix).matches()) {
            LOG.error(
                    "{} is not offered: it needs the properties {} and {}",
                    format.getClass().getName(),
                    ExportFormat.FORMAT,
                    ExportFormat.MEDIA_TYPE);
            return;
        }
        Named named = new Named(format, new Kind(name, mediaType, suffix), text(properties, ExportFormat.TITLE, name));
        if (formats.putIfAbsent(name, named) != null) {
            LOG.error(
                    "{} is not offered: there is another {}", format.getClass().getName(), name);
        }
    }

    void removeFormat(ExportFormat format) {
        formats.values().removeIf(named -> named.format() == format);
    }

    private static String text(Map<String, ?> properties, String name, String usual) {
        return properties.get(name) instanceof String text && !text.isBlank() ? text : usual;
    }

    Optional<Named> find(String name) {
        return Optional.ofNullable(formats.get(name));
    }

    List<Named> all() {
        return formats.values().stream()
                .sorted(java.util.Comparator.comparing(named -> named.kind().format()))
                .toList();
    }
}
