package org.clientele.loyalty.internal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who recommended whom, and what both get when the first order of who was recommended earns points. */
@Component(service = Referrals.class, configurationPid = "org.clientele.loyalty")
public final class Referrals {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Ledger ledger;
    private final Customers customers;
    private final Tiers tiers;
    private final long referrerPoints;
    private final long referredPoints;

    @Activate
    public Referrals(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Ledger ledger,
            @Reference Customers customers,
            @Reference Tiers tiers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.customers = customers;
        this.tiers = tiers;
        this.referrerPoints = config.referrerPoints();
        this.referredPoints = config.referredPoints();
    }

    /** The code of a customer, made up when it is first asked for. */
    String codeOf(UUID customer) {
        return transactions.sql(connection -> {
            customers.lock(customer);
            ledger.lock(connection, customer);
            return Sql.first(connection, """
                            update loyalty.account set referral_code = coalesce(referral_code, ?) where customer_id = ?
                            returning referral_code""", row -> row.getString(1), random(), customer)
                    .orElseThrow();
        });
    }

    private static String random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /**
     * Takes note of who recommended a customer who has no points for an order yet.
     *
     * @throws Problem.Invalid at {@code /code} if there is no such code, or it is the customer's own
     * @throws Problem.Conflict {@code already-referred}, or {@code not-new} once an order earned points
     */
    void refer(UUID customer, String code) {
        transactions.<Boolean>sql(connection -> {
            customers.lock(customer);
            UUID referrer = Sql.first(
                            connection,
                            "select customer_id from loyalty.account where referral_code = ?",
                            row -> row.getObject(1, UUID.class),
                            code.strip().toUpperCase(Locale.ROOT))
                    .filter(found -> !found.equals(customer))
                    .orElseThrow(() -> Problem.Invalid.at("/code", "unknown-code", "There is no such code."));
            ledger.lock(connection, customer);
            boolean bought = Sql.first(
                            connection,
                            "select from loyalty.order_points where customer_id = ? limit 1",
                            row -> true,
                            customer)
                    .isPresent();
            if (bought) {
                throw new Problem.Conflict("not-new", "An order of this customer has earned points already.");
            }
            int told = Sql.update(
                    connection,
                    "update loyalty.account set referred_by = ? where customer_id = ? and referred_by is null",
                    referrer,
                    customer);
            if (told == 0) {
                throw new Problem.Conflict("already-referred", "This customer was recommended already.");
            }
            return true;
        });
    }

    /** An order of the customer has earned points: gives both what they get, once. */
    void bought(Connection connection, UUID customer) throws SQLException {
        if (referrerPoints == 0 && referredPoints == 0) {
            return;
        }
        Optional<UUID> referrer = Sql.first(connection, """
                update loyalty.account set referral_rewarded = true
                where customer_id = ? and referred_by is not null and not referral_rewarded
                returning referred_by""", row -> row.getObject(1, UUID.class), customer);
        if (referrer.isEmpty()) {
            return;
        }
        give(connection, customer, referredPoints, "Recommended by somebody");
        // After a merge they may be one. Who is gone or erased gets nothing.
        boolean present = customers
                .find(referrer.get())
                .filter(found -> !found.erased() && !found.id().equals(customer))
                .isPresent();
        if (present) {
            customers.lock(referrer.get());
            give(connection, referrer.get(), referrerPoints, "Recommended somebody");
            tiers.review(connection, referrer.get());
        }
    }

    private void give(Connection connection, UUID customer, long points, String reason) throws SQLException {
        if (points > 0) {
            ledger.moveAtMost(
                    connection, Ledger.Movement.of(customer, Entry.Kind.REFERRAL, points, Optional.of(reason)));
        }
    }
}
