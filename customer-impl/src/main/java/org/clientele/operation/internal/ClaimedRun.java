package org.clientele.operation.internal;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;

/** A run that holds a claim. Only {@link #stop}, {@link #awaitEnd} and {@link #handler} are for other threads. */
final class ClaimedRun implements OperationRun {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More than anybody reads; the count goes on. */
    private static final long MAX_ERRORS = 100_000;

    private static final int MAX_DETAIL = 1_000;

    private final Transactions transactions;
    private final Claim claim;
    private final OperationHandler handler;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = Thread.currentThread();
    private volatile boolean stopped;
    private Optional<String> checkpoint;
    private Map<String, @Nullable Object> result;
    private boolean cancelRequested;
    private long lookedAt = System.nanoTime();

    ClaimedRun(Transactions transactions, Claim claim, OperationHandler handler) {
        this.transactions = transactions;
        this.claim = claim;
        this.handler = handler;
        this.checkpoint = claim.checkpoint();
        this.result = claim.result();
    }

    OperationHandler handler() {
        return handler;
    }

    /** Asks the run to end before its next step; the operation stays to be done. */
    void stop() {
        stopped = true;
    }

    /** For one that takes no notice of {@link #stop}. */
    synchronized void interrupt() {
        if (ended.getCount() > 0) {
            thread.interrupt();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    synchronized void end() {
        ended.countDown();
        // An interruption was meant for this run.
        Thread.interrupted();
    }

    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    Map<String, @Nullable Object> result() {
        return result;
    }

    /** Whether it got any further than the run before it. */
    boolean isAhead() {
        return !checkpoint.equals(claim.checkpoint());
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    @Override
    public UUID id() {
        return claim.operation();
    }

    @Override
    public Map<String, @Nullable Object> parameters() {
        return claim.parameters();
    }

    @Override
    public InputStream input() {
        return new StoredInput(transactions, claim.operation(), claim.inputSize());
    }

    @Override
    public long inputSize() {
        return claim.inputSize();
    }

    @Override
    public Optional<String> checkpoint() {
        return checkpoint;
    }

    @Override
    public void result(Map<String, @Nullable Object> result) {
        this.result = result;
    }

    /** Whether somebody asked to stop, as the row says now. */
    boolean lookNow() {
        cancelRequested = transactions.read(connection -> look(connection, ""));
        return cancelRequested;
    }

    @Override
    public boolean cancelled() {
        if (!stopped && !cancelRequested && System.nanoTime() - lookedAt > LOOK_NANOS) {
            lookNow();
        }
        return stopped || cancelRequested;
    }

    @Override
    public void step(Supplier<Step> work) {
        if (stopped || Thread.currentThread().isInterrupted()) {
            stopped = true;
            throw new RunStopped();
        }
        Map<String, @Nullable Object> before = result;
        boolean kept = false;
        try {
            Step step = transactions.sql(connection -> {
                cancelRequested = look(connection, " for no key update");
                Step done = work.get();
                keep(connection, done);
                return done;
            });
            checkpoint = Optional.of(step.checkpoint());
            kept = true;
        } finally {
            if (!kept) {
                result = before;
            }
        }
    }

    private boolean look(Connection connection, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select cancel_requested from customer.operation where id = ? and claim = ?" + lock)) {
            select.setObject(1, claim.operation());
            select.setObject(2, claim.key());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    stopped = true;
                    throw new RunStopped();
                }
                lookedAt = System.nanoTime();
                return rows.getBoolean(1);
            }
        }
    }

    private void keep(Connection connection, Step step) throws SQLException {
        long errors;
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.operation
                set checkpoint = ?, done = ?, total = ?, result = ?, error_count = error_count + ?
                where id = ?
                returning error_count
                """)) {
            update.setString(1, step.checkpoint());
            update.setLong(2, step.progress().done());
            update.setObject(3, step.progress().total().orElse(null), Types.BIGINT);
            update.setString(4, JsonMap.write(result));
            update.setInt(5, step.errors().size());
            update.setObject(6, claim.operation());
            try (ResultSet rows = update.executeQuery()) {
                rows.next();
                errors = rows.getLong(1) - step.errors().size();
            }
        }
        if (!step.errors().isEmpty() && errors < MAX_ERRORS) {
            keepErrors(connection, errors, step.errors());
        }
    }

    private void keepErrors(Connection connection, long before, List<ItemError> errors) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.operation_error (operation_id, position, item, pointer, code, detail)"
                        + " values (?, ?, ?, ?, ?, ?)")) {
            long position = before;
            for (ItemError error : errors) {
                insert.setObject(1, claim.operation());
                insert.setLong(2, position++);
                insert.setString(3, error.item());
                insert.setString(4, error.pointer());
                insert.setString(5, error.code());
                String detail = error.detail();
                insert.setString(6, detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
