package org.clientele.customer.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.TimelineSource;
import org.clientele.customer.TimelineSource.Entry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges what all sources tell of a customer. Thread-safe. */
@Component(service = Timeline.class)
public final class Timeline {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** So that a source that hangs cannot take the threads of the others. */
    private static final int CALLS_OF_A_SOURCE = 4;

    private static final int THREADS = 32;

    private final Access access;
    private final Map<TimelineSource, Semaphore> sources = new ConcurrentHashMap<>();
    private final List<TimelineSource> inOrder = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "clientele-timeline");
                thread.setDaemon(true);
                return thread;
            });

    @Activate
    public Timeline(@Reference Access access) {
        this.access = access;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSource(TimelineSource source) {
        sources.put(source, new Semaphore(CALLS_OF_A_SOURCE));
        inOrder.add(source);
    }

    public void removeSource(TimelineSource source) {
        inOrder.remove(source);
        sources.remove(source);
    }

    @Deactivate
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Where a page begins.
     *
     * @param at entries of this moment and earlier ones
     * @param skip so many of the moment were on the page before
     */
    record Position(Instant at, int skip) {}

    /** @param missing the sources that did not answer */
    record Part(List<Entry> entries, List<String> missing) {}

    /** @param limit one more than a page has, to know whether there is another */
    Part read(UUID customer, Position from, int limit) {
        Caller caller = access.caller();
        Instant before = from.at().plusNanos(1_000);
        int wanted = limit + from.skip();
        Map<String, Future<List<Entry>>> running = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (TimelineSource source : inOrder) {
            String name = name(source, running);
            try {
                running.put(name, threads.submit(call(source, caller, customer, before, wanted)));
            } catch (RejectedExecutionException busy) {
                missing.add(name);
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Entry> all = new ArrayList<>();
        running.forEach((name, answer) -> {
            try {
                // In the order of the names, so that entries of one moment stay in their order.
                all.addAll(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException slow) {
                answer.cancel(true);
                LOG.warn("{} took too long for a timeline and was left out", name);
                missing.add(name);
            } catch (ExecutionException broken) {
                LOG.warn("{} failed and was left out of a timeline", name, broken.getCause());
                missing.add(name);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                missing.add(name);
            }
        });
        all.sort(Comparator.comparing(Entry::at).reversed());
        return new Part(
                all.stream().skip(from.skip()).limit(limit).toList(),
                missing.stream().sorted().toList());
    }

    private Callable<List<Entry>> call(TimelineSource source, Caller caller, UUID customer, Instant before, int limit) {
        return () -> {
            Semaphore calls = sources.getOrDefault(source, new Semaphore(1));
            if (!calls.tryAcquire()) {
                throw new IllegalStateException("too many of its calls are still running");
            }
            try {
                return access.call(caller, () -> source.entries(customer, before, limit)).stream()
                        .filter(entry -> entry.at().isBefore(before))
                        .limit(limit)
                        .toList();
            } finally {
                calls.release();
            }
        };
    }

    private static String name(TimelineSource source, Map<String, ?> taken) {
        String name = Origin.bundle(source) + ':' + source.getClass().getSimpleName();
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? name : name + '-' + i)
                .filter(one -> !taken.containsKey(one))
                .findFirst()
                .orElse(name);
    }
}
