package org.clientele.mail.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clientele.mail.MailTemplates;
import org.clientele.work.internal.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where wordings are found: in the operator's folder, then with the plugins, then in the bundle. Thread-safe. */
final class Wordings {
    private static final Logger LOG = LoggerFactory.getLogger(Wordings.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PENALTY = Duration.ofMinutes(1);

    /** What may become part of a file's name. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}(?:\\.[a-z][a-z0-9-]{0,62})?");

    private static final String LAST_RESORT = "en";

    private final Path folder;
    private final Ranked<MailTemplates> services;
    /** When they kept a transaction waiting; it holds nobody who is gone. */
    private final Map<MailTemplates, Long> slow = Collections.synchronizedMap(new WeakHashMap<>());

    Wordings(Path folder, Ranked<MailTemplates> services) {
        this.folder = folder;
        this.services = services;
    }

    /** All wordings of that name that would do, the best one first; each is looked for when its turn comes. */
    Stream<Wording> find(String name, String locale) {
        if (!NAME.matcher(name).matches()) {
            return Stream.empty();
        }
        return languages(locale).stream().flatMap(language -> Stream.<Stream<String>>of(
                        file(name, language).stream(),
                        services.stream().flatMap(service -> of(service, name, language).stream()),
                        shipped(name, language).stream())
                .flatMap(sources -> sources)
                .map(source -> Wording.of(language, source)));
    }

    private static Collection<String> languages(String locale) {
        Locale asked = Locale.forLanguageTag(locale.replace('_', '-'));
        Set<String> tags = new LinkedHashSet<>();
        if (!asked.getLanguage().isEmpty()) {
            tags.add(asked.toLanguageTag());
            tags.add(asked.getLanguage());
        }
        tags.add(LAST_RESORT);
        return tags;
    }

    private Optional<String> file(String name, String language) {
        Path file = folder.resolve(name + "_" + language + ".peb");
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The wording {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private List<String> of(MailTemplates service, String name, String language) {
        Long since = slow.get(service);
        if (since != null && System.nanoTime() - since < PENALTY.toNanos()) {
            return List.of();
        }
        try {
            return Deadline.within(PATIENCE, service, () -> service.find(name, language)).stream()
                    .toList();
        } catch (RuntimeException | Error e) {
            if (e instanceof Deadline.Missed) {
                slow.put(service, System.nanoTime());
            }
            LOG.warn("{} has no wording of {}", service.getClass().getName(), name, e);
            return List.of();
        }
    }

    private static Optional<String> shipped(String name, String language) {
        try (@Nullable InputStream source = Wordings.class.getResourceAsStream(name + "_" + language + ".peb")) {
            return source == null
                    ? Optional.empty()
                    : Optional.of(new String(source.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
