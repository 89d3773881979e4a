package org.clientele.bulk.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.OperationRun;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through some customers in as few transactions as possible. One that is refused breaks the transaction of all, so the ones
 * before it are done again without it: each is done twice at most, whoever is refused.
 */
final class BulkSteps {
    private static final Logger LOG = LoggerFactory.getLogger(BulkSteps.class);
    /** Others wait for what a step has locked. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int STALE_ATTEMPTS = 5;

    private final Transactions transactions;
    private final BulkItems items;
    private final OperationRun run;
    private final Job job;
    private final Source source;

    BulkSteps(Transactions transactions, BulkItems items, OperationRun run, Job job, Source source) {
        this.transactions = transactions;
        this.items = items;
        this.run = run;
        this.job = job;
        this.source = source;
    }

    /** @param present whether the action is still registered: one that is not may fail in any way it likes */
    record Source(BulkAction action, BooleanSupplier present) {}

    /** Does the first of them, at least one. */
    Tally work(Tally before, List<BulkItems.Item> batch) {
        return job.dryRun() ? rehearse(before, batch) : perform(before, batch);
    }

    private Tally perform(Tally before, List<BulkItems.Item> batch) {
        List<BulkItems.Item> rest = batch;
        Optional<Done> refused = Optional.empty();
        int stale = 0;
        while (true) {
            // Others change the same ones: from now on they wait.
            Attempt attempt = new Attempt(rest, refused, stale > 0);
            try {
                return attempt.commit(before);
            } catch (RuntimeException e) {
                BulkItems.Item item = attempt.at;
                boolean over = item == null && !(e instanceof Problem) && run.cancelled();
                if (over || e instanceof Problem.Unavailable || (item == null && rest.isEmpty())) {
                    throw e;
                }
                if (e instanceof Problem.Stale && ++stale < STALE_ATTEMPTS) {
                    continue;
                }
                if (item == null && rest.size() > 1) {
                    // It broke at the end, nobody knows for whom.
                    return oneByOne(before, batch);
                }
                BulkItems.Item broken = item == null ? rest.get(0) : item;
                refused = Optional.of(refused(broken, e));
                rest = rest.subList(0, rest.indexOf(broken));
            }
        }
    }

    private Tally oneByOne(Tally before, List<BulkItems.Item> batch) {
        Tally tally = before;
        for (BulkItems.Item item : batch) {
            if (run.cancelled() || (job.abort() && tally.failed() > 0)) {
                return tally;
            }
            tally = perform(tally, List.of(item));
        }
        return tally;
    }

    /** Each in a transaction of its own, which is rolled back. */
    private Tally rehearse(Tally before, List<BulkItems.Item> batch) {
        long end = System.nanoTime() + LONGEST_NANOS;
        List<Done> done = new ArrayList<>();
        for (BulkItems.Item item : batch) {
            Done would = rehearse(item);
            done.add(would);
            if (System.nanoTime() > end || (job.abort() && would.error().isPresent())) {
                break;
            }
        }
        Tally[] after = {before};
        run.step(() -> {
            after[0] = before.plus(done);
            return keep(after[0], done);
        });
        return after[0];
    }

    private Done rehearse(BulkItems.Item item) {
        for (int attempt = 1; ; attempt++) {
            boolean locked = attempt > 1;
            try {
                return transactions.call(em -> {
                    if (locked) {
                        items.lock(List.of(item));
                    }
                    Done would = apply(item);
                    // What breaks at the commit breaks now.
                    transactions.read(connection -> true);
                    throw new Rehearsed(would);
                });
            } catch (Rehearsed rehearsed) {
                return rehearsed.would;
            } catch (RuntimeException e) {
                if (e instanceof Problem.Unavailable) {
                    throw e;
                }
                if (!(e instanceof Problem.Stale) || attempt == STALE_ATTEMPTS) {
                    return refused(item, e);
                }
            }
        }
    }

    private Done apply(BulkItems.Item item) {
        if (!item.visible()) {
            return Done.notFound(item);
        }
        try {
            return Done.of(item, Deadline.within(PATIENCE, source.action(), () -> source.action()
                    .apply(item.customer(), job.params())));
        } catch (Error broken) {
            // An error of a plugin is its failure for this customer; whatever is above knows exceptions only.
            throw new IllegalStateException(broken);
        }
    }

    private OperationRun.Step keep(Tally after, List<Done> done) {
        items.record(run.id(), done);
        run.result(after.result(run.id(), job));
        List<ItemError> errors =
                done.stream().flatMap(one -> one.error().stream()).toList();
        return new OperationRun.Step(after.checkpoint(), after.progress(), errors);
    }

    private Done refused(BulkItems.Item item, RuntimeException why) {
        if (why instanceof Deadline.Missed) {
            // It would be as slow for the next thousand, on a thread that others need.
            throw why;
        }
        if (!(why instanceof Problem)) {
            if (!source.present().getAsBoolean()) {
                throw BulkWork.away();
            }
            LOG.warn("The bulk action {} failed for customer {}", job.action(), item.customer(), why);
        }
        return Done.refused(item, why);
    }

    /** One transaction. */
    private final class Attempt {
        private final List<BulkItems.Item> rest;
        private final Optional<Done> refused;
        private final boolean locked;
        /** Whose turn it is. */
        private BulkItems.@Nullable Item at;

        /** @param locked whether nobody else may change them meanwhile */
        Attempt(List<BulkItems.Item> rest, Optional<Done> refused, boolean locked) {
            this.rest = rest;
            this.refused = refused;
            this.locked = locked;
        }

        Tally commit(Tally before) {
            Tally[] after = {before};
            run.step(() -> {
                List<Done> done = applied();
                after[0] = before.plus(done);
                return keep(after[0], done);
            });
            return after[0];
        }

        /** Called again if the transaction lost against another one. */
        private List<Done> applied() {
            if (locked) {
                items.lock(rest);
            }
            long end = System.nanoTime() + LONGEST_NANOS;
            List<Done> done = new ArrayList<>(rest.size() + 1);
            for (BulkItems.Item item : rest) {
                at = item;
                done.add(apply(item));
                at = null;
                if (done.size() < rest.size() + refused.stream().count() && System.nanoTime() > end) {
                    return done;
                }
                if (job.abort() && done.get(done.size() - 1).error().isPresent()) {
                    return done;
                }
            }
            refused.ifPresent(done::add);
            return done;
        }
    }

    /** Ends a transaction without its effects. */
    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Done would;

        Rehearsed(Done would) {
            super("rehearsed", null, false, false);
            this.would = would;
        }
    }
}
