package org.clientele.persistence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;
import org.clientele.persistence.internal.Database;
import org.clientele.persistence.internal.DatabaseSettings;
import org.clientele.persistence.internal.SchemaUnit;
import org.clientele.postgres.TestDatabase;

/**
 * An empty database with the real pool, migrations, entities and transactions, for the tests of bundles:
 *
 * <pre>{@code
 * private static final DatabaseFixture DATABASE = DatabaseFixture.create();
 * private static final Transactions LOYALTY = DATABASE.open("loyalty", LedgerEntry.class);
 *
 * @AfterAll
 * static void close() {
 *     DATABASE.close();
 * }
 * }</pre>
 */
public final class DatabaseFixture implements AutoCloseable {
    private final Database database;
    private final Deque<SchemaUnit> open = new ArrayDeque<>();

    private DatabaseFixture(DatabaseSettings settings) {
        this.database = new Database(settings);
    }

    /**
     * Four connections, a wait of thirty seconds for one, statements up to thirty seconds: whoever queues on a busy machine is
     * served, not refused.
     */
    public static DatabaseFixture create() {
        return create(4, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    public static DatabaseFixture create(int poolSize, Duration maximumWait, Duration statementTimeout) {
        TestDatabase test = TestDatabase.create();
        return connect(new DatabaseSettings(
                test.url(), test.user(), test.password(), poolSize, maximumWait, statementTimeout));
    }

    static DatabaseFixture connect(DatabaseSettings settings) {
        return new DatabaseFixture(settings);
    }

    /** Migrates the schema with what {@code db/<schema>} on the class path of the test holds, and opens it. */
    public Transactions open(String schema, Class<?>... entities) {
        return open(schema, Thread.currentThread().getContextClassLoader(), entities);
    }

    /** Like the other, with the migrations of the class loader. */
    public Transactions open(String schema, ClassLoader migrations, Class<?>... entities) {
        SchemaUnit unit = database.open(schema, migrations, List.of(entities));
        open.push(unit);
        return unit;
    }

    /** The pool behind the transactions. */
    public DataSource pool() {
        return database.pool();
    }

    @Override
    public void close() {
        open.forEach(SchemaUnit::close);
        database.close();
    }
}
