package org.clientele.bulk.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/** What an action adds and what it removes, as its parameters of those names say. */
record AddAndRemove(List<String> add, List<String> remove) {
    static AddAndRemove of(Map<String, @Nullable Object> params) {
        return new AddAndRemove(texts(params, "add"), texts(params, "remove"));
    }

    private static List<String> texts(Map<String, @Nullable Object> params, String name) {
        return params.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    boolean isDone(Collection<String> present) {
        return present.containsAll(add) && Collections.disjoint(present, remove);
    }

    /** @throws Problem.Invalid if it asks for nothing, or for both with the same */
    void check() {
        Problem.Invalid.check(checks -> checks.that(
                        !add.isEmpty() || !remove.isEmpty(),
                        "/add",
                        "required",
                        "There is nothing to add or to remove.")
                .that(
                        Collections.disjoint(add, remove),
                        "/remove",
                        "value",
                        "What is added cannot be removed at the same time."));
    }
}
