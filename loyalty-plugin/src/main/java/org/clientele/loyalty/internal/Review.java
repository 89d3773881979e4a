package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.Customers;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks at all accounts once a day, and whenever the tiers change: what expires soon, and whether the tier is still reached. In batches in the
 * order of the customers, each committed with how far it is, so that a crash loses nothing and no lock lasts. Only accounts whose tier
 * changes are touched one by one.
 */
@Component(
        service = {RecurringWork.class, Review.class},
        configurationPid = "org.clientele.loyalty",
        property = {RecurringWork.NAME + "=loyalty.review", RecurringWork.PAUSE_SECONDS + ":Integer=60"})
public final class Review implements RecurringWork {
    private static final int BATCH = 5_000;

    private final Transactions transactions;
    private final Tiers tiers;
    private final Customers customers;
    private final int expiringDays;

    @Activate
    public Review(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Tiers tiers,
            @Reference Customers customers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.tiers = tiers;
        this.customers = customers;
        this.expiringDays = config.expiringDays();
    }

    /** @param to the last customer of the batch; empty when there are no more */
    private record Batch(Optional<UUID> to, List<UUID> moved) {}

    @Override
    public void run() {
        if (!isDue()) {
            return;
        }
        Batch batch;
        do {
            batch = transactions.sql(this::batch);
            batch.moved().forEach(this::move);
        } while (batch.to().isPresent());
    }

    private boolean isDue() {
        return transactions.read(connection ->
                Sql.first(connection, """
                        select due_from is not null or finished_at is null or asked_at > finished_at
                            or finished_at < now() - interval '1 day'
                        from loyalty.review""", row -> row.getBoolean(1)).orElse(false));
    }

    private Batch batch(Connection connection) throws SQLException {
        @Nullable
        UUID from = Sql.first(
                        connection,
                        "select due_from from loyalty.review for update",
                        row -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .flatMap(found -> found)
                .orElse(null);
        Optional<UUID> to = Sql.first(
                        connection, """
                        select max(customer_id::text)::uuid from (
                            select customer_id from loyalty.account where ?::uuid is null or customer_id > ?::uuid
                            order by customer_id limit ?) next""", row -> Optional.ofNullable(row.getObject(1, UUID.class)), from, from, BATCH)
                .flatMap(found -> found);
        if (to.isEmpty()) {
            Sql.update(connection, "update loyalty.review set due_from = null, finished_at = clock_timestamp()");
            return new Batch(to, List.of());
        }
        refreshExpiring(connection, from, to.get());
        Sql.update(connection, "update loyalty.review set due_from = ?", to.get());
        return new Batch(to, moved(connection, from, to.get()));
    }

    /** Only where it changes: a row that stays as it is needs no new version. Who is busy computes it anyway. */
    private void refreshExpiring(Connection connection, @Nullable UUID from, UUID to) throws SQLException {
        Sql.update(connection, """
                with due as (
                    select c.customer_id, coalesce(sum(l.remaining), 0) as points
                    from loyalty.account c left join loyalty.lot l on l.customer_id = c.customer_id and l.remaining > 0
                        and l.expires_at <= now() + make_interval(days => ?)
                    where (?::uuid is null or c.customer_id > ?::uuid) and c.customer_id <= ?
                    group by c.customer_id having coalesce(sum(l.remaining), 0) <> c.expiring),
                idle as (
                    select customer_id from loyalty.account where customer_id in (select customer_id from due)
                    order by customer_id for update skip locked)
                update loyalty.account a set expiring = d.points from due d
                where a.customer_id = d.customer_id and d.customer_id in (select customer_id from idle)""", expiringDays, from, from, to);
    }

    /** Those whose tier, or the group of whose tier, is another one by now. */
    private List<UUID> moved(Connection connection, @Nullable UUID from, UUID to) throws SQLException {
        return Sql.list(
                connection,
                """
                select a.customer_id from loyalty.account a
                left join lateral (
                    select t.code, array_remove(array[t.customer_group], null) as groups from loyalty.tier t where t.threshold <= (
                        select coalesce(sum(e.points), 0) from loyalty.entry e
                        where e.customer_id = a.customer_id and e.earns
                            and (? = 0 or e.at > now() - make_interval(days => ?)))
                    order by t.threshold desc limit 1) t on true
                where (?::uuid is null or a.customer_id > ?::uuid) and a.customer_id <= ?
                    and (a.tier is distinct from t.code or a.tier_groups <> coalesce(t.groups, '{}'))""",
                row -> row.getObject(1, UUID.class),
                tiers.periodDays(),
                tiers.periodDays(),
                from,
                from,
                to);
    }

    private void move(UUID customer) {
        try {
            transactions.<Boolean>sql(connection -> {
                customers.lock(customer);
                tiers.review(connection, customer);
                return true;
            });
        } catch (Problem.NotFound | Problem.Conflict goneOrErased) {
            // It keeps the tier that it had.
            return;
        }
    }
}
