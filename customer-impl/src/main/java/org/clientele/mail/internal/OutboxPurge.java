package org.clientele.mail.internal;

import java.sql.PreparedStatement;
import java.util.List;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets mails some days after they were sent or given up; what waited too long is given up. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=outbox-purge", RecurringWork.PAUSE_SECONDS + ":Integer=3600"},
        configurationPid = "org.clientele.mail")
public final class OutboxPurge implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final int days;
    private final int keptDays;

    @Activate
    public OutboxPurge(@Reference(target = "(schema=customer)") Transactions transactions, MailConfig config) {
        this(transactions, config.retentionDays(), config.keptDays());
    }

    /** @param keptDays 0 for never */
    OutboxPurge(Transactions transactions, int days, int keptDays) {
        this.transactions = transactions;
        this.days = days;
        this.keptDays = keptDays;
    }

    @Override
    public void run() {
        while (keptDays > 0 && giveUp() == BATCH) {
            // More of them, each batch in a transaction of its own.
        }
        for (String old : List.of(
                "state = 'sent' and sent_at < now() - ? * interval '1 day'",
                "state = 'dead' and due_at < now() - ? * interval '1 day'")) {
            while (purge(old) == BATCH) {
                // More of them, each batch in a transaction of its own.
            }
        }
    }

    /** Dead from the day on which it was given up. */
    private int giveUp() {
        return transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.outbox_mail set state = 'dead', due_at = now(), claim = null, claimed_until = null,
                        failure = coalesce(failure, 'It waited too long.'), version = version + 1
                    where id in (select id from customer.outbox_mail
                        where state = 'kept' and created_at < now() - ? * interval '1 day'
                            and (claimed_until is null or claimed_until < now())
                        order by created_at limit %d for update skip locked)""".formatted(BATCH))) {
                update.setInt(1, keptDays);
                return update.executeUpdate();
            }
        });
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
