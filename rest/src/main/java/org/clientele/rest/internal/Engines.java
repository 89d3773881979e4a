package org.clientele.rest.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.clientele.rest.events.internal.EventStreams;
import org.clientele.rest.json.internal.StrictJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine in use for each surface. A resource that comes is served a moment later, together with others that came in the
 * same burst; one that goes is gone, and its requests have ended, when {@link #remove} returns. Thread-safe.
 */
public final class Engines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    private static final long BURST_MILLIS = 50;
    /** At boot the resources of a bundle come one by one. */
    private static final long BOOT_BURST_MILLIS = 250;

    private final Duration patience;
    private final long maxBodyBytes;
    private final Set<String> core;
    private final EventStreams streams;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Surface, Engine> current = new ConcurrentHashMap<>();
    private final ScheduledExecutorService builder = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clientele-rest-build");
        thread.setDaemon(true);
        return thread;
    });
    /** When a resource below these paths went last, by {@link System#nanoTime()}. */
    private final Map<Claim, Long> left = new ConcurrentHashMap<>();

    private volatile List<Route> routes = List.of();
    private volatile boolean complete;
    private boolean scheduled;
    private boolean closed;

    /**
     * @param patience how long a removal waits for requests
     * @param core the first path segments without which this is not ready
     */
    public Engines(Duration patience, long maxBodyBytes, Set<String> core, EventStreams streams) {
        this.patience = patience;
        this.maxBodyBytes = maxBodyBytes;
        this.core = Set.copyOf(core);
        this.complete = core.isEmpty();
        this.streams = streams;
    }

    /** Takes a resource in, unless it must not be; then one line in the log says why. */
    public boolean add(Candidate candidate) {
        List<String> objections = Admission.objections(candidate);
        if (!objections.isEmpty()) {
            LOG.error("A resource of {} is not served: {}", candidate.owner(), String.join("; ", objections));
            return false;
        }
        synchronized (this) {
            if (closed) {
                return false;
            }
            candidates.add(candidate);
            rival(candidate)
                    .ifPresent(first -> LOG.error(
                            "A resource of {} is not served: {} claims /{}, which belongs to {}",
                            candidate.owner(),
                            candidate.resource().getClass().getName(),
                            candidate.claim().path(),
                            first.owner()));
            if (!scheduled) {
                scheduled = true;
                builder.schedule(this::buildNew, complete ? BURST_MILLIS : BOOT_BURST_MILLIS, TimeUnit.MILLISECONDS);
            }
            return true;
        }
    }

    /** Takes a resource out: waits for the requests within it, not for those elsewhere. */
    public void remove(Object resource) {
        streams.endOf(resource);
        Candidate gone = null;
        synchronized (this) {
            gone = candidates.stream()
                    .filter(candidate -> candidate.resource() == resource)
                    .findFirst()
                    .orElse(null);
            if (gone == null) {
                return;
            }
            candidates.remove(gone);
            left.put(gone.claim(), System.nanoTime());
            if (isServed(gone)) {
                retire(build(gone.surface()));
            }
        }
        if (!await(gone.visits().close())) {
            gone.visits().interrupt();
        }
        // once more for those that began while the first were ended
        streams.endOf(resource);
        StrictJson.forgetClasses();
    }

    /** The engine for a request, entered; null if there is none. */
    @Nullable
    Engine enter(Surface surface) {
        for (Engine engine = current.get(surface); engine != null; engine = current.get(surface)) {
            if (engine.enter()) {
                return engine;
            }
        }
        return null;
    }

    /**
     * Whether more of a feature may come, since a part of it has come or gone just now while another is here: what is switched off
     * and on again at once goes and comes part by part.
     */
    boolean isComing(Engine engine, Claim claim) {
        Long gone = left.get(claim);
        return engine.isComing(claim)
                || (gone != null && System.nanoTime() - gone < Engine.COMING_NANOS && engine.isOfPlugin(claim));
    }

    /** Everything that can be reached now. */
    public List<Route> routes() {
        return routes;
    }

    /** Whether all core resources were there at least once, so that an unknown path is really unknown. */
    boolean wasComplete() {
        return complete;
    }

    /** Whether a resource owns the first segment of this path. */
    boolean claims(Surface surface, String pathInfo) {
        String path = pathInfo.substring(surface.path().length());
        return routes.stream()
                .anyMatch(route -> route.surface() == surface && route.segment().equals(Route.segment(path)));
    }

    /** The core resources that are not there now. */
    public Set<String> missing() {
        Set<String> present = routes.stream()
                .filter(route -> route.surface() == Surface.ADMIN)
                .map(Route::segment)
                .collect(Collectors.toSet());
        return core.stream().filter(segment -> !present.contains(segment)).collect(Collectors.toSet());
    }

    /** Takes everything out, and waits for all requests. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> ends;
        List<Engine> old;
        synchronized (this) {
            closed = true;
            ends = candidates.stream()
                    .map(candidate -> candidate.visits().close())
                    .toList();
            old = List.copyOf(current.values());
            candidates.clear();
            current.clear();
            routes = List.of();
        }
        ends.forEach(this::await);
        old.forEach(Engine::end);
        builder.shutdown();
    }

    private void buildNew() {
        try {
            buildUnserved();
        } catch (RuntimeException | LinkageError failed) {
            LOG.error("The resources that came last are not served", failed);
        }
    }

    private synchronized void buildUnserved() {
        scheduled = false;
        if (closed) {
            return;
        }
        for (Surface surface : Surface.values()) {
            if (candidates.stream().anyMatch(candidate -> candidate.surface() == surface && !isServed(candidate))) {
                retire(build(surface));
            }
        }
    }

    private boolean isServed(Candidate candidate) {
        return routes.stream().anyMatch(route -> route.resource() == candidate.resource());
    }

    private Optional<Candidate> rival(Candidate candidate) {
        return candidates.stream()
                .takeWhile(other -> other != candidate)
                .filter(other -> other.surface() == candidate.surface()
                        && other.claim().equals(candidate.claim())
                        && !other.owner().equals(candidate.owner()))
                .findFirst();
    }

    /** Puts a new engine in place; returns the old one, still to be retired. */
    private @Nullable Engine build(Surface surface) {
        long begin = System.nanoTime();
        List<Candidate> served = served(surface);
        Engine built = null;
        try {
            built = engine(served);
        } catch (RuntimeException | LinkageError broken) {
            dropBroken(surface);
            served = served(surface);
            built = engine(served);
        }
        Engine old = built == null ? current.remove(surface) : current.put(surface, built);
        List<Route> all = new ArrayList<>();
        current.values().forEach(engine -> all.addAll(engine.routes()));
        routes = List.copyOf(all);
        complete |= missing().isEmpty();
        LOG.info(
                "{}: {} resources, built in {} ms",
                surface.path(),
                served.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        return old;
    }

    private List<Candidate> served(Surface surface) {
        return candidates.stream()
                .filter(candidate ->
                        candidate.surface() == surface && rival(candidate).isEmpty())
                .toList();
    }

    private @Nullable Engine engine(List<Candidate> served) {
        return served.isEmpty() ? null : new Engine(served, maxBodyBytes, streams);
    }

    /** A resource that CXF refuses must not keep the others out. */
    private void dropBroken(Surface surface) {
        candidates.removeIf(candidate -> {
            if (candidate.surface() != surface || isServed(candidate)) {
                return false;
            }
            try {
                new Engine(List.of(candidate), maxBodyBytes, streams).end();
                return false;
            } catch (RuntimeException | LinkageError broken) {
                LOG.error("A resource of {} is not served", candidate.owner(), broken);
                return true;
            }
        });
    }

    /** It ends with its last request, however long that takes. */
    private void retire(@Nullable Engine old) {
        if (old != null) {
            old.retire(builder);
        }
    }

    /** @return whether it came in time */
    private boolean await(CompletableFuture<Void> end) {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            LOG.warn("Requests were still running {} s after their resource was withdrawn", patience.toSeconds());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException broken) {
            LOG.warn("A resource was not withdrawn cleanly", broken);
        }
        return false;
    }
}
