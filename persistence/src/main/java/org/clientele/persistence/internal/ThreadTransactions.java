package org.clientele.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.clientele.persistence.Transactions.SqlWork;

/** Begins, joins, ends and repeats the transaction of each thread. */
final class ThreadTransactions {
    private static final int RETRIES = 3;
    private static final long RETRY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final DataSource pool;
    private final ThreadLocal<RunningTransaction> running = new ThreadLocal<>();
    /** What a call outside of a transaction has at the moment. */
    private final ThreadLocal<Connection> alone = new ThreadLocal<>();

    ThreadTransactions(DataSource pool) {
        this.pool = pool;
    }

    <T> T transact(SchemaUnit unit, Work<T> work) {
        RunningTransaction transaction = running.get();
        if (transaction != null) {
            return join(transaction, work);
        }
        unit.takeShare();
        try {
            return outermost(work);
        } finally {
            unit.giveShareBack();
        }
    }

    /** In the running transaction, or each statement by itself. */
    <T> T alone(SchemaUnit unit, SqlWork<T> work) {
        RunningTransaction transaction = running.get();
        if (transaction != null) {
            return join(transaction, joined -> work.on(joined.flushedConnection(unit)));
        }
        Connection connection = alone.get();
        if (connection != null) {
            return eachByItself(unit, connection, work);
        }
        unit.takeShare();
        try (Connection taken = pool.getConnection()) {
            alone.set(taken);
            return eachByItself(unit, taken, work);
        } catch (SQLException e) {
            throw Failures.translated(e);
        } finally {
            alone.remove();
            unit.giveShareBack();
        }
    }

    private static <T> T eachByItself(SchemaUnit unit, Connection connection, SqlWork<T> work) {
        unit.enter();
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw Failures.translated(e);
        } finally {
            unit.leave();
        }
    }

    boolean isRunning() {
        return running.get() != null;
    }

    void afterCommit(Runnable action) {
        RunningTransaction transaction = running.get();
        if (transaction == null) {
            action.run();
        } else {
            transaction.afterCommit(action);
        }
    }

    private static <T> T join(RunningTransaction transaction, Work<T> work) {
        try {
            return work.in(transaction);
        } catch (SQLException | RuntimeException e) {
            transaction.fail(e);
            throw Failures.translated(e);
        } catch (Error e) {
            transaction.fail(new IllegalStateException("A part of the transaction broke", e));
            throw e;
        }
    }

    private <T> T outermost(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            RunningTransaction transaction = new RunningTransaction(connection());
            T answer;
            try {
                answer = attempt(transaction, work);
            } catch (SQLException | RuntimeException e) {
                if (attempt <= RETRIES
                        && Failures.isWorthRepeating(transaction.failure().orElse(e))) {
                    pause(attempt);
                    continue;
                }
                throw Failures.translated(e);
            }
            transaction.runAfterCommit();
            return answer;
        }
    }

    private <T> T attempt(RunningTransaction transaction, Work<T> work) throws SQLException {
        running.set(transaction);
        boolean committed = false;
        try {
            transaction.begin();
            T answer = work.in(transaction);
            if (transaction.failure().isPresent()) {
                throw Failures.translated(transaction.failure().get());
            }
            transaction.commit();
            committed = true;
            return answer;
        } finally {
            running.remove();
            if (!committed) {
                transaction.rollback();
            }
            transaction.end();
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
    }

    private static void pause(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(RETRY_PAUSE_NANOS * attempt));
    }

    @FunctionalInterface
    interface Work<T> {
        T in(RunningTransaction transaction) throws SQLException;
    }
}
