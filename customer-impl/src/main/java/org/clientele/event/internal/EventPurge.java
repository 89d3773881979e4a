package org.clientele.event.internal;

import java.sql.PreparedStatement;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets events some days later, and gives up deliveries that waited as long. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=event-purge", RecurringWork.PAUSE_SECONDS + ":Integer=3600"},
        configurationPid = "org.clientele.event")
public final class EventPurge implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final int days;
    private final int deliveryDays;

    @Activate
    public EventPurge(@Reference(target = "(schema=customer)") Transactions transactions, EventConfig config) {
        this(
                transactions,
                config.retentionDays(),
                config.deliveryDays() > 0 ? config.deliveryDays() : config.retentionDays());
    }

    EventPurge(Transactions transactions, int days, int deliveryDays) {
        this.transactions = transactions;
        this.days = days;
        this.deliveryDays = deliveryDays;
    }

    @Override
    public void run() {
        while (purge("""
                with old as (
                    delete from customer.event where id in (
                        select id from (
                            select id, at from customer.event where number is not null order by number limit %d) first
                        where at < now() - ? * interval '1 day')
                    returning number),
                purged as (
                    update customer.event_head set purged = greatest(purged, (select max(number) from old))
                    where exists (select from old))
                select count(*) from old""".formatted(BATCH), days) == BATCH) {
            // More of them, each batch in a transaction of its own.
        }
        while (purge("""
                with old as (
                    update customer.webhook_delivery set state = 'dead', finished_at = now(), claim = null, claimed_until = null,
                        failure = coalesce(failure, 'It waited too long.')
                    where id in (
                        select id from customer.webhook_delivery
                        where state = 'kept' and created_at < now() - ? * interval '1 day' limit %d)
                    returning id)
                select count(*) from old""".formatted(BATCH), deliveryDays) == BATCH) {
            // The same.
        }
        while (purge("""
                with old as (
                    delete from customer.webhook_delivery where id in (
                        select id from customer.webhook_delivery
                        where state <> 'kept' and finished_at < now() - ? * interval '1 day' limit %d)
                    returning id)
                select count(*) from old""".formatted(BATCH), deliveryDays) == BATCH) {
            // The same.
        }
    }

    private long purge(String sql, int days) {
        return transactions.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setInt(1, days);
                try (var row = delete.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
