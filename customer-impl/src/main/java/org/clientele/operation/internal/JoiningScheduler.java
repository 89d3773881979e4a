package org.clientele.operation.internal;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler on {@link Transactions}: it wants a data source of its own, and gets the connection of the transaction that is
 * begun around each of its calls.
 */
final class JoiningScheduler extends Scheduler {
    private static final int MISSED_HEARTBEATS = 4;
    /** It would delete the tasks of plugins that are away. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final TaskResolver tasks;

    private JoiningScheduler(Settings settings, TaskRepository repository, TaskResolver tasks) {
        super(
                new SystemClock(),
                repository,
                repository,
                tasks,
                settings.threads(),
                Executors.newFixedThreadPool(settings.threads(), named(settings.name())),
                new SchedulerName.Fixed(settings.name()),
                new Waiter(settings.poll()),
                settings.heartbeat(),
                MISSED_HEARTBEATS,
                List.of(),
                List.of(),
                new PollingStrategyConfig(PollingStrategyConfig.Type.LOCK_AND_FETCH, 0.5, 1.0),
                NEVER,
                settings.patience(),
                LogLevel.DEBUG,
                false,
                List.of(),
                Executors.newSingleThreadExecutor(named(settings.name() + "-due")),
                Executors.newScheduledThreadPool(2, named(settings.name() + "-care")));
        this.tasks = tasks;
    }

    /**
     * How a scheduler works.
     *
     * @param name of its threads
     * @param patience how long to wait, twice, for the work to end when it is stopped
     */
    record Settings(String name, String table, int threads, Duration poll, Duration heartbeat, Duration patience) {}

    static JoiningScheduler create(Transactions transactions, Settings settings, List<Task<?>> known) {
        TaskResolver tasks = new TaskResolver(new SchedulerListeners(List.of()), new SystemClock(), known);
        ThreadLocal<Connection> bound = new ThreadLocal<>();
        JdbcTaskRepository repository = new JdbcTaskRepository(
                source(bound),
                false,
                new PostgreSqlJdbcCustomization(false, true),
                settings.table(),
                tasks,
                new SchedulerName.Fixed(settings.name() + "-" + UUID.randomUUID()),
                new NoData(),
                false,
                new SystemClock());
        return new JoiningScheduler(settings, joining(transactions, bound, repository), tasks);
    }

    /** Adds a task while it runs. */
    void add(Task<?> task) {
        tasks.addTask(task);
        tasks.clearUnresolved(task.getName());
    }

    private static DataSource source(ThreadLocal<Connection> bound) {
        return (DataSource) Proxy.newProxyInstance(
                JoiningScheduler.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return bound.get();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static TaskRepository joining(
            Transactions transactions, ThreadLocal<Connection> bound, TaskRepository repository) {
        return (TaskRepository) Proxy.newProxyInstance(
                JoiningScheduler.class.getClassLoader(),
                new Class<?>[] {TaskRepository.class},
                (proxy, method, arguments) -> {
                    try {
                        Optional<Object> result = transactions.sql(connection -> {
                            bound.set(connection);
                            try {
                                return Optional.ofNullable(invoke(repository, method, arguments));
                            } finally {
                                bound.remove();
                            }
                        });
                        return result.orElse(null);
                    } catch (Problem.Unavailable away) {
                        if (method.getReturnType() == List.class) {
                            // Nothing is due while the database is away; asking again soon is all that helps.
                            return List.of();
                        }
                        throw away;
                    }
                });
    }

    private static @Nullable Object invoke(TaskRepository repository, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> new Thread(work, name + "-" + number.incrementAndGet());
    }

    /** Tasks are known by their names and ids alone: nothing is ever deserialised. */
    private static final class NoData implements Serializer {
        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return null;
        }
    }
}
