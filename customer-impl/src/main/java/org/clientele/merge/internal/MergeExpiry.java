package org.clientele.merge.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Deadline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Forgets what an undo would need once there can be none, and what bundles still keep of those who were merged. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=merge-expiry", RecurringWork.PAUSE_SECONDS + ":Integer=3600"})
public final class MergeExpiry implements RecurringWork {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DUE =
            "select id from customer.merge where state = 'done' and merged_at < now() - interval '" + MergeRows.DAYS
                    + " days' order by merged_at limit 1 for update skip locked";

    private final Transactions transactions;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<CustomerData> data = List.of();

    @Activate
    public MergeExpiry(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void run() {
        while (transactions.sql(this::expire)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private boolean expire(Connection connection) throws SQLException {
        Optional<MergeRows.Stored> merge = due(connection);
        if (merge.isEmpty()) {
            return false;
        }
        for (MergeRows.Source source : merge.get().sources()) {
            for (CustomerData kept : data) {
                // Its rows say where the merged customer is; they stay.
                if (!(kept instanceof MergeData)) {
                    Deadline.within(PATIENCE, kept, () -> {
                        kept.purge(source.id());
                        return true;
                    });
                }
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                with forgotten as (delete from customer.merge_entry where merge_id = ?)
                update customer.merge set state = 'expired', before = null, after = null where id = ?""")) {
            update.setObject(1, merge.get().id());
            update.setObject(2, merge.get().id());
            update.executeUpdate();
        }
        return true;
    }

    private static Optional<MergeRows.Stored> due(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE);
                ResultSet row = select.executeQuery()) {
            return row.next() ? MergeRows.find(connection, row.getObject(1, UUID.class), false) : Optional.empty();
        }
    }
}
