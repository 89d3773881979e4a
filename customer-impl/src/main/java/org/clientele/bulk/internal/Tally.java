package org.clientele.bulk.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.internal.OperationJson;
import org.jspecify.annotations.Nullable;

/** How far a bulk operation is: its checkpoint. */
record Tally(long total, long changed, long unchanged, long failed) {
    static Tally parse(String checkpoint) {
        String[] parts = checkpoint.split(" ", -1);
        return new Tally(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    String checkpoint() {
        return total + " " + changed + " " + unchanged + " " + failed;
    }

    long done() {
        return changed + unchanged + failed;
    }

    Progress progress() {
        return new Progress(done(), Optional.of(total));
    }

    Tally plus(List<Done> items) {
        return new Tally(
                total,
                changed + count(items, Done.Outcome.CHANGED),
                unchanged + count(items, Done.Outcome.UNCHANGED),
                failed + count(items, Done.Outcome.FAILED));
    }

    private static long count(List<Done> items, Done.Outcome outcome) {
        return items.stream().filter(done -> done.outcome() == outcome).count();
    }

    Map<String, @Nullable Object> result(UUID operation, Job job) {
        return Map.of(
                "action", job.action(),
                "dryRun", job.dryRun(),
                "total", total,
                "changed", changed,
                "unchanged", unchanged,
                "failed", failed,
                "items", OperationJson.link(operation) + "/items");
    }
}
