package org.clientele.feature.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.internal.Origin;
import org.clientele.feature.Feature;
import org.clientele.feature.Feature.State;
import org.clientele.feature.Features;
import org.clientele.feature.KeptQueries;
import org.clientele.feature.internal.Switches.Switch;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Watch;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Features as the bundles declare them, switched as the database says. */
@Component(immediate = true, service = Features.class)
public final class BundleFeatures implements Features, BundleTrackerCustomizer<Declaration> {
    private static final Logger LOG = LoggerFactory.getLogger(BundleFeatures.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Access access;
    private final Switches switches;
    private final FeatureUses uses;
    private final BundleComponents components;
    private final BundleTracker<Declaration> tracker;
    private final Map<String, Declaration> declared = new ConcurrentHashMap<>();
    private final Watch watch = new Watch("clientele-features", LOOK, this::follow);
    private final Map<KeptQueries, String> keepers = new ConcurrentHashMap<>();
    private volatile Map<String, Switch> known = Map.of();
    private long changes;

    @Activate
    public BundleFeatures(
            BundleContext context,
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference ServiceComponentRuntime runtime,
            @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
        this.switches = new Switches(transactions);
        this.uses = new FeatureUses(transactions);
        this.components = new BundleComponents(runtime);
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
    }

    @Activate
    void start() {
        tracker.open();
        watch.start();
    }

    /** What is off stays off: while the core is away nobody could say otherwise. */
    @Deactivate
    void stop() {
        watch.stop(PATIENCE);
        tracker.close();
    }

    @Override
    public @Nullable Declaration addingBundle(Bundle bundle, BundleEvent event) {
        Optional<Declaration> declaration = Declaration.of(bundle);
        declaration.ifPresent(feature -> {
            declared.put(feature.id(), feature);
            watch.wake();
        });
        return declaration.orElse(null);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Declaration feature) {
        watch.wake();
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Declaration feature) {
        declared.remove(feature.id(), feature);
        watch.wake();
    }

    /** Does what the database says; a component that comes later than its bundle is met by the next round. */
    private void follow() {
        long before = changes();
        Map<String, Switch> read = switches.all();
        synchronized (this) {
            // What was switched here meanwhile is newer than what was read.
            if (changes == before) {
                known = read;
            }
        }
        for (Declaration feature : declared.values()) {
            components.set(feature.bundle(), feature(feature).state() == State.ACTIVE);
        }
    }

    private synchronized long changes() {
        return changes;
    }

    @Override
    public List<Feature> list() {
        Map<String, Feature> features = new TreeMap<>();
        known.forEach((id, last) -> {
            if (!last.enabled()) {
                features.put(id, absent(id, last));
            }
        });
        declared.values().forEach(feature -> features.put(feature.id(), feature(feature)));
        return List.copyOf(features.values());
    }

    @Override
    public Optional<Feature> find(String id) {
        String whole = Declaration.id(id);
        Declaration there = declared.get(whole);
        if (there != null) {
            return Optional.of(feature(there));
        }
        Switch last = known.get(whole);
        return last == null || last.enabled() ? Optional.empty() : Optional.of(absent(whole, last));
    }

    private static Feature absent(String id, Switch last) {
        return new Feature(id, last.title(), "", false, State.ABSENT, Optional.empty(), List.of());
    }

    private Feature feature(Declaration feature) {
        return feature(feature, known);
    }

    private Feature feature(Declaration feature, Map<String, Switch> switched) {
        boolean enabled = isEnabled(feature.id(), switched);
        Optional<String> missing = enabled ? missing(feature, switched, new TreeSet<>()) : Optional.empty();
        State state = !enabled ? State.DISABLED : missing.isPresent() ? State.SUSPENDED : State.ACTIVE;
        return new Feature(
                feature.id(), feature.title(), feature.version(), enabled, state, missing, feature.requires());
    }

    private static boolean isEnabled(String id, Map<String, Switch> switched) {
        Switch last = switched.get(id);
        return last == null || last.enabled();
    }

    /** Why it cannot run although it is switched on. */
    private Optional<String> missing(Declaration feature, Map<String, Switch> switched, Set<String> asked) {
        asked.add(feature.id());
        for (String required : feature.requires()) {
            Declaration other = declared.get(required);
            if (other == null) {
                return Optional.of("It requires " + required + ", which is not installed.");
            }
            if (!isEnabled(required, switched)) {
                return Optional.of("It requires " + required + ", which is switched off.");
            }
            if (!asked.contains(required)) {
                Optional<String> deeper = missing(other, switched, asked);
                if (deeper.isPresent()) {
                    return Optional.of("It requires " + required + ", which is suspended. " + deeper.get());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Feature enable(String id) {
        Feature feature = require(id);
        Optional.ofNullable(declared.get(feature.id()))
                .flatMap(declaration -> missing(declaration, known, new TreeSet<>()))
                .ifPresent(reason -> {
                    throw new Problem.Conflict("feature-required", reason);
                });
        return set(feature, true);
    }

    @Override
    public Feature disable(String id) {
        return set(require(id), false);
    }

    private Feature set(Feature feature, boolean enabled) {
        access.requireAllSellerAccounts();
        Map<String, Switch> switched = new TreeMap<>(known);
        switched.put(feature.id(), new Switch(feature.title(), enabled));
        if (feature.enabled() != enabled) {
            transactions.<Boolean>sql(connection -> {
                switches.set(
                        feature.id(), feature.title(), enabled, access.caller().id());
                transactions.afterCommit(() -> changed(feature.id(), new Switch(feature.title(), enabled)));
                return true;
            });
        }
        Declaration there = declared.get(feature.id());
        return there == null ? feature : feature(there, switched);
    }

    private void changed(String id, Switch now) {
        LOG.info("{} was switched {}", id, now.enabled() ? "on" : "off");
        synchronized (this) {
            changes++;
            Map<String, Switch> switched = new TreeMap<>(known);
            switched.put(id, now);
            known = switched;
        }
        // Elsewhere: to take a path away waits for its requests, and this may be within one.
        watch.wake();
    }

    private Feature require(String id) {
        return find(id).orElseThrow(() -> new Problem.NotFound("There is no such feature."));
    }

    @Override
    public Impact impact(String id) {
        Feature feature = require(id);
        List<String> schedules = Optional.ofNullable(declared.get(feature.id()))
                .map(there -> components.schedules(there.bundle()))
                .orElse(List.of());
        String word = feature.word();
        return new Impact(
                uses.segments(word),
                uses.views(word),
                uses.kept(kept("exports"), word),
                Stream.concat(
                                schedules.stream(),
                                uses.kept(kept("schedules"), word).stream().map(UUID::toString))
                        .toList());
    }

    private List<KeptQueries.Kept> kept(String use) {
        List<KeptQueries.Kept> all = new ArrayList<>();
        keepers.forEach((keeper, its) -> {
            if (its.equals(use)) {
                try {
                    all.addAll(keeper.kept());
                } catch (RuntimeException | Error e) {
                    LOG.warn("{} did not tell what queries it keeps", Origin.bundle(keeper), e);
                }
            }
        });
        return all;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addKeeper(KeptQueries keeper, Map<String, Object> properties) {
        keepers.put(keeper, String.valueOf(properties.get(KeptQueries.USE)));
    }

    void removeKeeper(KeptQueries keeper) {
        keepers.remove(keeper);
    }
}
