package org.clientele.persistence.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One migrated schema with its entities, open for transactions until it is closed. */
public final class SchemaUnit implements Transactions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaUnit.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int EVERYONE = Integer.MAX_VALUE;

    private final String schema;
    private final @Nullable SessionFactory entities;
    private final ThreadTransactions transactions;
    private final Share share;
    private final Semaphore visitors = new Semaphore(EVERYONE);
    private volatile boolean closed;

    SchemaUnit(String schema, @Nullable SessionFactory entities, ThreadTransactions transactions) {
        this(schema, entities, transactions, Share.WHOLE);
    }

    /** @param share how much of the pool its calls may have at a time */
    SchemaUnit(String schema, @Nullable SessionFactory entities, ThreadTransactions transactions, Share share) {
        this.share = share;
        this.schema = schema;
        this.entities = entities;
        this.transactions = transactions;
    }

    @Override
    public <T> T call(Function<EntityManager, T> work) {
        return transactions.transact(this, transaction -> work.apply(transaction.entityManager(this)));
    }

    @Override
    public <T> T sql(SqlWork<T> work) {
        return transactions.transact(this, transaction -> work.on(transaction.flushedConnection(this)));
    }

    @Override
    public <T> T read(SqlWork<T> work) {
        return transactions.alone(this, work);
    }

    @Override
    public <T> T statement(SqlWork<T> work) {
        return transactions.alone(this, work);
    }

    @Override
    public boolean isRunning() {
        return transactions.isRunning();
    }

    @Override
    public void afterCommit(Runnable action) {
        transactions.afterCommit(action);
    }

    Session openSession(Connection connection) {
        if (entities == null) {
            throw new IllegalStateException("The schema " + schema + " has no entities, only plain SQL");
        }
        return entities.withOptions().connection(connection).openSession();
    }

    /** For a transaction of its own; what joins another one takes no connection. */
    void takeShare() {
        share.take(schema);
    }

    void giveShareBack() {
        share.giveBack();
    }

    /** Keeps the unit open until {@link #leave()}. */
    void enter() {
        if (closed || !visitors.tryAcquire()) {
            throw new Problem.Unavailable(
                    "stopping", "This part is being stopped at the moment.", Duration.ofSeconds(1));
        }
    }

    void leave() {
        visitors.release();
    }

    /** Lets nobody in any more, waits a while for those inside, and closes. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!visitors.tryAcquire(EVERYONE, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Closing the schema {} while transactions are running in it", schema);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (entities != null) {
            entities.close();
        }
    }
}
