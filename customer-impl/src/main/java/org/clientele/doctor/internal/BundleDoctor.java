package org.clientele.doctor.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.internal.AttributeProbe;
import org.clientele.feature.Doctor;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines bundles by a list of checks, each with a limit of time. Thread-safe. */
@Component(immediate = true, service = Doctor.class)
public final class BundleDoctor implements Doctor {
    private static final Logger LOG = LoggerFactory.getLogger(BundleDoctor.class);
    private static final Caller CALLER = Caller.system("doctor");
    private static final long PATIENCE_SECONDS = 5;
    private static final int THREADS = 8;

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;
    private final Features features;
    private final Access access;
    private final Tables tables;
    private final Map<String, Check> checks;
    private final BundleTracker<Footprint> tracker;
    /** What is gone, for as long as its classes are not. */
    private final Set<Footprint> gone = ConcurrentHashMap.newKeySet();

    private final Lifeguard lifeguard = new Lifeguard(() -> List.copyOf(tracked()));
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "clientele-doctor");
                thread.setDaemon(true);
                return thread;
            });

    @Activate
    public BundleDoctor(
            BundleContext context,
            @Reference ServiceComponentRuntime runtime,
            @Reference Features features,
            @Reference Access access,
            @Reference AttributeProbe probe,
            @Reference(target = "(schema=customer)") Transactions transactions) {
        this.context = context;
        this.runtime = runtime;
        this.features = features;
        this.access = access;
        this.tables = new Tables(transactions);
        this.checks = Map.of(
                "components", new ComponentCheck(runtime),
                "wiring", new WiringCheck(features),
                "resources", new ResourceCheck(context),
                "names", new NameCheck(),
                "attributes", new AttributeCheck(context, probe, tables),
                "customer data", new CustomerDataCheck(context, tables),
                "migrations", new MigrationCheck(tables),
                "translations", new TranslationCheck(),
                "leftovers", new LeftoverCheck());
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, null) {
            @Override
            public @Nullable Footprint addingBundle(Bundle bundle, BundleEvent event) {
                if (!name(bundle).startsWith(Feature.PREFIX)) {
                    return null;
                }
                return Footprint.of(name(bundle), bundle, bundle.adapt(BundleWiring.class));
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Footprint footprint) {
                gone.add(footprint);
            }
        };
    }

    @Activate
    void start() {
        tracker.open();
        lifeguard.start();
    }

    private Collection<Footprint> tracked() {
        return tracker.getTracked().values();
    }

    @Deactivate
    void stop() {
        lifeguard.stop();
        tracker.close();
        threads.shutdownNow();
    }

    @Override
    public List<Finding> examine(String id) {
        Optional<Feature> feature = features.find(id);
        String name = feature.map(Feature::id).orElse(id.startsWith(Feature.PREFIX) ? id : Feature.PREFIX + id);
        Findings findings = new Findings(name);
        Optional<Bundle> bundle = bundle(name);
        bundle.flatMap(there -> Patient.of(there, feature, runtime)).ifPresent(there -> examine(there, findings));
        boolean left = leftBy(name, bundle, findings);
        if (feature.isEmpty() && bundle.isEmpty() && !left) {
            throw new Problem.NotFound("There is no such feature.");
        }
        if (bundle.isEmpty()) {
            data(name.substring(Feature.PREFIX.length()), findings);
        }
        return findings.inOrder();
    }

    @Override
    public List<Finding> examine() {
        List<Finding> all = new ArrayList<>();
        Set<String> examined = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            String name = name(bundle);
            if (isOfHouse(bundle) && !name.startsWith(Feature.PREFIX)) {
                Findings findings = new Findings(name);
                Patient.of(bundle, Optional.empty(), runtime).ifPresent(patient -> examine(patient, findings));
                all.addAll(findings.inOrder());
            }
        }
        Set<String> ids = new TreeSet<>();
        features.list().forEach(feature -> ids.add(feature.id()));
        gone.stream()
                .map(Footprint::feature)
                .filter(name -> name.startsWith(Feature.PREFIX))
                .forEach(ids::add);
        for (String id : ids) {
            try {
                all.addAll(examine(id));
                examined.add(id.substring(Feature.PREFIX.length()));
            } catch (Problem.NotFound nothingLeft) {
                LOG.debug("Nothing is left of {}", id);
            }
        }
        Set<String> declared = schemas();
        for (String schema : tables.migrated()) {
            if (!declared.contains(schema) && !examined.contains(schema)) {
                Findings findings = new Findings(schema);
                data(schema, findings);
                all.addAll(findings.inOrder());
            }
        }
        return all;
    }

    private Set<String> schemas() {
        Set<String> schemas = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            Patient.of(bundle, Optional.empty(), runtime).ifPresent(patient -> schemas.addAll(patient.schemas()));
        }
        return schemas;
    }

    private void data(String schema, Findings findings) {
        if (tables.exists(schema)) {
            findings.warning(
                    "schema-left",
                    schema,
                    "The schema is there without its bundle: nobody takes customers out of it.",
                    "Install the bundle again, or drop the schema.");
        }
    }

    private boolean leftBy(String name, Optional<Bundle> now, Findings findings) {
        gone.removeIf(footprint ->
                footprint.loader().get() == null && footprint.threads().isEmpty());
        boolean left = false;
        for (Footprint footprint : gone) {
            boolean again = now.map(bundle -> bundle.adapt(BundleWiring.class))
                    .map(wiring -> wiring.getClassLoader() == footprint.loader().get())
                    .orElse(false);
            if (footprint.feature().equals(name)
                    && !again
                    && now.isEmpty()
                    && !footprint.threads().isEmpty()) {
                LeftoverCheck.look(footprint, findings);
                left = true;
            }
        }
        return left;
    }

    private void examine(Patient patient, Findings findings) {
        checks.forEach((name, check) -> {
            try {
                Future<?> end = threads.submit(() -> access.call(CALLER, () -> {
                    check.look(patient, findings);
                    return true;
                }));
                try {
                    end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } finally {
                    end.cancel(true);
                }
            } catch (TimeoutException | RejectedExecutionException stuck) {
                findings.error(
                        "no-answer",
                        name,
                        "Its code did not answer within " + PATIENCE_SECONDS + " s, so this was not examined.",
                        "It may hold up others too: switch it off.");
            } catch (ExecutionException e) {
                LOG.warn("The doctor could not look at {} of {}", name, patient.name(), e.getCause());
                findings.warning(
                        "not-examined",
                        name,
                        "This could not be examined: "
                                + String.valueOf(e.getCause()).replaceFirst(":.*", "") + ".",
                        "The log tells why.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Optional<Bundle> bundle(String feature) {
        for (Bundle bundle : context.getBundles()) {
            if (name(bundle).equals(feature)) {
                return Optional.of(bundle);
            }
        }
        return Optional.empty();
    }

    /** The id of its feature, or its symbolic name. */
    private static String name(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? bundle.getSymbolicName()
                : wiring.getCapabilities(Features.CAPABILITY).stream()
                        .map(capability ->
                                Feature.PREFIX + capability.getAttributes().get("name"))
                        .findFirst()
                        .orElse(String.valueOf(bundle.getSymbolicName()));
    }

    private static boolean isOfHouse(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getRequiredWires("osgi.wiring.package").stream().anyMatch(wire -> String.valueOf(
                                wire.getCapability().getAttributes().get("osgi.wiring.package"))
                        .startsWith("org.clientele"));
    }
}
