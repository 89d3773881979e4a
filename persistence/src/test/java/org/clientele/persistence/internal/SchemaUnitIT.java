package org.clientele.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.clientele.persistence.Transactions;
import org.clientele.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

class SchemaUnitIT {
    private static final int CYCLES = 50;
    private static final TestDatabase TEST = TestDatabase.create();

    @Test
    void noLeakAfter50OpenCloseCycles() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (Database database = new Database(DatabaseSettings.of(TEST.url(), TEST.user(), TEST.password()))) {
            for (int i = 0; i < CYCLES; i++) {
                loaders.add(cycle(database, i));
            }
            for (int i = 0; i < 20 && left(loaders) > 2; i++) {
                System.gc();
            }
            assertThat(left(loaders)).isLessThanOrEqualTo(2);
        }
    }

    private static WeakReference<ClassLoader> cycle(Database database, int id) throws Exception {
        ClassLoader loader = ownEntity();
        Class<?> member = loader.loadClass("own.Member");
        try (SchemaUnit club = database.open("club", loader, List.of(member))) {
            var constructor = member.getDeclaredConstructor(long.class, String.class);
            constructor.setAccessible(true);
            Object entity = constructor.newInstance((long) id, "Ada");
            club.run(em -> em.persist(entity));
            club.run(em ->
                    assertThat(em.getReference(member, (long) id).toString()).startsWith("own.Member"));
        }
        return new WeakReference<>(loader);
    }

    /** A class loader with an entity of its own, as a bundle has one. */
    private static ClassLoader ownEntity() {
        return new ByteBuddy()
                .redefine(Member.class)
                .name("own.Member")
                .make()
                .load(SchemaUnitIT.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER_PERSISTENT)
                .getLoaded()
                .getClassLoader();
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    @Test
    void schemaWithoutEntitiesTakesPlainSql() {
        try (Database database = new Database(DatabaseSettings.of(TEST.url(), TEST.user(), TEST.password()));
                SchemaUnit shop = database.open("shop", getClass().getClassLoader(), List.of())) {
            Transactions transactions = shop;
            long items = transactions.sql(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select count(*) from shop.item")) {
                    rows.next();
                    return rows.getLong(1);
                }
            });
            assertThat(items).isZero();
            assertThatThrownBy(() -> transactions.run(em -> em.clear())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void entityThatDoesNotFitItsTableIsRefused() {
        try (Database database = new Database(DatabaseSettings.of(TEST.url(), TEST.user(), TEST.password()))) {
            assertThatThrownBy(() -> database.open("club", getClass().getClassLoader(), List.of(Item.class)))
                    .hasStackTraceContaining("missing table [item]");
        }
    }
}
