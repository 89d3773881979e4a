package org.clientele.bulk.internal;

import java.time.Duration;
import java.util.List;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.bulk.BulkAction;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Does bulk work: fixes whom it is about, then goes through them. */
@Component(service = OperationHandler.class, property = OperationHandler.KIND + "=" + BulkWork.KIND)
public final class BulkWork implements OperationHandler {
    static final String KIND = "customers.bulk";
    private static final int STEP = 200;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final Access access;
    private final BulkActions actions;
    private final BulkItems items;
    private final JdbcCustomerSearch search;

    @Activate
    public BulkWork(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference BulkActions actions,
            @Reference BulkItems items,
            @Reference JdbcCustomerSearch search) {
        this.transactions = transactions;
        this.access = access;
        this.actions = actions;
        this.items = items;
        this.search = search;
    }

    @Override
    public void run(OperationRun run) {
        Job job = Job.of(run.parameters());
        if (run.checkpoint().isEmpty()) {
            fix(run, job);
        }
        Tally tally = Tally.parse(run.checkpoint().orElseThrow());
        while (!(job.abort() && tally.failed() > 0) && tally.done() < tally.total() && !run.cancelled()) {
            BulkSteps steps = new BulkSteps(transactions, items, run, job, action(job));
            tally = steps.work(tally, items.next(run.id(), tally.done(), STEP));
        }
        if (job.abort() && tally.failed() > 0) {
            throw new Problem.Unprocessable("aborted", "A customer was refused, so the rest was not done.");
        }
    }

    /** From here on it is about these, whoever fulfils the filter later. */
    private void fix(OperationRun run, Job job) {
        run.step(() -> {
            long total = job.query().map(query -> search.keep(query, run.id())).orElseGet(() -> items.count(run.id()));
            if (job.confirmed().filter(confirmed -> confirmed != total).isPresent()) {
                throw new Problem.Conflict(
                        "confirm-mismatch",
                        "There are " + total + " customers, not as many as confirmed; nothing was done.");
            }
            Tally tally = new Tally(total, 0, 0, 0);
            run.result(tally.result(run.id(), job));
            return new OperationRun.Step(tally.checkpoint(), tally.progress(), List.of());
        });
    }

    /** An action that goes away with its bundle may come back, or be on another node. */
    private BulkSteps.Source action(Job job) {
        BulkActions.Named named = actions.find(job.action()).orElseThrow(BulkWork::away);
        access.require(named.scope());
        BulkAction action = named.action();
        return new BulkSteps.Source(action, () -> actions.find(job.action())
                .filter(now -> now.action() == action)
                .isPresent());
    }

    static Problem.Unavailable away() {
        return new Problem.Unavailable("action-away", "The action is not there at the moment.", SOON);
    }
}
