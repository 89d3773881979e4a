package org.clientele.operation.internal;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.internal.Origin;
import org.clientele.operation.Operation.State;
import org.clientele.operation.OperationHandler;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off what is queued, with the handlers that are there now. Thread-safe. */
@Component(service = OperationRunner.class, configurationPid = "org.clientele.operation")
@Designate(ocd = OperationConfig.class)
public final class OperationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Unequal, so that a node with the handler meets it soon. */
    private static final long NO_HANDLER_PAUSE_MILLIS = 3_000;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 20;
    private static final CompletionHandler<Void> REMOVE = (complete, execution) -> execution.remove();
    private static final CompletionHandler<Void> NOTHING = (complete, execution) -> {};

    private final Transactions transactions;
    private final Access access;
    private final Map<String, OperationHandler> handlers = new ConcurrentHashMap<>();
    private final Set<ClaimedRun> runs = ConcurrentHashMap.newKeySet();
    private final JoiningScheduler scheduler;
    /** Those of plugins leave a thread to ours. */
    private final Semaphore guests;

    private volatile boolean stopping;

    @Activate
    public OperationRunner(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            OperationConfig config) {
        this(
                transactions,
                access,
                config.concurrency(),
                Duration.ofMillis(config.pollMillis()),
                Duration.ofMillis(config.heartbeatMillis()));
    }

    OperationRunner(Transactions transactions, Access access, int concurrency, Duration poll, Duration heartbeat) {
        this.transactions = transactions;
        this.access = access;
        this.guests = new Semaphore(Math.max(1, concurrency - 1));
        this.scheduler = JoiningScheduler.create(
                transactions,
                new JoiningScheduler.Settings(
                        "clientele-operation", "customer.operation_task", concurrency, poll, heartbeat, PATIENCE),
                List.<Task<?>>of(new OperationTask()));
    }

    @Reference(
            service = OperationHandler.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addHandler(OperationHandler handler, Map<String, ?> properties) {
        if (properties.get(OperationHandler.KIND) instanceof String kind) {
            handlers.put(kind, handler);
        } else {
            LOG.error("{} has no property {}", handler.getClass().getName(), OperationHandler.KIND);
        }
    }

    /** What the handler works on goes on when it is back, or on another node. */
    void removeHandler(OperationHandler handler) {
        handlers.values().remove(handler);
        List<ClaimedRun> own =
                runs.stream().filter(run -> run.handler() == handler).toList();
        own.forEach(ClaimedRun::stop);
        try {
            for (ClaimedRun run : own) {
                if (!run.awaitEnd(PATIENCE)) {
                    run.interrupt();
                    LOG.warn("Operation {} does not stop: it was interrupted", run.id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Activate
    void start() {
        scheduler.start();
    }

    @Deactivate
    void stop() {
        stopping = true;
        runs.forEach(ClaimedRun::stop);
        scheduler.stop();
    }

    /** Looks for work now rather than soon. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    private CompletionHandler<Void> execute(UUID id, int failures) {
        Optional<String> kind = kind(id);
        if (kind.isEmpty()) {
            return REMOVE;
        }
        OperationHandler handler = handlers.get(kind.get());
        if (handler == null) {
            return after(Duration.ofMillis(
                    ThreadLocalRandom.current().nextLong(NO_HANDLER_PAUSE_MILLIS / 3, NO_HANDLER_PAUSE_MILLIS)));
        }
        boolean guest = !Origin.isOurs(handler);
        if (guest && !guests.tryAcquire()) {
            return after(BUSY_PAUSE);
        }
        try {
            return execute(id, handler, failures);
        } finally {
            if (guest) {
                guests.release();
            }
        }
    }

    private CompletionHandler<Void> execute(UUID id, OperationHandler handler, int failures) {
        Optional<Claim> claim = Claim.take(transactions, id);
        if (claim.isEmpty()) {
            return REMOVE;
        }
        ClaimedRun run = new ClaimedRun(transactions, claim.get(), handler);
        runs.add(run);
        try {
            if (stopping || !handlers.containsValue(handler)) {
                run.stop();
            }
            return run(run, claim.get(), failures);
        } finally {
            runs.remove(run);
            run.end();
        }
    }

    private CompletionHandler<Void> run(ClaimedRun run, Claim claim, int failures) {
        try {
            boolean cancelled = run.lookNow();
            if (!cancelled && !run.isStopped()) {
                access.call(claim.caller(), () -> {
                    run.handler().run(run);
                    return true;
                });
            }
            if (run.isStopped()) {
                return release(claim, Duration.ZERO);
            }
            return finish(claim, run.isCancelRequested() ? State.CANCELLED : State.SUCCEEDED, run.result());
        } catch (RunStopped stopped) {
            return release(claim, Duration.ZERO);
        } catch (Problem.Unavailable away) {
            if (run.isAhead()) {
                LOG.warn("Operation {} pauses where it got to: {}", run.id(), away.code());
                // Its failures are counted anew.
                return release(claim, BUSY_PAUSE);
            }
            if (failures < ATTEMPTS) {
                LOG.warn("Operation {} pauses: {}", run.id(), away.code());
                claim.release(transactions);
                throw away;
            }
            return failed(run, claim, away.code(), away.getMessage());
        } catch (Problem problem) {
            return failed(run, claim, problem.code(), problem.getMessage());
        } catch (RuntimeException | Error e) {
            if (run.isStopped()) {
                // A handler whose bundle goes away fails in any way it likes.
                LOG.debug("Operation {} was interrupted", run.id(), e);
                return release(claim, Duration.ZERO);
            }
            LOG.error("Operation {} failed", run.id(), e);
            return failed(run, claim, "internal", "Something went wrong; the log of the server tells what.");
        }
    }

    private CompletionHandler<Void> failed(ClaimedRun run, Claim claim, String code, @Nullable String detail) {
        Map<String, @Nullable Object> result = new HashMap<>(run.result());
        result.put("code", code);
        result.put("detail", detail);
        return finish(claim, State.FAILED, result);
    }

    private CompletionHandler<Void> finish(Claim claim, State state, Map<String, @Nullable Object> result) {
        return claim.finish(transactions, state, result) ? REMOVE : NOTHING;
    }

    /** A run that lost its claim leaves the queue to the one that has it. */
    private CompletionHandler<Void> release(Claim claim, Duration pause) {
        return claim.release(transactions) ? after(pause) : NOTHING;
    }

    private static CompletionHandler<Void> after(Duration pause) {
        return (complete, execution) ->
                execution.reschedule(complete, Instant.now().plus(pause));
    }

    private Optional<String> kind(UUID id) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select kind from customer.operation where id = ? and state in ('queued', 'running')")) {
                select.setObject(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** The one kind of task; what the operation is, its row tells. */
    private final class OperationTask extends CustomTask<Void> {
        OperationTask() {
            super(
                    OperationRows.TASK,
                    Void.class,
                    null,
                    now -> now,
                    pausing(),
                    new DeadExecutionHandler.ReviveDeadExecution<>());
        }

        private static FailureHandler<Void> pausing() {
            return (failed, execution) -> {
                long seconds = 2L << Math.min(5, failed.getExecution().consecutiveFailures);
                Duration pause = Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), seconds));
                execution.reschedule(failed, Instant.now().plus(pause));
            };
        }

        @Override
        public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
            return OperationRunner.this.execute(
                    UUID.fromString(instance.getId()), context.getExecution().consecutiveFailures);
        }
    }
}
