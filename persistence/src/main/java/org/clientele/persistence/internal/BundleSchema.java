package org.clientele.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema of one running bundle: opened in the background, tried again while the database is away. */
final class BundleSchema {
    private static final Logger LOG = LoggerFactory.getLogger(BundleSchema.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final Bundle bundle;
    private final SchemaDeclaration declaration;
    private final Database database;
    private final ScheduledExecutorService workers;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean stopped;
    private @Nullable SchemaUnit unit;
    private @Nullable ServiceRegistration<?> registration;

    BundleSchema(Bundle bundle, SchemaDeclaration declaration, Database database, ScheduledExecutorService workers) {
        this.bundle = bundle;
        this.declaration = declaration;
        this.database = database;
        this.workers = workers;
    }

    String name() {
        return declaration.name();
    }

    void start() {
        workers.execute(this::open);
    }

    /** Withdraws the service, lets what runs finish, and closes. */
    void stop() {
        SchemaUnit closing;
        ServiceRegistration<?> withdrawn;
        synchronized (this) {
            stopped = true;
            closing = unit;
            unit = null;
            withdrawn = registration;
            registration = null;
        }
        if (withdrawn != null) {
            withdraw(withdrawn);
        }
        if (closing != null) {
            closing.close();
        }
    }

    synchronized boolean isOpen() {
        return registration != null;
    }

    private void open() {
        if (isStopped()) {
            return;
        }
        try {
            publish(database.open(declaration.name(), loader(), entities()));
        } catch (Exception | LinkageError e) {
            if (isStopped()) {
                LOG.debug("Gave up opening the schema {}", name(), e);
            } else if (e instanceof Exception failure && Failures.mayPass(failure)) {
                LOG.warn("The schema {} waits for the database", name());
                tryAgain();
            } else {
                LOG.error("The schema {} of {} cannot be used", name(), bundle, e);
            }
        }
    }

    private void tryAgain() {
        try {
            workers.schedule(this::open, pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Gave up opening the schema {}", name(), e);
        }
    }

    private void publish(SchemaUnit opened) {
        BundleContext context = bundle.getBundleContext();
        if (context == null || !take(opened)) {
            opened.close();
            return;
        }
        // Without the lock: dependent components start in here, and any of them may stop this bundle.
        ServiceRegistration<?> registered = context.registerService(
                Transactions.class, opened, FrameworkUtil.asDictionary(Map.of("schema", name())));
        boolean late;
        synchronized (this) {
            late = stopped;
            if (!late) {
                registration = registered;
            }
        }
        if (late) {
            withdraw(registered);
        } else {
            LOG.info("The schema {} of {} is ready", name(), bundle.getSymbolicName());
        }
    }

    private synchronized boolean take(SchemaUnit opened) {
        if (!stopped) {
            unit = opened;
        }
        return !stopped;
    }

    private List<Class<?>> entities() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String entity : declaration.entities()) {
            classes.add(bundle.loadClass(entity));
        }
        return classes;
    }

    private ClassLoader loader() {
        return bundle.adapt(BundleWiring.class).getClassLoader();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private static void withdraw(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("Its bundle has withdrawn it already", e);
        }
    }
}
