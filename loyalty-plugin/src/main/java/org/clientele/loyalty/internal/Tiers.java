package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Groups;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tiers, and which of them an account has reached. */
@Component(service = Tiers.class, configurationPid = "org.clientele.loyalty")
public final class Tiers {
    private static final String SELECT =
            "select code, name, threshold, customer_group, benefits, version from loyalty.tier";
    /** What counts for a tier; {@code ?} are the days, 0 for all. */
    static final String QUALIFYING = """
            (select coalesce(sum(e.points), 0) from loyalty.entry e
             where e.customer_id = a.customer_id and e.earns
                and (? = 0 or e.at > now() - make_interval(days => ?)))""";

    private final Transactions transactions;
    private final Access access;
    private final Customers customers;
    private final Groups groups;
    private final Events events;
    private final int periodDays;
    private final int expiringDays;

    @Activate
    public Tiers(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Access access,
            @Reference Customers customers,
            @Reference Groups groups,
            @Reference Events events,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.groups = groups;
        this.events = events;
        this.periodDays = config.tierPeriodDays();
        this.expiringDays = config.expiringDays();
    }

    /** The lowest first. */
    List<Tier> all() {
        return transactions.read(connection -> all(connection));
    }

    private static List<Tier> all(Connection connection) throws SQLException {
        return Sql.list(connection, SELECT + " order by threshold", Tiers::tier);
    }

    Optional<Tier> find(String code) {
        return transactions.read(connection -> Sql.first(connection, SELECT + " where code = ?", Tiers::tier, code));
    }

    /**
     * Makes or changes one. Accounts follow at their next review.
     *
     * @return whether it is new
     */
    boolean put(Tier tier, OptionalLong version) {
        tier.customerGroup().ifPresent(this::requireGroup);
        return transactions.sql(connection -> {
            Optional<Tier> before =
                    Sql.first(connection, SELECT + " where code = ? for update", Tiers::tier, tier.code());
            if (version.isPresent() && !before.map(Tier::version).equals(Optional.of(version.getAsLong()))) {
                throw new Problem.Stale("The tier was changed meanwhile: read it again and repeat the change.");
            }
            Sql.update(
                    connection, """
                    insert into loyalty.tier as t (code, name, threshold, customer_group, benefits) values (?, ?, ?, ?, ?)
                    on conflict (code) do update set name = excluded.name, threshold = excluded.threshold,
                        customer_group = excluded.customer_group, benefits = excluded.benefits, version = t.version + 1""", tier.code(), tier.name(), tier.threshold(), tier.customerGroup(), tier.benefits());
            // Everybody is looked at again.
            Sql.update(connection, "update loyalty.review set due_from = null, asked_at = now()");
            return before.isEmpty();
        });
    }

    private void requireGroup(String code) {
        if (access.call(Caller.system("loyalty"), () -> groups.find(code)).isEmpty()) {
            throw Problem.Invalid.at("/customerGroup", "not-found", "There is no such group.");
        }
    }

    /** Its members lose it, and its group, at their next review. */
    void remove(String code, OptionalLong version) {
        transactions.<Boolean>sql(connection -> {
            Tier tier = Sql.first(connection, SELECT + " where code = ? for update", Tiers::tier, code)
                    .orElseThrow(Tiers::notFound);
            if (version.isPresent() && version.getAsLong() != tier.version()) {
                throw new Problem.Stale("The tier was changed meanwhile: read it again and repeat the change.");
            }
            Sql.update(connection, "delete from loyalty.tier where code = ?", code);
            Sql.update(connection, "update loyalty.review set due_from = null, asked_at = now()");
            return true;
        });
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such tier.");
    }

    private record Standing(Optional<String> tier, List<String> groups, long qualifying) {}

    /** Looks which tier the account has by now, with the customer locked, and puts the customer into its group. */
    void review(Connection connection, UUID customer) throws SQLException {
        Optional<Standing> found = Sql.first(
                connection,
                "select a.tier, a.tier_groups, " + QUALIFYING
                        + " from loyalty.account a where a.customer_id = ? for update",
                row -> new Standing(
                        Optional.ofNullable(row.getString(1)), Sql.texts(row, "tier_groups"), row.getLong(3)),
                periodDays,
                periodDays,
                customer);
        if (found.isEmpty()) {
            return;
        }
        Standing standing = found.get();
        Optional<Tier> now = all(connection).stream()
                .filter(tier -> tier.threshold() <= standing.qualifying())
                .reduce((lower, higher) -> higher);
        List<String> groups = now.flatMap(Tier::customerGroup).stream().toList();
        Sql.update(
                connection,
                "update loyalty.account set tier = ?, tier_groups = ?, reviewed_at = now(), expiring = " + EXPIRING
                        + " where customer_id = ?",
                now.map(Tier::code),
                groups,
                expiringDays,
                customer);
        if (!standing.groups().equals(groups)) {
            access.call(Caller.system("loyalty"), () -> regroup(customer, standing.groups(), groups));
        }
        if (!standing.tier().equals(now.map(Tier::code))) {
            tell(customer, standing.tier(), now.map(Tier::code));
        }
    }

    /** Of the balance of {@code loyalty.account}, what expires in so many days. */
    static final String EXPIRING = """
            (select coalesce(sum(l.remaining), 0) from loyalty.lot l where l.customer_id = loyalty.account.customer_id
                and l.remaining > 0 and l.expires_at <= now() + make_interval(days => ?))""";

    private boolean regroup(UUID customer, List<String> before, List<String> now) {
        // A group may have been deleted since.
        List<String> join =
                now.stream().filter(group -> groups.find(group).isPresent()).toList();
        List<String> leave =
                before.stream().filter(group -> !now.contains(group)).toList();
        customers.regroup(customer, join, leave);
        return true;
    }

    private void tell(UUID customer, Optional<String> before, Optional<String> now) {
        events.publish(Event.Draft.of(
                "loyalty.tier-changed", customer, Map.of("from", before.orElse(""), "to", now.orElse(""))));
    }

    /** How many points count for the tier of an account. */
    long qualifying(Connection connection, UUID customer) throws SQLException {
        return Sql.first(
                        connection,
                        "select " + QUALIFYING + " from loyalty.account a where a.customer_id = ?",
                        row -> row.getLong(1),
                        periodDays,
                        periodDays,
                        customer)
                .orElse(0L);
    }

    int periodDays() {
        return periodDays;
    }

    private static Tier tier(ResultSet row) throws SQLException {
        return new Tier(
                Objects.requireNonNull(row.getString("code")),
                row.getString("name"),
                row.getLong("threshold"),
                Optional.ofNullable(row.getString("customer_group")),
                Sql.texts(row, "benefits"),
                row.getLong("version"));
    }
}
