package org.clientele.view.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.search.internal.SavedView;

/** What a caller saves as a view; the body of {@code POST}, and what {@code PATCH} changes. */
public record ViewDraft(
        String name,
        Optional<Boolean> shared,
        Optional<Boolean> isDefault,
        Optional<List<String>> columns,
        Optional<String> sort,
        Optional<String> filter,
        Optional<String> q,
        Optional<Integer> size,
        Optional<UUID> segment) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_COLUMNS = 100;

    static ViewDraft of(ListView view) {
        return new ViewDraft(
                view.name(),
                Optional.of(view.shared()),
                Optional.of(view.isDefault()),
                Optional.of(view.columns()),
                view.sort(),
                view.filter(),
                view.q(),
                view.size(),
                view.segment());
    }

    void check() {
        Problem.Invalid.check(checks -> checks.that(
                        !name.isBlank()
                                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                                && name.chars().noneMatch(Character::isISOControl),
                        "/name",
                        "length",
                        "A name has 1 to " + LONGEST_NAME + " printable characters.")
                .that(
                        columns.orElse(List.of()).size() <= MOST_COLUMNS,
                        "/columns",
                        "length",
                        "There are at most " + MOST_COLUMNS + " columns.")
                .that(size.orElse(10) >= 10 && size.orElse(10) <= 100, "/size", "range", "A page has 10 to 100 rows."));
    }

    SavedView saved(UUID id) {
        return new SavedView(id, columns.orElse(List.of()), sort, filter, q, size, segment);
    }

    /** What of it is new: whatever was right once may stay. */
    SavedView changed(UUID id, ViewDraft before) {
        return new SavedView(
                id,
                columns.orElse(List.of()).stream()
                        .filter(column -> !before.columns.orElse(List.of()).contains(column)
                                || columns.orElse(List.of()).indexOf(column)
                                        != columns.orElse(List.of()).lastIndexOf(column))
                        .toList(),
                sort.filter(value -> !before.sort.equals(Optional.of(value))),
                filter.filter(value -> !before.filter.equals(Optional.of(value))),
                q.filter(value -> !before.q.equals(Optional.of(value))),
                size,
                segment.filter(value -> !before.segment.equals(Optional.of(value))));
    }
}
