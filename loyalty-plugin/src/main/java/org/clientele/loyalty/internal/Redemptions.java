package org.clientele.loyalty.internal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offer;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Makes vouchers of points: the points go, the voucher comes, and its code into the cart, in one transaction. */
@Component(service = Redemptions.class, configurationPid = "org.clientele.loyalty")
public final class Redemptions {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Access access;
    private final Customers customers;
    private final Ledger ledger;
    private final Rewards rewards;
    private final long pointValue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Coupons coupons;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Carts carts;

    @Activate
    public Redemptions(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Access access,
            @Reference Customers customers,
            @Reference Ledger ledger,
            @Reference Rewards rewards,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.ledger = ledger;
        this.rewards = rewards;
        this.pointValue = config.pointValue();
    }

    Redemptions(
            Transactions transactions,
            Access access,
            Customers customers,
            Ledger ledger,
            Rewards rewards,
            LoyaltyConfig config,
            Coupons coupons,
            Carts carts) {
        this(transactions, access, customers, ledger, rewards, config);
        this.coupons = coupons;
        this.carts = carts;
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
            String code = code();
            access.call(Caller.system("loyalty"), () -> present(coupons).create(code, voucher(price.value())));
            request.cart().ifPresent(cart -> present(carts).enter(cart, OptionalLong.empty(), code));
            return insert(connection, customer, price, code);
        });
    }

    private Price price(UUID customer, Redemption.Request request) {
        request.cart().ifPresent(cart -> requireOwn(customer, cart));
        if (request.reward().isPresent()) {
            Reward reward = rewards.find(request.reward().get())
                    .filter(Reward::active)
                    .orElseThrow(() -> Problem.Invalid.at("/reward", "not-found", "There is no such reward."));
            return new Price(reward.points(), reward.value(), Optional.of(reward.id()));
        }
        if (pointValue == 0) {
            throw Problem.Invalid.at("/points", "not-offered", "Points are redeemed for rewards only.");
        }
        String currency = present(carts)
                .find(request.cart().orElseThrow())
                .flatMap(Cart::currency)
                .orElseThrow(() -> Problem.Invalid.at("/cart", "empty", "There is nothing in the cart yet."));
        long points = request.points().orElseThrow();
        return new Price(points, new Money(Math.multiplyExact(points, pointValue), currency), Optional.empty());
    }

    private void requireOwn(UUID customer, UUID cart) {
        if (present(carts)
                .find(cart)
                .filter(found -> found.customerId().equals(Optional.of(customer)))
                .isEmpty()) {
            throw Problem.Invalid.at("/cart", "not-found", "The customer has no such cart.");
        }
    }

    private static Coupon.Definition voucher(Money value) {
        return new Coupon.Definition(
                Optional.of("Points"),
                Offer.Condition.NONE,
                Optional.empty(),
                Optional.of(value),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
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
            access.call(Caller.system("loyalty"), () -> withdraw(redemption));
            ledger.move(
                    connection,
                    Ledger.Movement.of(
                            customer, Entry.Kind.REDEMPTION, redemption.points(), Optional.of("Voucher given back")));
            return Sql.first(
                            connection,
                            "update loyalty.redemption set state = 'cancelled' where id = ? returning *",
                            Redemptions::redemption,
                            id)
                    .orElseThrow();
        });
    }

    private boolean withdraw(Redemption redemption) {
        Coupon voucher = present(coupons).find(redemption.code()).orElseThrow(Redemptions::used);
        if (!voucher.balance().equals(Optional.of(redemption.value()))) {
            throw used();
        }
        present(coupons).remove(redemption.code(), OptionalLong.of(voucher.version()));
        return true;
    }

    private static Problem.Conflict used() {
        return new Problem.Conflict("voucher-used", "The voucher was used.");
    }

    private static <T> T present(@Nullable T service) {
        if (service == null) {
            throw new Problem.Unavailable(
                    "carts-unavailable", "Points cannot be redeemed without carts.", Duration.ofSeconds(5));
        }
        return service;
    }

    private static String code() {
        StringBuilder code = new StringBuilder("P-");
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
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
