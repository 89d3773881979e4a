package org.clientele.persistence.internal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a schema to the state that its bundle expects. */
final class Migrations {
    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    /** Runs {@code db/<schema>/V*.sql} of the owner that have not run yet. */
    void run(String schema, ClassLoader owner) {
        Flyway.configure(owner)
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
