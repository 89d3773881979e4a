package org.clientele.imports.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.OperationRun;
import org.jspecify.annotations.Nullable;

/** Works a file off in batches, each of them one step. */
final class BatchImport<T> {
    private static final int BATCH = 500;
    /** The file may have long lines, the heap may be small. */
    private static final long BATCH_BYTES = 4L << 20;

    private static final int MAX_VIOLATIONS = 10;
    private static final int ATTEMPTS = 5;

    private final Target<T> target;

    BatchImport(Target<T> target) {
        this.target = target;
    }

    /** Where things go. */
    interface Target<T> {
        /** What no two things of a batch may have in common: they have to be written one after the other. */
        Set<Object> keys(T value);

        /** Writes them in the running transaction. */
        Batch write(List<T> values);

        /** Whether customers come of it. */
        default boolean makesCustomers() {
            return true;
        }
    }

    /** @param results one for each value */
    record Batch(List<Result> results, long customersCreated) {}

    /** What became of one thing. */
    record Result(Outcome outcome, List<Violation> violations) {}

    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        FAILED
    }

    void run(OperationRun run, Items<T> items) {
        try {
            Tally tally = run.checkpoint().map(Tally::parse).orElse(Tally.NOTHING);
            @Nullable Item<T> left = null;
            while (!run.cancelled()) {
                List<Item<T>> batch = new ArrayList<>(BATCH);
                left = fill(batch, left, items);
                if (batch.isEmpty()) {
                    run.result(tally.result(target.makesCustomers()));
                    return;
                }
                tally = steps(run, items.total(), tally, batch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return one that must wait for the next batch */
    private @Nullable Item<T> fill(List<Item<T>> batch, @Nullable Item<T> left, Items<T> items) throws IOException {
        Set<Object> keys = new HashSet<>();
        long bytes = 0;
        Optional<Item<T>> next = left == null ? items.next() : Optional.of(left);
        while (next.isPresent()) {
            Item<T> item = next.get();
            Set<Object> own = item.value().map(target::keys).orElse(Set.of());
            if (own.stream().anyMatch(keys::contains)) {
                return item;
            }
            keys.addAll(own);
            batch.add(item);
            bytes += item.bytes();
            if (batch.size() == BATCH || bytes >= BATCH_BYTES) {
                return null;
            }
            next = items.next();
        }
        return null;
    }

    /** One thing that the database refuses breaks the transaction of all: the halves then go by themselves, to the last one. */
    private Tally steps(OperationRun run, long total, Tally before, List<Item<T>> batch) {
        try {
            return step(run, total, before, batch);
        } catch (Problem.Invalid refused) {
            if (batch.size() == 1) {
                return step(run, total, before, List.of(batch.get(0).refused(refused)));
            }
        }
        int half = batch.size() / 2;
        Tally between = steps(run, total, before, batch.subList(0, half));
        return run.cancelled() ? between : steps(run, total, between, batch.subList(half, batch.size()));
    }

    private Tally step(OperationRun run, long total, Tally before, List<Item<T>> batch) {
        Item.Position after = batch.get(batch.size() - 1).after();
        for (int attempt = 1; ; attempt++) {
            Tally[] reached = {before};
            try {
                run.step(() -> {
                    Written written = write(batch);
                    reached[0] = before.plus(written, after);
                    run.result(reached[0].result(target.makesCustomers()));
                    return new OperationRun.Step(
                            reached[0].checkpoint(), new Progress(after.done(), Optional.of(total)), written.errors());
                });
                return reached[0];
            } catch (Problem.Conflict lost) {
                // Somebody else told of the same order, or made the same customer, at this very moment.
                if (attempt == ATTEMPTS) {
                    throw lost;
                }
            }
        }
    }

    private Written write(List<Item<T>> batch) {
        List<T> values = batch.stream().flatMap(item -> item.value().stream()).toList();
        Batch written = values.isEmpty() ? new Batch(List.of(), 0) : target.write(values);
        List<ItemError> errors = new ArrayList<>();
        long[] counts = new long[Outcome.values().length];
        int next = 0;
        for (Item<T> item : batch) {
            Result result = item.value().isPresent()
                    ? written.results().get(next++)
                    : new Result(Outcome.FAILED, item.violations());
            counts[result.outcome().ordinal()]++;
            result.violations().stream()
                    .limit(MAX_VIOLATIONS)
                    .map(violation -> new ItemError(
                            Long.toString(item.line()), violation.pointer(), violation.code(), violation.detail()))
                    .forEach(errors::add);
        }
        return new Written(
                counts[Outcome.CREATED.ordinal()],
                counts[Outcome.UPDATED.ordinal()],
                counts[Outcome.UNCHANGED.ordinal()],
                counts[Outcome.FAILED.ordinal()],
                written.customersCreated(),
                errors);
    }
}
