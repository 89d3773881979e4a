package org.clientele.itests.plugins.hostile;

import java.util.Map;
import java.util.UUID;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.operation.RecurringWork;
import org.osgi.service.component.annotations.Component;

/** Works, or not. */
final class HostileWork {
    private HostileWork() {}

    @Component
    public static final class Data implements CustomerData {
        @Override
        public void erase(UUID customer) {
            Mood.act("erase");
        }

        @Override
        public void purge(UUID customer) {
            Mood.act("purge");
        }

        @Override
        public void merge(MergeLedger ledger) {
            Mood.act("merge");
        }
    }

    @Component(property = {BulkAction.ACTION + "=hostile.act", BulkAction.SCOPE + "=hostile:write"})
    public static final class Bulk implements BulkAction {
        @Override
        public Outcome apply(UUID customer, Map<String, Object> params) {
            return Mood.act("bulk") ? null : Outcome.CHANGED;
        }
    }

    @Component(property = OperationHandler.KIND + "=hostile.work")
    public static final class Handler implements OperationHandler {
        @Override
        public void run(OperationRun run) {
            Mood.act("operation");
        }
    }

    /** Five of them, which is more than there are threads for such. */
    abstract static class Work implements RecurringWork {
        @Override
        public void run() {
            Mood.act("recurring");
        }
    }

    @Component(property = {RecurringWork.NAME + "=hostile.one", RecurringWork.PAUSE_SECONDS + ":Integer=1"})
    public static final class One extends Work implements RecurringWork {}

    @Component(property = {RecurringWork.NAME + "=hostile.two", RecurringWork.PAUSE_SECONDS + ":Integer=1"})
    public static final class Two extends Work implements RecurringWork {}

    @Component(property = {RecurringWork.NAME + "=hostile.three", RecurringWork.PAUSE_SECONDS + ":Integer=1"})
    public static final class Three extends Work implements RecurringWork {}

    @Component(property = {RecurringWork.NAME + "=hostile.four", RecurringWork.PAUSE_SECONDS + ":Integer=1"})
    public static final class Four extends Work implements RecurringWork {}

    @Component(property = {RecurringWork.NAME + "=hostile.five", RecurringWork.PAUSE_SECONDS + ":Integer=1"})
    public static final class Five extends Work implements RecurringWork {}
}
