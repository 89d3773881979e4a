package org.clientele.export;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;

/**
 * Reads the options of a format, and refuses those that it has not asked for:
 *
 * <pre>{@code
 * ExportOptions options = ExportOptions.of(layout);
 * boolean header = options.flag("header", true);
 * options.end();
 * }</pre>
 *
 * What is wrong is a {@link Problem.Invalid} with the pointer {@code /options/<name>}. Not thread-safe.
 */
public final class ExportOptions {
    private final Map<String, String> given;
    private final Set<String> known = new LinkedHashSet<>();

    private ExportOptions(Map<String, String> given) {
        this.given = given;
    }

    public static ExportOptions of(ExportLayout layout) {
        return new ExportOptions(layout.options());
    }

    /** The text as it was given; empty if it was not. */
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(given.get(name));
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean usual) {
        return oneOf(name, List.of("true", "false"), String.valueOf(usual)).equals("true");
    }

    /** One of some values. */
    public String oneOf(String name, List<String> values, String usual) {
        String value = text(name).orElse(usual);
        if (!values.contains(value)) {
            throw refused(name, "value", "It is one of " + String.join(", ", values) + ".");
        }
        return value;
    }

    /** Refuses the options that nobody asked for. Call it last. */
    public void end() {
        for (String name : given.keySet().stream().sorted().toList()) {
            if (!known.contains(name)) {
                throw refused(
                        name,
                        "unknown-option",
                        known.isEmpty()
                                ? "This format has no options."
                                : "This format has no such option; it has " + String.join(", ", known) + ".");
            }
        }
    }

    /** The problem of an option that is wrong. */
    public static Problem.Invalid refused(String name, String code, String detail) {
        return Problem.Invalid.at("/options/" + name.replace("~", "~0").replace("/", "~1"), code, detail);
    }
}
