package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.clientele.access.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A mirror that follows the events must not bring back who was purged. */
final class PurgeOrderIT {
    private static final Shop SHOP = Shop.open();
    private static final Caller CLERK = Caller.system("test");

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void thePurgeIsTheLastThatIsToldOfACustomer() throws Exception {
        UUID id = UUID.randomUUID();
        SHOP.sql("insert into customer.customer (id, account) values ('" + id + "', false)");
        CompletableFuture<Void> purge = SHOP.transactions().sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select from customer.customer where id = '" + id + "' for update");
                CompletableFuture<Void> waits =
                        CompletableFuture.runAsync(() -> SHOP.access().call(CLERK, () -> {
                            SHOP.customers().purge(id, OptionalLong.empty());
                            return true;
                        }));
                while (!isAwaited(statement)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                SHOP.access().call(CLERK, () -> SHOP.customers().tag(id, Set.of("changed")));
                return waits;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        purge.get(1, TimeUnit.MINUTES);

        assertThat(told(id)).endsWith("customer.purged").hasSizeGreaterThan(1);
    }

    private static boolean isAwaited(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select exists (select from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> told(UUID id) {
        return SHOP.transactions().read(connection -> {
            List<String> types = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery(
                            "select type from customer.event where customer_id = '" + id + "' order by position")) {
                while (rows.next()) {
                    types.add(rows.getString(1));
                }
            }
            return types;
        });
    }
}
