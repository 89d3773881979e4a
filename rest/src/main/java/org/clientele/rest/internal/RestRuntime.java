package org.clientele.rest.internal;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.clientele.access.Access;
import org.clientele.access.Identities;
import org.clientele.access.Keys;
import org.clientele.access.Sessions;
import org.clientele.feature.Features;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Relocation;
import org.clientele.rest.RequestAudit;
import org.clientele.rest.StoreResource;
import org.clientele.rest.events.internal.EventStreams;
import org.clientele.rest.idempotency.internal.Idempotency;
import org.clientele.rest.metrics.internal.RequestMetrics;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves every resource service below {@code /api} for as long as it is there. */
@Component(immediate = true, service = RestRuntime.class, configurationPid = "org.clientele.rest")
@Designate(ocd = RestConfig.class)
public final class RestRuntime implements ServiceTrackerCustomizer<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(RestRuntime.class);
    private static final String SELECT = "osgi.jakartars.application.select";

    private final BundleContext context;
    private final Door door = new Door();
    private final Engines engines;
    private final EventStreams streams;
    private final ApiServlet servlet;
    private final ServiceTracker<Object, Object> tracker;
    private final ScheduledExecutorService chores;
    private final int most;
    /** By the words of features: one that is updated shares them with those of its requests that have not ended. */
    private final Map<String, Places> places = new ConcurrentHashMap<>();

    private volatile @Nullable Transactions transactions;

    @Activate
    public RestRuntime(BundleContext context, RestConfig config, @Reference MeterRegistry meters)
            throws InvalidSyntaxException {
        this.context = context;
        this.most = config.maxRequestsInFeature();
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
        streams = new EventStreams(config.maxEventStreams());
        engines = new Engines(
                Duration.ofSeconds(config.drainSeconds()),
                config.maxBodyBytes(),
                Set.of(config.coreResources()),
                streams);
        meters.gauge("clientele.event.streams", streams, EventStreams::count);
        Idempotency idempotency = new Idempotency(() -> Optional.ofNullable(transactions));
        servlet = new ApiServlet(
                door,
                engines,
                idempotency,
                streams,
                new RequestMetrics(meters),
                Set.of(config.corsOrigins()),
                config.maxBodyBytes());
        chores = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "clientele-rest-chores");
            thread.setDaemon(true);
            return thread;
        });
        chores.scheduleWithFixedDelay(() -> deleteOld(idempotency), 10, 60, TimeUnit.MINUTES);
        tracker = new ServiceTracker<>(context, context.createFilter("(osgi.jakartars.resource=true)"), this);
        // On a thread of its own: getting a resource activates its component, which may take a while.
        chores.execute(tracker::open);
    }

    @Deactivate
    void deactivate() {
        chores.shutdownNow();
        streams.close();
        engines.close();
        tracker.close();
    }

    ApiServlet servlet() {
        return servlet;
    }

    /** The core resources that are not served now. */
    Set<String> missing() {
        return engines.missing();
    }

    Door door() {
        return door;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAccess(Access access) {
        door.access(access);
    }

    void unbindAccess(Access access) {
        door.withdraw(access);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindKeys(Keys keys) {
        door.keys(keys);
    }

    void unbindKeys(Keys keys) {
        door.withdraw(keys);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSessions(Sessions sessions, Map<String, Object> properties) {
        if (properties.get(Sessions.PREFIX) instanceof String prefix && !prefix.isBlank()) {
            int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
            door.sessions().add(prefix, ranking, sessions);
        } else {
            LOG.error("{} says no {} and is not asked", sessions.getClass().getName(), Sessions.PREFIX);
        }
    }

    void unbindSessions(Sessions sessions) {
        door.sessions().remove(sessions);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindIdentities(Identities identities) {
        door.identities(identities);
    }

    void unbindIdentities(Identities identities) {
        door.withdraw(identities);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAudit(RequestAudit audit) {
        door.audit(audit);
    }

    void unbindAudit(RequestAudit audit) {
        door.withdraw(audit);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFeatures(Features features) {
        servlet.switched().features(features);
    }

    void unbindFeatures(Features features) {
        servlet.switched().withdraw(features);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRelocation(Relocation relocation) {
        door.relocation(relocation);
    }

    void unbindRelocation(Relocation relocation) {
        door.withdraw(relocation);
    }

    @Reference(
            target = "(schema=rest)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransactions(Transactions present) {
        transactions = present;
    }

    void unbindTransactions(Transactions gone) {
        if (transactions == gone) {
            transactions = null;
        }
    }

    @Override
    public @Nullable Object addingService(ServiceReference<Object> reference) {
        Object resource = context.getService(reference);
        if (resource == null) {
            return null;
        }
        Bundle bundle = reference.getBundle();
        String owner = bundle == null
                ? String.valueOf(reference.getProperty(Constants.SERVICE_BUNDLEID))
                : bundle.getSymbolicName();
        Surface surface = surface(reference.getProperty(SELECT));
        try {
            engines.add(new Candidate(resource, surface, owner, plugin(bundle)));
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("A resource of {} is not served", owner, broken);
        }
        return resource;
    }

    private Optional<Plugin> plugin(@Nullable Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : wiring.getCapabilities(Features.CAPABILITY).stream()
                        .map(capability -> capability.getAttributes().get("name"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .map(word -> new Plugin(word, places.computeIfAbsent(word, any -> new Places(most))))
                        .findFirst();
    }

    /** Components give this property as an array, services registered by hand mostly as one text. */
    static Surface surface(@Nullable Object select) {
        Collection<?> filters = select instanceof Object[] several
                ? Arrays.asList(several)
                : select instanceof Collection<?> several ? several : List.of(String.valueOf(select));
        return filters.contains(StoreResource.SELECT) ? Surface.STORE : Surface.ADMIN;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Object resource) {
        // where a resource is served does not change while it is there
    }

    /** The component of the resource is deactivated only after this, so its requests end before. */
    @Override
    public void removedService(ServiceReference<Object> reference, Object resource) {
        engines.remove(resource);
        context.ungetService(reference);
    }

    private static void deleteOld(Idempotency idempotency) {
        try {
            idempotency.deleteOld();
        } catch (RuntimeException failed) {
            LOG.warn("Old idempotency records could not be deleted; tried again in an hour: {}", failed.getMessage());
        }
    }
}
