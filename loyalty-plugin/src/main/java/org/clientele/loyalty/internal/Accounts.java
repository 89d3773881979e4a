package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accounts and their entries, as they are read and adjusted. Whoever calls has made sure that the caller may see the customer. */
@Component(service = Accounts.class, configurationPid = "org.clientele.loyalty")
public final class Accounts {
    private final Transactions transactions;
    private final Ledger ledger;
    private final Tiers tiers;
    private final OrderPoints orders;
    private final Customers customers;
    private final int expiringDays;

    @Activate
    public Accounts(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Ledger ledger,
            @Reference Tiers tiers,
            @Reference OrderPoints orders,
            @Reference Customers customers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.tiers = tiers;
        this.orders = orders;
        this.customers = customers;
        this.expiringDays = config.expiringDays();
    }

    private record Row(
            long earned,
            long spent,
            long balance,
            @Nullable String tier,
            long expiring,
            @Nullable String code,
            long version) {
        static final Row NONE = new Row(0, 0, 0, null, 0, null, 0);
    }

    /** Without any points if nothing is known of the customer yet. */
    Account of(UUID customer) {
        return transactions.read(connection -> {
            Row row = Sql.first(
                            connection,
                            "select earned, spent, balance, tier, " + Tiers.EXPIRING
                                    + ", referral_code, version from loyalty.account where customer_id = ?",
                            found -> new Row(
                                    found.getLong(1),
                                    found.getLong(2),
                                    found.getLong(3),
                                    found.getString(4),
                                    found.getLong(5),
                                    found.getString(6),
                                    found.getLong(7)),
                            expiringDays,
                            customer)
                    .orElse(Row.NONE);
            long qualifying = tiers.qualifying(connection, customer);
            Optional<Long> next = tiers.all().stream()
                    .map(Tier::threshold)
                    .filter(threshold -> threshold > qualifying)
                    .findFirst();
            return new Account(
                    customer,
                    row.earned(),
                    row.spent(),
                    row.balance(),
                    Optional.ofNullable(row.tier()),
                    qualifying,
                    next,
                    row.earned(),
                    row.expiring(),
                    Optional.ofNullable(row.code()),
                    row.version());
        });
    }

    /** Newest first. */
    Page<Entry> entries(UUID customer, Page.Request page) {
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        "select * from loyalty.entry where customer_id = ? order by id desc limit ? offset ?",
                        Ledger::entry,
                        customer,
                        page.size(),
                        page.offset()),
                Sql.first(
                                connection,
                                "select count(*) from loyalty.entry where customer_id = ?",
                                row -> row.getLong(1),
                                customer)
                        .orElseThrow()));
    }

    /** @throws org.clientele.Problem.Conflict {@code insufficient-points}, {@code erased} */
    Entry adjust(UUID customer, long points, Optional<String> reason) {
        return transactions.sql(connection -> {
            customers.lock(customer);
            return adjust(connection, customer, points, reason);
        });
    }

    private Entry adjust(Connection connection, UUID customer, long points, Optional<String> reason)
            throws SQLException {
        Entry entry = ledger.move(connection, Ledger.Movement.of(customer, Entry.Kind.ADJUSTMENT, points, reason));
        if (points > 0) {
            orders.collect(connection, customer);
        }
        tiers.review(connection, customer);
        return entry;
    }
}
