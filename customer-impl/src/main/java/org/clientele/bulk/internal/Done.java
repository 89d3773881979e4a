package org.clientele.bulk.internal;

import java.util.Optional;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.clientele.operation.Operation.ItemError;

/** What became of one customer. */
record Done(BulkItems.Item item, Outcome outcome, Optional<ItemError> error) {
    enum Outcome {
        CHANGED,
        UNCHANGED,
        FAILED
    }

    static Done of(BulkItems.Item item, BulkAction.Outcome outcome) {
        return new Done(item, Outcome.valueOf(outcome.name()), Optional.empty());
    }

    static Done notFound(BulkItems.Item item) {
        return failed(item, "", "not-found", "There is no such customer.");
    }

    static Done refused(BulkItems.Item item, RuntimeException why) {
        if (!(why instanceof Problem problem)) {
            return failed(item, "", "internal", "Something went wrong; the log of the server tells what.");
        }
        if (problem.violations().isEmpty()) {
            return failed(item, "", problem.code(), String.valueOf(problem.getMessage()));
        }
        Problem.Violation first = problem.violations().get(0);
        return failed(item, first.pointer(), first.code(), first.detail());
    }

    private static Done failed(BulkItems.Item item, String pointer, String code, String detail) {
        return new Done(
                item, Outcome.FAILED, Optional.of(new ItemError(item.customer().toString(), pointer, code, detail)));
    }
}
