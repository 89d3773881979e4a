package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

class MigrationsIT {
    /** Bundles start in parallel, and nodes too; an extension belongs to the database that they share. */
    @Test
    void bundlesThatNeedTheSameExtensionMigrateAtTheSameTime() throws Exception {
        TestDatabase test = TestDatabase.create();
        ExecutorService bundles = Executors.newFixedThreadPool(6);
        try (Database one = new Database(DatabaseSettings.of(test.url(), test.user(), test.password()));
                Database other = new Database(DatabaseSettings.of(test.url(), test.user(), test.password()))) {
            List<Callable<SchemaUnit>> opened = new ArrayList<>();
            for (String schema : List.of("north", "south", "west")) {
                opened.add(() -> one.open(schema, getClass().getClassLoader(), List.of()));
                opened.add(() -> other.open(schema, getClass().getClassLoader(), List.of()));
            }
            for (Future<SchemaUnit> unit : bundles.invokeAll(opened)) {
                unit.get().close();
            }
            assertThat(opened).hasSize(6);
        } finally {
            bundles.shutdownNow();
        }
    }
}
