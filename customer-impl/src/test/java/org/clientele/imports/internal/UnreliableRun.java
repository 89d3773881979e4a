package org.clientele.imports.internal;

import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.operation.OperationRun;
import org.jspecify.annotations.Nullable;

/** A run whose steps break at their very end, each n-th of them. */
public record UnreliableRun(OperationRun run, int n, AtomicInteger steps) implements OperationRun {
    @Override
    public UUID id() {
        return run.id();
    }

    @Override
    public Map<String, @Nullable Object> parameters() {
        return run.parameters();
    }

    @Override
    public InputStream input() {
        return run.input();
    }

    @Override
    public long inputSize() {
        return run.inputSize();
    }

    @Override
    public Optional<String> checkpoint() {
        return run.checkpoint();
    }

    @Override
    public void step(Supplier<Step> work) {
        run.step(() -> {
            Step step = work.get();
            if (steps.incrementAndGet() % n == 0) {
                throw new Problem.Unavailable("test", "The database is away.", Duration.ofSeconds(1));
            }
            return step;
        });
    }

    @Override
    public boolean cancelled() {
        return run.cancelled();
    }

    @Override
    public void result(Map<String, @Nullable Object> result) {
        run.result(result);
    }
}
