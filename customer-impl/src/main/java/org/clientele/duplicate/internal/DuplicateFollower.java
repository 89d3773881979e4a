package org.clientele.duplicate.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Follows, behind the writes, who is like whom: compares those who changed with those who share a key, and nobody else. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=duplicates", RecurringWork.PAUSE_SECONDS + ":Integer=3"})
public final class DuplicateFollower implements RecurringWork {
    private static final int AT_A_TIME = 1_000;
    private static final long LONGEST_RUN = Duration.ofSeconds(30).toNanos();

    private final Transactions transactions;

    @Activate
    public DuplicateFollower(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void run() {
        long end = System.nanoTime() + LONGEST_RUN;
        while (transactions.sql(DuplicateFollower::follow) == AT_A_TIME && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static int follow(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement settings = connection.createStatement()) {
            settings.execute("set local statement_timeout = 0");
        }
        List<UUID> touched = new ArrayList<>();
        int taken = 0;
        try (PreparedStatement take = connection.prepareStatement("""
                delete from customer.match_touched where ctid = any (array(
                    select ctid from customer.match_touched limit ? for update skip locked))
                returning customer_id""")) {
            take.setInt(1, AT_A_TIME);
            try (ResultSet rows = take.executeQuery()) {
                while (rows.next()) {
                    taken++;
                    touched.add(rows.getObject(1, UUID.class));
                }
            }
        }
        if (taken > 0) {
            Object[] customers = touched.stream().distinct().toArray();
            for (String sql : List.of(
                    "delete from customer.match_key where customer_id = any (?)",
                    "insert into customer.match_key (customer_id, key) select * from customer.match_keys(?)"
                            + " on conflict do nothing",
                    "delete from customer.duplicate where first_id = any (?)",
                    "delete from customer.duplicate where second_id = any (?)",
                    "insert into customer.duplicate select * from customer.duplicates_of(?) on conflict do nothing")) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setArray(1, connection.createArrayOf("uuid", customers));
                    statement.executeUpdate();
                }
            }
        }
        return taken;
    }
}
