package org.clientele.mail.internal;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import org.clientele.operation.internal.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets mails some days after they were sent or given up. What waits is never forgotten. */
@Component(service = RecurringWork.class, configurationPid = "org.clientele.mail")
public final class OutboxPurge implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final int days;

    @Activate
    public OutboxPurge(@Reference(target = "(schema=customer)") Transactions transactions, MailConfig config) {
        this(transactions, config.retentionDays());
    }

    OutboxPurge(Transactions transactions, int days) {
        this.transactions = transactions;
        this.days = days;
    }

    @Override
    public String name() {
        return "outbox-purge";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        for (String old : List.of(
                "state = 'sent' and sent_at < now() - ? * interval '1 day'",
                "state = 'dead' and due_at < now() - ? * interval '1 day'")) {
            while (purge(old) == BATCH) {
                // More of them, each batch in a transaction of its own.
            }
        }
    }

    private int purge(String old) {
        return transactions.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.outbox_mail where id in"
                    + " (select id from customer.outbox_mail where " + old + " limit " + BATCH + ")")) {
                delete.setInt(1, days);
                return delete.executeUpdate();
            }
        });
    }
}
