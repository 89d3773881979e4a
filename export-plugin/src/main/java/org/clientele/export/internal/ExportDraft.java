package org.clientele.export.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.CustomerQuery;
import org.clientele.export.internal.Export.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param fields empty for the columns of the saved view, otherwise those of the list
 * @param scope all, unless there are ids
 * @param page of the list, with {@code size}, if the scope is that
 */
public record ExportDraft(
        Optional<String> name,
        Optional<String> format,
        Optional<Map<String, @Nullable Object>> options,
        Optional<List<String>> fields,
        Optional<ListQuery> query,
        Optional<Scope> scope,
        Optional<Integer> page,
        Optional<Integer> size,
        Optional<List<UUID>> ids) {
    static final int LONGEST_NAME = 100;
    static final int MOST_FIELDS = 500;
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_OPTIONS = 20;
    private static final int LONGEST_OPTION = 200;
    private static final String USUAL_NAME = "customers";

    void check() {
        boolean byIds = scope.orElse(Scope.ALL) == Scope.IDS;
        boolean byPage = scope.orElse(Scope.ALL) == Scope.PAGE;
        Problem.Invalid.check(checks -> {
            checkCommon(checks, name, format, fields);
            checks.that(
                            scope.isEmpty() || ids.isPresent() == byIds,
                            "/ids",
                            byIds ? "required" : "scope",
                            "Ids belong to the scope ids.")
                    .that(
                            ids.map(some -> !some.isEmpty() && some.size() <= CustomerQuery.MOST_IDS)
                                    .orElse(true),
                            "/ids",
                            "too-many",
                            "There are 1 to " + CustomerQuery.MOST_IDS + " ids.")
                    .that(
                            byPage || page.isEmpty() && size.isEmpty(),
                            page.isPresent() ? "/page" : "/size",
                            "scope",
                            "Page and size belong to the scope page.")
                    .that(page.orElse(1) >= 1, "/page", "range", "Pages are counted from 1.")
                    .that(
                            size.orElse(1) >= 1 && size.orElse(1) <= LARGEST_PAGE,
                            "/size",
                            "range",
                            "A page has 1 to " + LARGEST_PAGE + " customers.");
        });
    }

    static void checkCommon(
            Problem.Checks checks, Optional<String> name, Optional<String> format, Optional<List<String>> fields) {
        checks.that(
                        name.map(ExportDraft::isName).orElse(true),
                        "/name",
                        "length",
                        "A name has 1 to " + LONGEST_NAME + " characters.")
                .that(format.isPresent(), "/format", "required", "Say which format; GET /exports/formats lists them.")
                .that(
                        fields.map(some -> some.size() <= MOST_FIELDS).orElse(true),
                        "/fields",
                        "too-many",
                        "There are at most " + MOST_FIELDS + " fields.");
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    String nameOrUsual() {
        return name.orElse(USUAL_NAME);
    }

    /** As texts, whatever they were in JSON. */
    static Map<String, String> texts(Optional<Map<String, @Nullable Object>> options) {
        Map<String, String> texts = new LinkedHashMap<>();
        options.orElse(Map.of()).forEach((name, value) -> {
            String pointer = "/options/" + name.replace("~", "~0").replace("/", "~1");
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw Problem.Invalid.at(pointer, "type", "An option is a text, a number, true or false.");
            }
            if (value.toString().length() > LONGEST_OPTION || texts.size() >= MOST_OPTIONS) {
                throw Problem.Invalid.at(pointer, "length", "That is too much.");
            }
            texts.put(name, value.toString());
        });
        return texts;
    }

    Scope scopeOrUsual() {
        return scope.orElse(ids.isPresent() ? Scope.IDS : Scope.ALL);
    }
}
