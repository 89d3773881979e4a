package org.clientele.persistence.internal;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/** Gives every bundle that declares a schema its transactions, as long as it runs. */
@Component(service = SchemaExtender.class, immediate = true)
public final class SchemaExtender implements BundleTrackerCustomizer<List<BundleSchema>> {
    private static final int THREADS = 2;

    private final Database database;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(THREADS, daemons());
    private final BundleTracker<List<BundleSchema>> tracker;

    @Activate
    public SchemaExtender(BundleContext context, @Reference Database database) {
        this.database = database;
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    @Deactivate
    void stop() {
        tracker.close();
        workers.shutdownNow();
    }

    /** The schemas of the house that cannot be used, or not yet; that of a plugin is missed by the plugin alone. */
    List<String> notOpen() {
        return tracker.getTracked().values().stream()
                .flatMap(List::stream)
                .filter(schema -> !schema.isOpen())
                .map(BundleSchema::name)
                .filter(database::isOfHouse)
                .sorted()
                .toList();
    }

    @Override
    public @Nullable List<BundleSchema> addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        List<BundleSchema> schemas = SchemaDeclaration.of(bundle).stream()
                .map(declaration -> new BundleSchema(bundle, declaration, database, workers))
                .toList();
        schemas.forEach(BundleSchema::start);
        return schemas.isEmpty() ? null : schemas;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, List<BundleSchema> schemas) {
        // From starting to active: nothing changes for its schema.
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, List<BundleSchema> schemas) {
        schemas.forEach(BundleSchema::stop);
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "clientele-schema-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
