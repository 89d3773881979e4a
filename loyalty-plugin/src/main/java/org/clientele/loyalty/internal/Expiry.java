package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes points whose time is over, a thousand accounts at a time. An account that is busy has its turn in the next round. */
@Component(
        service = {RecurringWork.class, Expiry.class},
        property = {RecurringWork.NAME + "=loyalty.expiry", RecurringWork.PAUSE_SECONDS + ":Integer=60"})
public final class Expiry implements RecurringWork {
    private static final int BATCH = 1_000;

    private final Transactions transactions;
    private final Access access;

    @Activate
    public Expiry(@Reference(target = "(schema=loyalty)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    @Override
    public void run() {
        while (transactions.sql(this::batch) == BATCH) {
            // More of them, each batch in a transaction of its own.
        }
    }

    private int batch(Connection connection) throws SQLException {
        List<UUID> accounts = Sql.list(connection, """
                select customer_id from loyalty.account where customer_id in (
                    select distinct customer_id from loyalty.lot
                    where remaining > 0 and expires_at <= now() limit ?)
                order by customer_id for update skip locked""", row -> row.getObject(1, UUID.class), BATCH);
        if (accounts.isEmpty()) {
            return 0;
        }
        List<UUID> ids = accounts.stream().map(account -> Uuid7.next()).toList();
        Sql.update(connection, """
                with due as (
                    select l.entry_id, l.customer_id, l.remaining, a.entry as expiry
                    from unnest(?, ?) a (customer_id, entry)
                    join loyalty.lot l on l.customer_id = a.customer_id and l.remaining > 0 and l.expires_at <= now()),
                gone as (select customer_id, expiry, sum(remaining) as points from due group by customer_id, expiry),
                written as (
                    insert into loyalty.entry (id, customer_id, kind, points, earns, balance, reason, actor)
                    select g.expiry, g.customer_id, 'expiry', -g.points, false, a.balance - g.points, 'Expired', ?
                    from gone g join loyalty.account a on a.customer_id = g.customer_id returning id),
                consumed as (
                    insert into loyalty.consumption (entry_id, lot_id, points)
                    select expiry, entry_id, remaining from due returning lot_id),
                emptied as (
                    update loyalty.lot l set remaining = 0 from due d where l.entry_id = d.entry_id returning l.entry_id)
                update loyalty.account a set balance = a.balance - g.points, spent = a.spent + g.points,
                    expiring = greatest(0, a.expiring - g.points), version = a.version + 1
                from gone g where a.customer_id = g.customer_id""", accounts, ids, access.caller().id());
        return accounts.size();
    }
}
