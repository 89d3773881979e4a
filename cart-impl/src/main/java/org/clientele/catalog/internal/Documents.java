package org.clientele.catalog.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.imports.ImportTarget.Result;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** A batch of an import: what of it can be read is written, and the results are told in the order of the documents. */
final class Documents<B, T> {
    private final List<Optional<Result>> refused = new ArrayList<>();
    private final List<T> good = new ArrayList<>();

    /** @param check makes of a body what is written, or throws {@link Problem.Invalid} */
    Documents(List<Map<String, @Nullable Object>> documents, Class<B> type, Function<B, T> check) {
        for (Map<String, @Nullable Object> document : documents) {
            try {
                good.add(check.apply(Json.read(Json.mapper().valueToTree(document), type)));
                refused.add(Optional.empty());
            } catch (Problem.Invalid invalid) {
                refused.add(Optional.of(Result.failed(
                        invalid.violations().isEmpty()
                                ? List.of(new Violation("", invalid.code(), String.valueOf(invalid.getMessage())))
                                : invalid.violations())));
            }
        }
    }

    List<T> good() {
        return good;
    }

    /** @param written what became of the good ones, one for each */
    List<Result> results(List<Result> written) {
        List<Result> results = new ArrayList<>();
        int next = 0;
        for (Optional<Result> one : refused) {
            results.add(one.isPresent() ? one.get() : written.get(next++));
        }
        return results;
    }

    static Result refused(String pointer, String code, String detail) {
        return Result.failed(List.of(new Violation(pointer, code, detail)));
    }
}
