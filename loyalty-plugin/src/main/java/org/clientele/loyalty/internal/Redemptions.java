package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.cart.Cart;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes vouchers of points: the points go, the voucher comes, and its code into the cart, in one transaction. */
@Component(service = Redemptions.class, configurationPid = "org.clientele.loyalty")
public final class Redemptions {
    private final Transactions transactions;
    private final Customers customers;
    private final Ledger ledger;
    private final Rewards rewards;
    private final Tiers tiers;
    private final Vouchers vouchers;
    private final long pointValue;

    @Activate
    public Redemptions(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Customers customers,
            @Reference Ledger ledger,
            @Reference Rewards rewards,
            @Reference Tiers tiers,
            @Reference Vouchers vouchers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.customers = customers;
        this.ledger = ledger;
        this.rewards = rewards;
        this.tiers = tiers;
        this.vouchers = vouchers;
        this.pointValue = config.pointValue();
    }

    private record Price(long points, Money value, Optional<UUID> reward) {}

    /**
     * @throws Problem.Invalid if it names neither a reward nor points, or both
     * @throws Problem.Conflict {@code insufficient-points}
     */
    Redemption redeem(UUID customer, Redemption.Request request) {
        Problem.Invalid.check(checks -> checks.that(
                        request.reward().isPresent() != request.points().isPresent(),
                        "/reward",
                        "choice",
                        "It is a reward, or points for a cart.")
                .that(
                        request.points().isEmpty() || request.cart().isPresent(),
                        "/cart",
                        "required",
                        "Points become money in a cart.")
                .that(
                        request.points()
                                .map(points -> points >= 1 && points <= AccountResource.MOST_POINTS)
                                .orElse(true),
                        "/points",
                        "range",
                        "Points are at least 1."));
        return transactions.sql(connection -> {
            customers.lock(customer);
            Price price = price(customer, request);
            ledger.move(
                    connection,
                    Ledger.Movement.of(
                            customer, Entry.Kind.REDEMPTION, -price.points(), Optional.of("Redeemed for a voucher")));
            tiers.review(connection, customer);
            String code = vouchers.issue(price.value());
            request.cart().ifPresent(cart -> vouchers.enter(cart, code));
            return insert(connection, customer, price, code);
        });
    }

    private Price price(UUID customer, Redemption.Request request) {
        Optional<Cart> cart = request.cart().map(id -> vouchers.cart(customer, id));
        if (request.reward().isPresent()) {
            Reward reward = rewards.find(request.reward().get())
                    .filter(Reward::active)
                    .orElseThrow(() -> Problem.Invalid.at("/reward", "not-found", "There is no such reward."));
            return new Price(reward.points(), reward.value(), Optional.of(reward.id()));
        }
        if (pointValue == 0) {
            throw Problem.Invalid.at("/points", "not-offered", "Points are redeemed for rewards only.");
        }
        String currency = cart.flatMap(Cart::currency)
                .orElseThrow(() -> Problem.Invalid.at("/cart", "empty", "There is nothing in the cart yet."));
        long points = request.points().orElseThrow();
        return new Price(points, new Money(Math.multiplyExact(points, pointValue), currency), Optional.empty());
    }

    private static Redemption insert(Connection connection, UUID customer, Price price, String code)
            throws SQLException {
        return Sql.first(
                        connection,
                        """
                        insert into loyalty.redemption (id, customer_id, reward_id, points, amount, currency, code)
                        values (?, ?, ?, ?, ?, ?, ?) returning *""",
                        Redemptions::redemption,
                        Uuid7.next(),
                        customer,
                        price.reward(),
                        price.points(),
                        price.value().amount(),
                        price.value().currency(),
                        code)
                .orElseThrow();
    }

    /** Newest first. */
    Page<Redemption> of(UUID customer, Page.Request page) {
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        "select * from loyalty.redemption where customer_id = ? order by id desc limit ? offset ?",
                        Redemptions::redemption,
                        customer,
                        page.size(),
                        page.offset()),
                Sql.first(
                                connection,
                                "select count(*) from loyalty.redemption where customer_id = ?",
                                row -> row.getLong(1),
                                customer)
                        .orElseThrow()));
    }

    /**
     * Takes one back whose voucher is untouched.
     *
     * @throws Problem.Conflict {@code voucher-used} if something was paid with it
     */
    Redemption cancel(UUID customer, UUID id) {
        return transactions.sql(connection -> {
            customers.lock(customer);
            Redemption redemption = Sql.first(
                            connection,
                            "select * from loyalty.redemption where id = ? and customer_id = ? for update",
                            Redemptions::redemption,
                            id,
                            customer)
                    .orElseThrow(() -> new Problem.NotFound("There is no such redemption."));
            if (redemption.state() == Redemption.State.CANCELLED) {
                return redemption;
            }
            vouchers.withdraw(redemption.code(), redemption.value());
            ledger.move(
                    connection,
                    Ledger.Movement.of(
                            customer, Entry.Kind.REDEMPTION, redemption.points(), Optional.of("Voucher given back")));
            tiers.review(connection, customer);
            return Sql.first(
                            connection,
                            "update loyalty.redemption set state = 'cancelled' where id = ? returning *",
                            Redemptions::redemption,
                            id)
                    .orElseThrow();
        });
    }

    private static Redemption redemption(ResultSet row) throws SQLException {
        return new Redemption(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                Optional.ofNullable(row.getObject("reward_id", UUID.class)),
                row.getLong("points"),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getString("code"),
                Redemption.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Sql.instant(row, "at"));
    }
}
