package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The ledger of an erased customer stays, with nothing that tells who it was: points are liabilities of the shop's books. */
@Component
public final class LoyaltyData implements CustomerData {
    private static final String BIRTHDAY = "birthday-year";

    private final Transactions transactions;
    private final Ledger ledger;

    @Activate
    public LoyaltyData(@Reference(target = "(schema=loyalty)") Transactions transactions, @Reference Ledger ledger) {
        this.transactions = transactions;
        this.ledger = ledger;
    }

    @Override
    public void erase(UUID customer) {
        transactions.<Boolean>sql(connection -> {
            // Reasons are free text about a person.
            Sql.update(
                    connection,
                    "update loyalty.entry set reason = null where customer_id = ? and reason is not null",
                    customer);
            Sql.update(connection, "delete from loyalty.adjustment where customer_id = ?", customer);
            Sql.update(connection, """
                    update loyalty.account set referral_code = null, referred_by = null, birthday_year = null
                    where customer_id = ?""", customer);
            Sql.update(connection, "update loyalty.account set referred_by = null where referred_by = ?", customer);
            return true;
        });
    }

    @Override
    public void purge(UUID customer) {
        transactions.<Boolean>sql(connection -> {
            Sql.update(connection, "update loyalty.account set referred_by = null where referred_by = ?", customer);
            for (String table : List.of("adjustment", "redemption", "order_points", "lot", "entry", "account")) {
                Sql.update(connection, "delete from loyalty." + table + " where customer_id = ?", customer);
            }
            return true;
        });
    }

    @Override
    public void merge(MergeLedger merge) {
        transactions.<Boolean>sql(connection -> {
            // Both, so that nothing expires meanwhile.
            Sql.list(
                    connection,
                    "select from loyalty.account where customer_id in (?, ?) order by customer_id for update",
                    row -> true,
                    merge.from(),
                    merge.into());
            ledger.lock(connection, merge.into());
            join(connection, merge);
            merge.move("loyalty.entry", "customer_id", "id");
            merge.move("loyalty.lot", "customer_id", "entry_id");
            merge.move("loyalty.order_points", "customer_id", "order_id");
            merge.move("loyalty.adjustment", "customer_id", "id");
            merge.move("loyalty.redemption", "customer_id", "id");
            merge.move("loyalty.account", "referred_by", "customer_id");
            merge.setAside("loyalty.account", "customer_id");
            addUp(connection, merge.into());
            return true;
        });
    }

    /** One birthday a year; and groups of tiers that the next review ends. */
    private static void join(Connection connection, MergeLedger merge) throws SQLException {
        Optional<String> year = Sql.first(
                        connection,
                        "select birthday_year::text from loyalty.account where customer_id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        merge.into())
                .flatMap(found -> found);
        merge.note(BIRTHDAY, year.orElse(""));
        Sql.update(connection, """
                update loyalty.account a set birthday_year = greatest(a.birthday_year, f.birthday_year),
                    tier_groups = array(select distinct unnest(a.tier_groups || f.tier_groups) order by 1)
                from loyalty.account f where f.customer_id = ? and a.customer_id = ?""", merge.from(), merge.into());
    }

    /** What was spent since the merge may have come out of the other one's lots: each keeps what is left of its own. */
    @Override
    public void unmerge(MergeLedger merge) {
        transactions.<Boolean>sql(connection -> {
            for (UUID customer : List.of(merge.from(), merge.into())) {
                ledger.lock(connection, customer);
                long apart = Sql.first(connection, """
                                select (select coalesce(sum(remaining), 0) from loyalty.lot where customer_id = ?)
                                    - (select coalesce(sum(points), 0) from loyalty.entry where customer_id = ?)""", row -> row.getLong(1), customer, customer)
                        .orElseThrow();
                if (apart != 0) {
                    UUID entry = ledger.reconcile(connection, customer, apart, Optional.of("Merge undone"));
                    disentangle(connection, customer, entry);
                }
                addUp(connection, customer);
            }
            for (String year : merge.noted(BIRTHDAY)) {
                Sql.update(
                        connection,
                        "update loyalty.account set birthday_year = nullif(?, '')::integer where customer_id = ?",
                        year,
                        merge.into());
            }
            return true;
        });
    }

    /** That the customer was recommended and recommends, not by whom or to whom. */
    @Override
    public void export(SubjectExport export) {
        export.query("loyalty.account", """
                select a.created_at, a.balance, a.earned, a.spent, a.expiring, a.tier, a.tier_groups, a.referral_code,
                    a.referred_by is not null as referred, a.referral_rewarded, a.birthday_year, a.reviewed_at,
                    (select count(*) from loyalty.account r where r.referred_by = a.customer_id) as referrals
                from loyalty.account a where a.customer_id = ?""", export.customer());
        export.table(
                "loyalty.entry", "customer_id", "at", "id", "kind", "points", "earns", "balance", "reason", "order_id");
        export.table("loyalty.lot", "customer_id", "entry_id", "points", "remaining", "order_id", "expires_at");
        export.query("loyalty.consumption", """
                select c.entry_id, c.lot_id, c.points
                from loyalty.consumption c join loyalty.entry e on e.id = c.entry_id where e.customer_id = ? order by 1, 2""", export.customer());
        export.table("loyalty.order_points", "customer_id", "order_id", "rules_at", "factor", "worth", "credited");
        export.table(
                "loyalty.adjustment",
                "customer_id",
                "asked_at",
                "id",
                "points",
                "reason",
                "state",
                "decided_at",
                "entry_id");
        export.table(
                "loyalty.redemption",
                "customer_id",
                "at",
                "id",
                "reward_id",
                "points",
                "amount",
                "currency",
                "code",
                "state");
    }

    /** What the other one's entries took from the lots of a customer was taken by the entry that settles it: purging the other changes nothing. */
    private static void disentangle(Connection connection, UUID customer, UUID entry) throws SQLException {
        Sql.update(connection, """
                with foreign_ones as (
                    delete from loyalty.consumption c using loyalty.lot l, loyalty.entry e
                    where l.entry_id = c.lot_id and e.id = c.entry_id and l.customer_id = ? and e.customer_id <> ?
                    returning c.lot_id, c.points)
                insert into loyalty.consumption (entry_id, lot_id, points)
                select ?, lot_id, sum(points) from foreign_ones group by lot_id""", customer, customer, entry);
    }

    private static void addUp(Connection connection, UUID customer) throws SQLException {
        Sql.update(connection, """
                update loyalty.account a set balance = e.earned - e.spent, earned = e.earned, spent = e.spent,
                    version = version + 1
                from (select coalesce(sum(points) filter (where earns), 0) as earned,
                        coalesce(-sum(points) filter (where not earns), 0) as spent
                    from loyalty.entry where customer_id = ?) e
                where a.customer_id = ?""", customer, customer);
    }
}
