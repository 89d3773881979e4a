package org.clientele.rest.internal;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.clientele.access.RequiresScope;
import org.clientele.rest.events.internal.EventStreams;

/** All resources of a surface at one time, served by one CXF endpoint. Never changed, only replaced as a whole. */
final class Engine {
    /** The resources of a feature come one after the other: for so long its unknown paths may be those of one that is yet to come. */
    static final long COMING_NANOS = Duration.ofSeconds(2).toNanos();

    private final Bus bus;
    private final Server server;
    private final AbstractHTTPDestination destination;
    private final Map<OperationResourceInfo, Route> routes = new IdentityHashMap<>();
    private final Map<Claim, Candidate> owners = new HashMap<>();
    private final Visits visits = new Visits();
    private final long maxBodyBytes;

    /** @param candidates of one surface, at least one */
    Engine(List<Candidate> candidates, long maxBodyBytes, EventStreams streams) {
        this.maxBodyBytes = maxBodyBytes;
        candidates.forEach(candidate -> owners.merge(candidate.claim(), candidate, Engine::newer));
        Map<Object, Candidate> byResource = new IdentityHashMap<>();
        candidates.forEach(candidate -> byResource.put(candidate.resource(), candidate));
        bus = newBus();
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean(new RootResources.Factory());
        factory.setBus(bus);
        factory.setAddress("/api" + candidates.get(0).surface().path());
        factory.setServiceBeans(candidates.stream().map(Candidate::resource).toList());
        factory.setProviders(List.of(
                new Gate(routes, maxBodyBytes, streams),
                new RawBody(),
                new JsonBody(),
                new Parameters(),
                new IfMatchContext(),
                new EventStreamBody(streams),
                new FaultAnswer.OfEverything(),
                new FaultAnswer.OfJakartaRest()));
        factory.setInvoker(new VersionedInvoker());
        factory.getOutInterceptors().add(new UsualHeaders());
        factory.setProperties(Map.of(FaultListener.class.getName(), new QuietFaults()));
        server = factory.create();
        for (ClassResourceInfo owner : factory.getServiceFactory().getClassResourceInfo()) {
            Object resource = ((SingletonResourceProvider) owner.getResourceProvider()).getInstance(null);
            Candidate candidate = Objects.requireNonNull(byResource.get(resource));
            for (OperationResourceInfo operation : owner.getMethodDispatcher().getOperationResourceInfos()) {
                routes.put(operation, Route.of(candidate, owner, operation));
            }
        }
        // It would let ?_method=DELETE, ?_type= and ?_ctype= say something else than the request does.
        Object providers = server.getEndpoint().get(ServerProviderFactory.class.getName());
        ((ServerProviderFactory) Objects.requireNonNull(providers)).setRequestPreprocessor(null);
        destination = (AbstractHTTPDestination) server.getDestination();
    }

    private static Candidate newer(Candidate one, Candidate other) {
        return one.since() - other.since() > 0 ? one : other;
    }

    /** Whether more of a feature may follow, since a part of it has come just now. */
    boolean isComing(Claim claim) {
        return owner(claim)
                .filter(newest -> newest.plugin().isPresent())
                .filter(newest -> System.nanoTime() - newest.since() < COMING_NANOS)
                .isPresent();
    }

    /** Whether a plugin answers some of these paths now. */
    boolean isOfPlugin(Claim claim) {
        return owner(claim).filter(newest -> newest.plugin().isPresent()).isPresent();
    }

    private static Bus newBus() {
        ClassLoader cxf = ExtensionManagerBus.class.getClassLoader();
        Map<Class<?>, Object> extensions = new HashMap<>();
        extensions.put(ClassLoader.class, cxf);
        Bus before = BusFactory.getThreadDefaultBus(false);
        try {
            Map<String, Object> properties = new HashMap<>();
            properties.put("skip.default.json.provider.registration", true);
            ExtensionManagerBus bus = new ExtensionManagerBus(extensions, properties, cxf);
            bus.initialize();
            return bus;
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    /** Who serves what was claimed. */
    Optional<Candidate> owner(Claim claim) {
        return Optional.ofNullable(owners.get(claim));
    }

    List<Route> routes() {
        return List.copyOf(routes.values());
    }

    /**
     * How long a body may be that is sent to a path, whatever method takes it.
     *
     * @param path below the surface
     * @param known whether somebody is known to send it
     */
    long longestBody(String httpMethod, String path, boolean known) {
        return routes.values().stream()
                .filter(route -> route.httpMethod().equals(httpMethod))
                .filter(route -> route.segment().equals(Route.segment(path)))
                .filter(route -> known || route.scope().equals(RequiresScope.PUBLIC))
                .flatMap(route -> route.maxBody().stream())
                .reduce(maxBodyBytes, Math::max);
    }

    /** Whether a request may use it; if so, {@link #exit} must follow. */
    boolean enter() {
        return visits.enter();
    }

    void exit() {
        visits.leave();
    }

    void serve(ServletConfig config, HttpServletRequest request, HttpServletResponse response) throws IOException {
        destination.invoke(config, config.getServletContext(), request, response);
    }

    /** Takes no more requests, and ends with the last one within; complete then. */
    CompletableFuture<Void> retire(Executor executor) {
        return visits.close().thenRunAsync(this::end, executor);
    }

    void end() {
        server.destroy();
        bus.shutdown(true);
    }
}
