package org.clientele.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Transactions on one bundle's schema. A service per bundle that declares the capability
 * {@code clientele.schema;schema=<name>}; refer to it with {@code @Reference(target = "(schema=<name>)")}. It appears when the
 * schema is migrated and goes with the bundle.
 *
 * <p>A call within a call joins it, also across bundles: all schemas share one connection and one commit for the thread. If any
 * part throws, everything is rolled back. Thread-safe; what is handed to the lambdas is not, and must not leave them.
 *
 * <p>An outermost {@link #call} or {@link #sql} that loses against a concurrent one (deadlock, serialization failure) is rolled
 * back and its lambda runs again, up to three times: what it does outside the database belongs into {@link #afterCommit}.
 *
 * <p>Failures come as {@link org.clientele.Problem}: a broken unique constraint named {@code <table>__<code_with_underscores>} as
 * {@code Conflict} with that code, a lost or saturated database as {@code Unavailable}, a stale entity version as {@code Stale}.
 */
@ProviderType
public interface Transactions {
    /** Runs the work in a transaction with the entities of this schema. */
    <T> T call(Function<EntityManager, T> work);

    /** Like {@link #call}, without an answer. */
    default void run(Consumer<EntityManager> work) {
        call(em -> {
            work.accept(em);
            return true;
        });
    }

    /** Runs plain SQL in a transaction; what entities changed before in it is flushed first. */
    <T> T sql(SqlWork<T> work);

    /**
     * Reads with plain SQL: in the running transaction if there is one, otherwise without any, each statement seeing what is
     * committed when it starts. The cheapest way to read. A read within a read uses its connection.
     */
    <T> T read(SqlWork<T> work);

    /**
     * Writes with a single statement: in the running transaction if there is one, otherwise it commits by itself, which saves two round
     * trips. Then it is not repeated when it loses against a concurrent one.
     */
    <T> T statement(SqlWork<T> work);

    /**
     * Whether a transaction is running on this thread, of whatever schema. What fails in one dooms it, also when it is caught: who
     * would only try something asks first.
     */
    boolean isRunning();

    /** Runs the action once the running transaction has committed, at once if there is none; never after a rollback. */
    void afterCommit(Runnable action);

    /** Work on a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T on(Connection connection) throws SQLException;
    }
}
