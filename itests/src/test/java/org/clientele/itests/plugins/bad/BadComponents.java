package org.clientele.itests.plugins.bad;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.clientele.bulk.BulkAction;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.operation.RecurringWork;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Names of others, and components that do not start or do not end. */
final class BadComponents {
    private BadComponents() {}

    @Component(property = {BulkAction.ACTION + "=tag-all", BulkAction.SCOPE + "=customers:write"})
    public static final class Bulk implements BulkAction {
        @Override
        public Outcome apply(UUID customer, Map<String, Object> params) {
            return Outcome.UNCHANGED;
        }
    }

    @Component(property = {RecurringWork.NAME + "=purge", RecurringWork.PAUSE_SECONDS + ":Integer=3600"})
    public static final class Recurring implements RecurringWork {
        @Override
        public void run() {
            // Only its name is wrong.
        }
    }

    @Component(property = OperationHandler.KIND + "=imports")
    public static final class Handler implements OperationHandler {
        @Override
        public void run(OperationRun run) {
            // Only its name is wrong.
        }
    }

    @Component(service = Waiting.class)
    public static final class Waiting {
        @Activate
        public Waiting(@Reference(target = "(bad=never)") Callable<?> neverThere) {}
    }

    @Component(service = Failing.class, immediate = true)
    public static final class Failing {
        @Activate
        void start() {
            throw new IllegalStateException("no reason at all");
        }
    }

    /** A thread and a service that nobody ends. */
    @Component(service = Leaking.class, immediate = true)
    public static final class Leaking {
        @Activate
        void start(BundleContext context) {
            context.registerService(Comparable.class, "left", null);
            Thread thread = new Thread(Leaking::loop, "bad-loop");
            thread.setDaemon(true);
            thread.start();
        }

        private static void loop() {
            while (true) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException deaf) {
                    // It goes on.
                }
            }
        }
    }
}
