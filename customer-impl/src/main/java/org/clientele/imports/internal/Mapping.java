package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a CSV file become documents.
 *
 * @param type {@code orders}, {@code customers}, or what another bundle takes
 * @param separator one character, a comma if absent
 * @param charset UTF-8 if absent
 * @param group the column whose equal values make one document; without it each row is one
 * @param skip rows that fulfil one of these are left out
 * @param document the members of a document: objects as they are to be, and an {@link Expression} for each value; taken from its
 *     first row
 * @param lines the members of a line, if the document has lines: one for each of its rows
 */
record Mapping(
        String type,
        Optional<String> separator,
        Optional<String> charset,
        Optional<String> group,
        List<Condition> skip,
        JsonNode document,
        Optional<JsonNode> lines) {
    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "US-ASCII", StandardCharsets.US_ASCII,
            "WINDOWS-1252", Charset.forName("windows-1252"));

    Mapping {
        skip = skip == null ? List.of() : new ArrayList<>(skip);
        // Jackson reads a member that is not there as a null node.
        lines = lines.filter(JsonNode::isObject);
    }

    /**
     * What a row may look like.
     *
     * @param not turns it round
     */
    record Condition(
            String column,
            Optional<String> equals,
            Optional<String> startsWith,
            Optional<Boolean> blank,
            Optional<Boolean> not) {
        boolean holds(CsvRow row) {
            String value = row.get(column);
            boolean holds = equals.map(value::equals)
                    .or(() -> startsWith.map(value::startsWith))
                    .or(() -> blank.map(wanted -> wanted == value.isEmpty()))
                    .orElse(true);
            return holds != not.orElse(false);
        }

        void check(String pointer, Checks checks) {
            checks.that(column != null, pointer + "/column", "required", "This is required.");
            long tests = List.of(equals, startsWith, blank).stream()
                    .filter(Optional::isPresent)
                    .count();
            checks.that(tests == 1, pointer, "condition", "A condition has one of equals, startsWith and blank.");
        }
    }

    char separatorChar() {
        return separator.orElse(",").charAt(0);
    }

    Charset charsetOrDefault() {
        return CHARSETS.getOrDefault(charset.orElse("UTF-8").toUpperCase(Locale.ROOT), StandardCharsets.UTF_8);
    }

    boolean skips(CsvRow row) {
        return skip.stream().anyMatch(condition -> condition.holds(row));
    }

    /** One that was checked when it was stored; what makes its type may be away now. */
    CompiledMapping compile() {
        return compile(Set.of(type));
    }

    /**
     * @param types what there is to be made
     * @throws Problem.Invalid with everything that is wrong
     */
    CompiledMapping compile(Set<String> types) {
        Checks checks = new Checks();
        checks.that(types.contains(type), "/type", "value", "This must be one of " + String.join(", ", types) + ".");
        checks.that(
                separator
                        .map(text -> text.length() == 1 && text.charAt(0) < 128 && "\"\r\n".indexOf(text.charAt(0)) < 0)
                        .orElse(true),
                "/separator",
                "value",
                "A separator is one ASCII character.");
        checks.that(
                charset.map(name -> CHARSETS.containsKey(name.toUpperCase(Locale.ROOT)))
                        .orElse(true),
                "/charset",
                "value",
                "This must be one of UTF-8, ISO-8859-1, US-ASCII and windows-1252.");
        for (int i = 0; i < skip.size(); i++) {
            @Nullable Condition condition = skip.get(i);
            if (condition == null) {
                checks.that(false, "/skip/" + i, "required", "This is required.");
            } else {
                condition.check("/skip/" + i, checks);
            }
        }
        Template documentTemplate = Template.of(document, "/document", checks);
        Optional<Template> lineTemplate = lines.map(node -> Template.of(node, "/lines", checks));
        checks.throwIfAny();
        return new CompiledMapping(this, documentTemplate, lineTemplate);
    }
}
