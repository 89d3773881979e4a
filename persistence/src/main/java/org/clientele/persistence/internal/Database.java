package org.clientele.persistence.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.clientele.persistence.Transactions;
import org.hibernate.SessionFactory;

/** The database with its pool; opens schemas. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final PoolMetrics metrics = new PoolMetrics();
    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final Migrations migrations;
    private final EntityUnits entityUnits;
    private final ThreadTransactions transactions;

    /** Connects when it is first needed, and again whenever the database comes back. */
    public Database(DatabaseSettings settings) {
        this.settings = settings;
        PostgresSources sources = new PostgresSources(settings);
        pool = sources.pool(metrics);
        migrations = new Migrations(sources.migrations());
        entityUnits = new EntityUnits(pool);
        transactions = new ThreadTransactions(pool);
    }

    /**
     * Migrates a schema and opens it.
     *
     * @param owner has the migrations and the entities
     * @return to be closed before this
     */
    public SchemaUnit open(String schema, ClassLoader owner, List<Class<?>> entities) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("Not a name for a schema: " + schema);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(owner);
        try {
            migrations.run(schema, owner);
            SessionFactory factory = entities.isEmpty() ? null : entityUnits.open(schema, owner, entities);
            return new SchemaUnit(schema, factory, transactions, share(schema));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Whether this node is of no use without it. */
    boolean isOfHouse(String schema) {
        return settings.houseSchemas().contains(schema);
    }

    private Share share(String schema) {
        int most = settings.connectionsOf(schema);
        return most == settings.poolSize() ? Share.WHOLE : Share.of(most, settings.maximumWait());
    }

    /** The pool; a connection of it is in no transaction of {@link Transactions}. */
    public DataSource pool() {
        return pool;
    }

    /** The figures of the pool, for any registry. */
    public MeterBinder metrics() {
        return metrics;
    }

    @Override
    public void close() {
        pool.close();
    }
}
