package org.clientele.event.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientele.access.Access;
import org.clientele.event.EventFollower;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Patience;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link EventFollower}s of this node, each with a thread, and how far they are. */
@Component(
        service = {EventFollowers.class, MeterBinder.class},
        configurationPid = "org.clientele.event",
        immediate = true)
public final class EventFollowers implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(EventFollowers.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}(\\.[a-z][a-z0-9-]{0,62}){0,3}");
    private static final Patience PATIENCE =
            new Patience(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(60));
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Transactions transactions;
    private final Access access;
    private final Duration poll;
    private final Patience patience;
    private final Map<String, Following> followings = new ConcurrentHashMap<>();
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clientele-followers");
        thread.setDaemon(true);
        return thread;
    });
    private boolean started;
    private Map<String, FollowerRows.Place> places = Map.of();
    private long readAt;

    @Activate
    public EventFollowers(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            EventConfig config) {
        this(transactions, access, Duration.ofMillis(config.pollMillis()), PATIENCE);
    }

    EventFollowers(Transactions transactions, Access access, Duration poll, Patience patience) {
        this.transactions = transactions;
        this.access = access;
        this.poll = poll;
        this.patience = patience;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addFollower(EventFollower added, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(EventFollower.NAME));
        List<String> types = texts(properties.get(EventFollower.TYPES));
        if (!NAME.matcher(name).matches()
                || types.isEmpty()
                || !types.stream()
                        .allMatch(type -> type.equals("*")
                                || EventResource.TYPE.matcher(type).matches())) {
            LOG.error(
                    "{} follows nothing: it needs the properties {} and {}",
                    added.getClass().getName(),
                    EventFollower.NAME,
                    EventFollower.TYPES);
            return;
        }
        if (followings.containsKey(name)) {
            LOG.error(
                    "{} follows nothing: there is another {}", added.getClass().getName(), name);
            return;
        }
        Following following = new Following(transactions, access, name, types, added, poll, patience, clock);
        followings.put(name, following);
        registries.forEach(registry -> gauges(registry, name));
        if (started) {
            following.start();
        }
    }

    /** Waits for what it is doing. */
    void removeFollower(EventFollower removed) {
        followings.entrySet().stream()
                .filter(entry -> entry.getValue().is(removed))
                .findFirst()
                .ifPresent(entry -> {
                    entry.getValue().stop(STOPPING);
                    followings.remove(entry.getKey());
                });
    }

    @Activate
    synchronized void start() {
        started = true;
        followings.values().forEach(Following::start);
    }

    @Deactivate
    void stop() {
        followings.values().forEach(following -> following.stop(STOPPING));
        clock.shutdownNow();
    }

    /** There are new events. */
    void wake() {
        followings.values().forEach(Following::wake);
    }

    /** Those that run here if they are due. */
    Set<String> names() {
        return Set.copyOf(followings.keySet());
    }

    private static List<String> texts(@Nullable Object property) {
        if (property instanceof String[] several) {
            return Arrays.asList(several);
        }
        if (property instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return property instanceof String one ? List.of(one) : List.of();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.removeIf(MeterRegistry::isClosed);
        registries.add(registry);
        followings.keySet().forEach(name -> gauges(registry, name));
    }

    private void gauges(MeterRegistry registry, String name) {
        gauge(
                registry,
                "clientele.event.follower.behind",
                "Events it has yet to look at",
                name,
                FollowerRows.Place::behind);
        gauge(
                registry,
                "clientele.event.follower.failures",
                "How often in a row it failed at the event at which it stands",
                name,
                FollowerRows.Place::failures);
    }

    private void gauge(
            MeterRegistry registry,
            String meter,
            String description,
            String name,
            ToDoubleFunction<FollowerRows.Place> figure) {
        // One from before this bundle was stopped watches nothing any more.
        Optional.ofNullable(registry.find(meter).tag("follower", name).gauge()).ifPresent(registry::remove);
        Gauge.builder(meter, this, followers -> Optional.ofNullable(
                                followers.places().get(name))
                        .map(figure::applyAsDouble)
                        .orElse(Double.NaN))
                .tag("follower", name)
                .description(description)
                .register(registry);
    }

    private synchronized Map<String, FollowerRows.Place> places() {
        if (readAt == 0 || System.nanoTime() - readAt > FRESH.toNanos()) {
            try {
                places = transactions.read(FollowerRows::all).stream()
                        .collect(Collectors.toMap(FollowerRows.Place::name, place -> place));
            } catch (RuntimeException e) {
                LOG.debug("The places of followers cannot be read", e);
                places = Map.of();
            }
            readAt = System.nanoTime();
        }
        return places;
    }
}
