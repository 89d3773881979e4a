package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.clientele.Problem.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from and what becomes of it: from a column, a constant, or the first of some cases that holds. A blank
 * text is no value.
 *
 * @param column the name of a column
 * @param constant any JSON but null
 * @param cases tried in their order
 * @param orElse what holds if none does
 * @param lookup replaces texts; {@code null} stands for no value
 * @param as what the text is, {@link Conversion#TEXT} if absent
 * @param absolute whether a sign is dropped
 * @param min smaller numbers become this one
 * @param digits of a minor unit, 2 if absent
 * @param pattern of a time or date, as java.time.format.DateTimeFormatter reads it; ISO 8601 if absent
 * @param zone of times that tell none; UTC if absent
 */
record Expression(
        Optional<String> column,
        Optional<JsonNode> constant,
        List<Case> cases,

        @com.fasterxml.jackson.annotation.JsonProperty("else")
        Optional<Expression> orElse,

        Map<String, @Nullable String> lookup,
        Optional<Conversion> as,
        Optional<Boolean> absolute,
        Optional<Long> min,
        Optional<Integer> digits,
        Optional<String> pattern,
        Optional<String> zone) {
    Expression {
        // Jackson reads a member that is not there as a null node.
        constant = constant.filter(node -> !node.isNull());
        cases = cases == null ? List.of() : new ArrayList<>(cases);
        lookup = lookup == null ? Map.of() : lookup;
    }

    /** One of several values. */
    record Case(Mapping.Condition when, Expression then) {}

    void check(String pointer, Checks checks) {
        int sources = (column.isPresent() ? 1 : 0) + (constant.isPresent() ? 1 : 0) + (cases.isEmpty() ? 0 : 1);
        checks.that(sources == 1, pointer, "expression", "A value comes from one of column, constant and cases.");
        checks.that(digits.map(n -> n >= 0 && n <= 6).orElse(true), pointer + "/digits", "range", "Digits are 0 to 6.");
        checkTime(pointer, checks);
        for (int i = 0; i < cases.size(); i++) {
            String below = pointer + "/cases/" + i;
            @Nullable Case one = cases.get(i);
            if (one == null || one.when() == null || one.then() == null) {
                checks.that(false, below, "required", "A case has when and then.");
            } else {
                one.when().check(below + "/when", checks);
                one.then().check(below + "/then", checks);
            }
        }
        orElse.ifPresent(other -> other.check(pointer + "/else", checks));
    }

    private void checkTime(String pointer, Checks checks) {
        checks.that(
                pattern.map(Expression::isPattern).orElse(true),
                pointer + "/pattern",
                "pattern",
                "This is no pattern of a date or time.");
        checks.that(
                zone.map(Expression::isZone).orElse(true), pointer + "/zone", "zone", "There is no such time zone.");
    }

    private static boolean isPattern(String text) {
        try {
            return !DateTimeFormatter.ofPattern(text, Locale.ENGLISH).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isZone(String id) {
        try {
            return !ZoneId.of(id).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** @throws org.clientele.Problem.Invalid at the pointer, if a text is not what it should be */
    Optional<JsonNode> value(CsvRow row, String pointer) {
        if (constant.isPresent()) {
            return constant;
        }
        if (!cases.isEmpty()) {
            for (Case one : cases) {
                if (one.when().holds(row)) {
                    return one.then().value(row, pointer);
                }
            }
            return orElse.flatMap(other -> other.value(row, pointer));
        }
        String text = row.get(column.orElseThrow());
        if (lookup.containsKey(text)) {
            String found = lookup.get(text);
            if (found == null) {
                return Optional.empty();
            }
            text = found;
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(as.orElse(Conversion.TEXT).convert(text, this, pointer));
    }
}
