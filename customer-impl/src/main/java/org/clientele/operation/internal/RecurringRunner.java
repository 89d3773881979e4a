package org.clientele.operation.internal;

import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Origin;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does {@link RecurringWork} once for all nodes. */
@Component(
        service = {RecurringRunner.class, MeterBinder.class},
        immediate = true)
public final class RecurringRunner implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringRunner.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
    private static final String METER = "clientele.recurring.last.success.seconds";
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int OURS = 1;
    /** So much of what plugins do may be going on here at once: one that hangs keeps a thread. */
    private static final int GUESTS = 4;

    private final Access access;
    private final Semaphore guests = new Semaphore(GUESTS);
    private final Semaphore ours = new Semaphore(OURS);
    private final Map<RecurringWork, Thread> running = new IdentityHashMap<>();
    private final Map<String, RecurringWork> work = new ConcurrentHashMap<>();
    private final Map<String, Duration> pauses = new ConcurrentHashMap<>();
    private final Map<String, Instant> succeeded = new ConcurrentHashMap<>();
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final JoiningScheduler scheduler;
    private volatile boolean started;

    @Activate
    public RecurringRunner(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.access = access;
        this.scheduler = JoiningScheduler.create(
                transactions,
                new JoiningScheduler.Settings(
                        "clientele-recurring", "customer.recurring_task", OURS + GUESTS, POLL, HEARTBEAT, PATIENCE),
                List.of());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addWork(RecurringWork added, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(RecurringWork.NAME));
        if (!NAME.matcher(name).matches()
                || !(properties.get(RecurringWork.PAUSE_SECONDS) instanceof Integer pause)
                || pause < 1) {
            LOG.error(
                    "{} is not done: it needs the properties {} and {}",
                    added.getClass().getName(),
                    RecurringWork.NAME,
                    RecurringWork.PAUSE_SECONDS);
            return;
        }
        if (work.putIfAbsent(name, added) != null) {
            LOG.error("{} is not done: there is another {}", added.getClass().getName(), name);
            return;
        }
        pauses.put(name, Duration.ofSeconds(pause));
        registries.forEach(registry -> gauge(registry, name));
        if (started) {
            schedule(name);
        }
    }

    /** What a plugin is doing at this moment is interrupted. */
    void removeWork(RecurringWork removed) {
        work.entrySet().stream()
                .filter(entry -> entry.getValue() == removed)
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(this::forget);
        synchronized (running) {
            Thread thread = running.get(removed);
            if (thread != null && !Origin.isOurs(removed)) {
                thread.interrupt();
            }
        }
    }

    /** What is not done any more is not late either. */
    private void forget(String name) {
        work.remove(name);
        succeeded.remove(name);
        registries.forEach(registry -> unwatch(registry, name));
    }

    @Activate
    void start() {
        started = true;
        work.keySet().forEach(this::schedule);
        scheduler.start();
    }

    @Deactivate
    void stop() {
        scheduler.stop();
    }

    /** Since when it is done again and again is in the database; whether it succeeded only the node knows that did it. */
    @Override
    public void bindTo(MeterRegistry registry) {
        registries.removeIf(MeterRegistry::isClosed);
        registries.add(registry);
        work.keySet().forEach(name -> gauge(registry, name));
    }

    private void gauge(MeterRegistry registry, String name) {
        // One from before this bundle was stopped watches nothing any more.
        unwatch(registry, name);
        Gauge.builder(
                        METER,
                        succeeded,
                        times -> times.containsKey(name) ? times.get(name).toEpochMilli() / 1000.0 : Double.NaN)
                .tag("work", name)
                .description("When this node last did it with success, in seconds since 1970")
                .register(registry);
    }

    private static void unwatch(MeterRegistry registry, String name) {
        Optional.ofNullable(registry.find(METER).tag("work", name).gauge()).ifPresent(registry::remove);
    }

    private void schedule(String name) {
        RecurringTask<Void> task =
                Tasks.recurring(name, FixedDelay.of(pauses.get(name))).execute((instance, context) -> run(name));
        scheduler.add(task);
        task.onStartup(scheduler, new SystemClock());
    }

    private void run(String name) {
        RecurringWork due = work.get(name);
        if (due == null) {
            return;
        }
        Semaphore turn = Origin.isOurs(due) ? ours : guests;
        if (turn == guests && !turn.tryAcquire()) {
            LOG.warn("{} of {} has to wait: the work of other plugins does not end", name, Origin.bundle(due));
            return;
        } else if (turn == ours) {
            turn.acquireUninterruptibly();
        }
        try {
            run(name, due);
        } finally {
            turn.release();
        }
    }

    private void run(String name, RecurringWork due) {
        synchronized (running) {
            running.put(due, Thread.currentThread());
        }
        try {
            access.call(Caller.system(name), () -> {
                due.run();
                return name;
            });
            if (work.get(name) == due) {
                succeeded.put(name, Instant.now());
            }
        } catch (Problem.Unavailable away) {
            LOG.debug("{} has to wait: {}", name, away.code());
        } catch (RuntimeException | Error e) {
            LOG.warn("{} failed and will be done again", name, e);
        } finally {
            synchronized (running) {
                running.remove(due);
                if (!Origin.isOurs(due)) {
                    // An interruption was meant for the work.
                    Thread.interrupted();
                }
            }
        }
    }
}
