package org.clientele.persistence.internal;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP's own figures ({@code hikaricp.*}) for registries that come and go while the pool is open; HikariCP itself takes one
 * registry, once. They go with the pool. Thread-safe.
 */
final class PoolMetrics implements MetricsTrackerFactory, MeterBinder {
    private final List<Bound> bound = new CopyOnWriteArrayList<>();
    private volatile @Nullable Pool pool;

    private record Pool(String name, PoolStats stats) {}

    private record Bound(MeterRegistry registry, IMetricsTracker tracker) {}

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        bound.removeIf(before -> before.registry().isClosed());
        Pool open = pool;
        if (open != null) {
            bound.add(new Bound(
                    registry, new MicrometerMetricsTrackerFactory(registry).create(open.name(), open.stats())));
        }
    }

    @Override
    public synchronized IMetricsTracker create(String name, PoolStats stats) {
        pool = new Pool(name, stats);
        return new Everybody();
    }

    private synchronized void close() {
        pool = null;
        bound.forEach(one -> one.tracker().close());
        bound.clear();
    }

    private void tell(Consumer<IMetricsTracker> figure) {
        for (Bound one : bound) {
            figure.accept(one.tracker());
        }
    }

    private final class Everybody implements IMetricsTracker {
        @Override
        public void recordConnectionCreatedMillis(long millis) {
            tell(tracker -> tracker.recordConnectionCreatedMillis(millis));
        }

        @Override
        public void recordConnectionAcquiredNanos(long nanos) {
            tell(tracker -> tracker.recordConnectionAcquiredNanos(nanos));
        }

        @Override
        public void recordConnectionUsageMillis(long millis) {
            tell(tracker -> tracker.recordConnectionUsageMillis(millis));
        }

        @Override
        public void recordConnectionTimeout() {
            tell(IMetricsTracker::recordConnectionTimeout);
        }

        @Override
        public void close() {
            PoolMetrics.this.close();
        }
    }
}
