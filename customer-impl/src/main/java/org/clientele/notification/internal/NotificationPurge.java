package org.clientele.notification.internal;

import java.sql.PreparedStatement;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets what was told some days ago. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=notification-purge", RecurringWork.PAUSE_SECONDS + ":Integer=3600"},
        configurationPid = "org.clientele.notification")
public final class NotificationPurge implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final int days;

    @Activate
    public NotificationPurge(
            @Reference(target = "(schema=customer)") Transactions transactions, NotificationConfig config) {
        this(transactions, config.retentionDays());
    }

    NotificationPurge(Transactions transactions, int days) {
        this.transactions = transactions;
        this.days = days;
    }

    @Override
    public void run() {
        while (purge() == BATCH) {
            // More of them, each batch in a transaction of its own.
        }
    }

    private int purge() {
        return transactions.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.notification where id in"
                    + " (select id from customer.notification where at < now() - ? * interval '1 day' limit " + BATCH
                    + ")")) {
                delete.setInt(1, days);
                return delete.executeUpdate();
            }
        });
    }
}
