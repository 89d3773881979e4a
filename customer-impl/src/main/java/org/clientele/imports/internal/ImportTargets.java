package org.clientele.imports.internal;

import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.imports.ImportTarget;
import org.clientele.operation.OperationHandler;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be imported now: orders and customers, and where other bundles take documents. Each of those has an operation handler of its
 * own, so that an import under way ends when its target goes, and goes on when it is back. Thread-safe.
 */
@Component(service = ImportTargets.class)
public final class ImportTargets {
    private static final Logger LOG = LoggerFactory.getLogger(ImportTargets.class);
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
    private static final String SUFFIX = ".import";

    private final Mappings mappings;
    private final Registry registry;
    private final Map<String, Type> types = new ConcurrentHashMap<>(Map.of(
            "orders", new Type(OrderImport.KIND, "orders:import"),
            "customers", new Type(CustomerImport.KIND, "customers:write")));
    private final Map<ImportTarget, Registered> registered = new ConcurrentHashMap<>();

    @Activate
    public ImportTargets(BundleContext context, @Reference Mappings mappings) {
        this(mappings, (kind, handler) -> {
            ServiceRegistration<OperationHandler> registration = context.registerService(
                    OperationHandler.class, handler, new Hashtable<>(Map.of(OperationHandler.KIND, kind)));
            return registration::unregister;
        });
    }

    ImportTargets(Mappings mappings, Registry registry) {
        this.mappings = mappings;
        this.registry = registry;
    }

    /** Makes handlers known. */
    @FunctionalInterface
    interface Registry {
        /** @return takes it back, and ends what it does */
        Runnable register(String kind, OperationHandler handler);
    }

    /**
     * What can be imported.
     *
     * @param kind of its operations
     * @param scope that is needed for it
     */
    record Type(String kind, String scope) {}

    private record Registered(String type, Runnable takeBack) {}

    @Reference(
            service = ImportTarget.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(ImportTarget target, Map<String, ?> properties) {
        Optional<String> type = text(properties.get(ImportTarget.TYPE))
                .filter(word -> TYPE.matcher(word).matches());
        Optional<String> scope = text(properties.get(ImportTarget.SCOPE));
        if (type.isEmpty() || scope.isEmpty()) {
            LOG.error(
                    "{} is left out: it needs the properties {} and {}",
                    target.getClass().getName(),
                    ImportTarget.TYPE,
                    ImportTarget.SCOPE);
            return;
        }
        String kind = type.get() + SUFFIX;
        if (types.putIfAbsent(type.get(), new Type(kind, scope.get())) != null) {
            LOG.error(
                    "{} is left out: {} are imported by another one already",
                    target.getClass().getName(),
                    type.get());
            return;
        }
        registered.put(
                target,
                new Registered(type.get(), registry.register(kind, new TargetImport(type.get(), target, mappings))));
    }

    void remove(ImportTarget target) {
        Registered gone = registered.remove(target);
        if (gone != null) {
            types.remove(gone.type());
            gone.takeBack().run();
        }
    }

    /** The words there are, in order. */
    Set<String> names() {
        return new TreeSet<>(types.keySet());
    }

    /** @throws Problem.Invalid at {@code ?type} if there is no such type */
    Type require(@Nullable String name) {
        Type type = name == null ? null : types.get(name);
        if (type == null) {
            throw Problem.Invalid.at("?type", "value", "This must be one of " + String.join(", ", names()) + ".");
        }
        return type;
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
