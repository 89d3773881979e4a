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
    private final long referrerPoints;
    private final long referredPoints;

    @Activate
    public Referrals(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Ledger ledger,
            @Reference Customers customers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.customers = customers;
        this.referrerPoints = config.referrerPoints();
        this.referredPoints = config.referredPoints();
    }

    /** The code of a customer, made up when it is first asked for. */
    String codeOf(UUID customer) {
        customers.lock(customer);
        return transactions.sql(connection -> {
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
        customers.lock(customer);
        transactions.<Boolean>sql(connection -> {
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

    /** Gives both what they get; once, since a customer has one first order and one who recommended. */
    void firstOrder(Connection connection, UUID customer) throws SQLException {
        if (referrerPoints == 0 && referredPoints == 0) {
            return;
        }
        Optional<UUID> referrer = Sql.first(connection, """
                select referred_by from loyalty.account a where customer_id = ? and referred_by is not null
                    and not exists (select from loyalty.entry e where e.customer_id = a.customer_id and e.kind = 'referral'
                        and e.reason = 'Recommended by somebody')""", row -> row.getObject(1, UUID.class), customer);
        if (referrer.isEmpty()) {
            return;
        }
        give(connection, customer, referredPoints, "Recommended by somebody");
        give(connection, referrer.get(), referrerPoints, "Recommended somebody");
    }

    private void give(Connection connection, UUID customer, long points, String reason) throws SQLException {
        boolean known = Sql.first(
                        connection, "select from loyalty.account where customer_id = ?", row -> true, customer)
                .isPresent();
        if (points > 0 && known) {
            ledger.move(connection, Ledger.Movement.of(customer, Entry.Kind.REFERRAL, points, Optional.of(reason)));
        }
    }
}
