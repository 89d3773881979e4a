package org.clientele.loyalty.internal;

import java.util.List;
import java.util.UUID;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Computes every balance anew, from the entries and from the lots, and compares. */
@Component(service = Proof.class)
public final class Proof {
    private static final int SHOWN = 100;

    private final Transactions transactions;

    @Activate
    public Proof(@Reference(target = "(schema=loyalty)") Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * What was found.
     *
     * @param mismatches accounts whose balance is not what the ledger says; at most 100 are shown
     */
    public record Finding(
            boolean intact, long accounts, long entries, long points, long wrong, List<Mismatch> mismatches) {}

    /** One account that is wrong. */
    public record Mismatch(UUID customerId, long balance, long entries, long lots, long earned, long spent) {}

    private record Sums(long accounts, long entries, long points) {}

    /** All as of one moment, since it is one statement each in one snapshot. */
    Finding run() {
        return transactions.sql(connection -> {
            Sql.update(connection, "set transaction isolation level repeatable read read only");
            // Millions of entries take longer than what people wait for.
            connection.setNetworkTimeout(Runnable::run, 0);
            Sql.update(connection, "set local statement_timeout = 0");
            Sums sums = Sql.first(connection, """
                            select (select count(*) from loyalty.account), count(*), coalesce(sum(points), 0)
                            from loyalty.entry""", row -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3)))
                    .orElseThrow();
            List<Mismatch> wrong = Sql.list(
                    connection,
                    """
                    with entries as (
                        select customer_id, sum(points) as points, coalesce(sum(points) filter (where earns), 0) as earned,
                            coalesce(-sum(points) filter (where not earns), 0) as spent
                        from loyalty.entry group by customer_id),
                    lots as (
                        select l.customer_id, sum(l.remaining) as points,
                            bool_and(l.remaining = l.points - coalesce(c.points, 0)) as traced
                        from loyalty.lot l
                        left join (select lot_id, sum(points) as points from loyalty.consumption group by lot_id) c
                            on c.lot_id = l.entry_id
                        group by l.customer_id)
                    select coalesce(a.customer_id, e.customer_id), coalesce(a.balance, 0), coalesce(e.points, 0),
                        coalesce(l.points, 0), coalesce(a.earned, 0), coalesce(a.spent, 0)
                    from loyalty.account a full join entries e on e.customer_id = a.customer_id
                    left join lots l on l.customer_id = coalesce(a.customer_id, e.customer_id)
                    where coalesce(a.balance, 0) <> coalesce(e.points, 0) or coalesce(a.balance, 0) <> coalesce(l.points, 0)
                        or coalesce(a.earned, 0) <> coalesce(e.earned, 0) or coalesce(a.spent, 0) <> coalesce(e.spent, 0)
                        or not coalesce(l.traced, true)
                    order by 1""",
                    row -> new Mismatch(
                            row.getObject(1, UUID.class),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)));
            return new Finding(
                    wrong.isEmpty(),
                    sums.accounts(),
                    sums.entries(),
                    sums.points(),
                    wrong.size(),
                    wrong.stream().limit(SHOWN).toList());
        });
    }
}
