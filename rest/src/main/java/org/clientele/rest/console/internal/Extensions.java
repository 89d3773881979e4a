package org.clientele.rest.console.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientele.access.Caller;
import org.clientele.console.ConsoleExtension;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extensions that are registered now. Thread-safe. */
@Component(service = Extensions.class)
public final class Extensions {
    /** Where files are served. */
    static final String PATH = "/console-ext/";

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);
    private static final Set<String> PLACES =
            Set.of("tab", "card", "column-cell", "list-tab", "bulk-action", "stat", "nav");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern MESSAGES = Pattern.compile("messages_([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\\.json");

    private final Map<ServiceReference<ConsoleExtension>, Registered> registered = new ConcurrentHashMap<>();

    private record Registered(String word, BundleFiles files, Extension extension) {}

    /** Takes the reference alone: the service has no code worth calling. */
    @Reference(
            service = ConsoleExtension.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "add",
            unbind = "remove")
    void add(ServiceReference<ConsoleExtension> reference) {
        Bundle bundle = reference.getBundle();
        try {
            String word = word(bundle).orElseThrow(() -> new IllegalArgumentException("its bundle is no feature"));
            BundleFiles files = BundleFiles.of(bundle);
            registered.put(reference, new Registered(word, files, extension(reference, word, files)));
        } catch (IOException | RuntimeException e) {
            registered.remove(reference);
            LOG.error("A console extension of {} is left out: {}", bundle, e.getMessage(), e);
        }
    }

    void remove(ServiceReference<ConsoleExtension> reference) {
        registered.remove(reference);
    }

    /** Those that the caller may use, by id. */
    List<Extension> visible(Caller caller) {
        return registered.values().stream()
                .map(Registered::extension)
                .filter(extension -> caller.may(extension.scope()))
                .sorted(Comparator.comparing(Extension::id))
                .toList();
    }

    /** @param path below {@link #PATH} */
    Optional<BundleFiles.File> file(String path) {
        String[] parts = path.split("/", 3);
        return parts.length < 3
                ? Optional.empty()
                : registered.values().stream()
                        .filter(one -> one.word().equals(parts[0])
                                && one.files().version().equals(parts[1]))
                        .findFirst()
                        .map(one -> one.files().byPath().get(parts[2]));
    }

    private static Optional<String> word(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : wiring.getCapabilities(Features.CAPABILITY).stream()
                        .map(capability ->
                                String.valueOf(capability.getAttributes().get("name")))
                        .filter(name -> WORD.matcher(name).matches())
                        .findFirst();
    }

    private static Extension extension(ServiceReference<ConsoleExtension> reference, String word, BundleFiles files) {
        String module = text(reference, ConsoleExtension.MODULE);
        if (!module.endsWith(".js") || !files.byPath().containsKey(module)) {
            throw new IllegalArgumentException(
                    "there is no module " + ConsoleExtension.FOLDER + "/" + module + " in its bundle");
        }
        String root = PATH + word + "/" + files.version() + "/";
        return new Extension(
                word + "."
                        + module.substring(0, module.length() - ".js".length()).replace('/', '.'),
                Feature.PREFIX + word,
                text(reference, ConsoleExtension.TITLE),
                places(reference.getProperty(ConsoleExtension.PLACES)),
                text(reference, ConsoleExtension.SCOPE),
                root + module,
                messages(files, root));
    }

    private static Map<String, String> messages(BundleFiles files, String root) {
        return files.byPath().keySet().stream()
                .map(MESSAGES::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        file -> file.group(1), file -> root + file.group(), (one, other) -> one, TreeMap::new));
    }

    private static String text(ServiceReference<?> reference, String property) {
        if (reference.getProperty(property) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("it needs the property " + property);
    }

    private static SortedSet<String> places(@Nullable Object value) {
        Collection<?> several = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> all ? all : value == null ? List.of() : List.of(value);
        SortedSet<String> places = several.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
        if (places.isEmpty() || !PLACES.containsAll(places)) {
            throw new IllegalArgumentException(
                    "the property " + ConsoleExtension.PLACES + " names some of " + new TreeSet<>(PLACES));
        }
        return places;
    }
}
