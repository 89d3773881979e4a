package org.clientele.offer.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.cart.Cart;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offer;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Coupons and vouchers in {@code cart.coupon}. */
@Component(service = {Coupons.class, JdbcCoupons.class})
public final class JdbcCoupons implements Coupons {
    private static final String FOUND = "select " + OfferRows.COUPON_COLUMNS + " from cart.coupon c";
    private static final String LIKE = " where lower(c.code || ' ' || coalesce(c.name, '')) like lower(?)";

    private final Transactions transactions;
    private final Access access;

    @Activate
    public JdbcCoupons(@Reference(target = "(schema=cart)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    /** What codes are the same by. */
    static String key(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Page<Coupon> list(String text, Page.Request page) {
        String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        FOUND + LIKE + " order by c.key limit ? offset ?",
                        OfferRows::coupon,
                        pattern,
                        page.size(),
                        page.offset()),
                Sql.first(connection, "select count(*) from cart.coupon c" + LIKE, row -> row.getLong(1), pattern)
                        .orElseThrow()));
    }

    @Override
    public Optional<Coupon> find(String code) {
        return transactions.read(
                connection -> Sql.first(connection, FOUND + " where c.key = ?", OfferRows::coupon, key(code)));
    }

    /** What the codes of a cart stand for, one for each, as it is for a customer now. */
    List<Rule> rules(Collection<String> codes, Optional<UUID> customer, Instant now) {
        if (codes.isEmpty()) {
            return List.of();
        }
        Map<String, Rule> known = transactions
                .read(connection -> Sql.list(
                        connection,
                        "select " + OfferRows.COUPON_COLUMNS
                                + ", case when c.uses_per_customer is null then 0 else (select count(*) from"
                                + " cart.coupon_use u where u.coupon = c.key and u.customer_id = ?) end as own"
                                + " from cart.coupon c where c.key = any (?)",
                        row -> rule(OfferRows.coupon(row), row.getLong("own"), now),
                        customer,
                        codes.stream().map(JdbcCoupons::key).distinct().toList()))
                .stream()
                .collect(Collectors.toMap(rule -> key(rule.id()), Function.identity()));
        return codes.stream()
                .map(code -> Optional.ofNullable(known.get(key(code))).orElseGet(() -> Rule.unknown(code)))
                .distinct()
                .toList();
    }

    private static Rule rule(Coupon coupon, long own, Instant now) {
        return new Rule(
                coupon.balance().isPresent() ? Cart.Kind.VOUCHER : Cart.Kind.COUPON,
                coupon.code(),
                coupon.name().orElse(coupon.code()),
                coupon.when(),
                coupon.then(),
                coupon.balance(),
                coupon.stacks(),
                0,
                refusal(coupon, own, now));
    }

    private static Optional<String> refusal(Coupon coupon, long own, Instant now) {
        if (coupon.validUntil().map(until -> !now.isBefore(until)).orElse(false)) {
            return Optional.of("over");
        }
        boolean usedUp = coupon.uses().map(most -> coupon.used() >= most).orElse(false)
                || coupon.usesPerCustomer().map(most -> own >= most).orElse(false)
                || coupon.balance().map(Money::amount).map(left -> left == 0).orElse(false);
        return usedUp ? Optional.of("used-up") : Optional.empty();
    }

    @Override
    public Coupon create(String code, Coupon.Definition definition) {
        access.requireAllSellerAccounts();
        OfferChecks.coupon(code, definition);
        Coupon coupon = coupon(code, definition, 0, Instant.now().truncatedTo(ChronoUnit.MICROS), 0);
        return transactions.sql(connection -> {
            Sql.update(connection, """
                    insert into cart.coupon (name, condition, effect, balance, currency, uses, uses_per_customer,
                        valid_until, stacks, created_at, version, code, key)
                    values (?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", values(coupon));
            return coupon;
        });
    }

    @Override
    public Coupon change(String code, OptionalLong version, Coupon.Definition definition) {
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            Coupon before = locked(connection, code, version);
            OfferChecks.coupon(before.code(), definition);
            requireSameKind(before, definition);
            Problem.Invalid.check(checks -> checks.that(
                    definition.uses().map(most -> most >= before.used()).orElse(true),
                    "/uses",
                    "range",
                    "It was used for more orders already."));
            Coupon coupon = coupon(before.code(), definition, before.used(), before.createdAt(), before.version() + 1);
            Sql.update(connection, """
                    update cart.coupon set name = ?, condition = ?::jsonb, effect = ?::jsonb, balance = ?, currency = ?,
                        uses = ?, uses_per_customer = ?, valid_until = ?, stacks = ?, created_at = ?, version = ?, code = ?
                    where key = ?""", values(coupon));
            return coupon;
        });
    }

    private static void requireSameKind(Coupon before, Coupon.Definition after) {
        Problem.Invalid.check(checks -> checks.that(
                before.balance().map(Money::currency).equals(after.balance().map(Money::currency)),
                "/balance",
                "read-only",
                "A voucher stays one, in its currency, and a coupon does not become one."));
    }

    @Override
    public void remove(String code, OptionalLong version) {
        access.requireAllSellerAccounts();
        transactions.sql(connection -> {
            locked(connection, code, version);
            return Sql.update(connection, "delete from cart.coupon where key = ?", key(code));
        });
    }

    private static Coupon locked(Connection connection, String code, OptionalLong version) throws SQLException {
        Coupon before = Sql.first(connection, FOUND + " where c.key = ? for update", OfferRows::coupon, key(code))
                .orElseThrow(JdbcCoupons::notFound);
        if (version.isPresent() && version.getAsLong() != before.version()) {
            throw new Problem.Stale("The coupon was changed meanwhile: read it again and repeat the change.");
        }
        return before;
    }

    private static Coupon coupon(
            String code, Coupon.Definition definition, long used, Instant createdAt, long version) {
        return new Coupon(
                code,
                definition.name(),
                definition.when(),
                definition.then(),
                definition.balance(),
                definition.uses(),
                definition.usesPerCustomer(),
                definition.validUntil(),
                definition.stacks(),
                used,
                createdAt,
                version);
    }

    private static @Nullable Object[] values(Coupon coupon) {
        Optional<Offer.Effect> then = coupon.then();
        return new @Nullable Object[] {
            coupon.name(),
            OfferRows.json(coupon.when()),
            then.map(OfferRows::json),
            coupon.balance().map(Money::amount),
            coupon.balance().map(Money::currency),
            coupon.uses(),
            coupon.usesPerCustomer(),
            coupon.validUntil(),
            coupon.stacks(),
            coupon.createdAt(),
            coupon.version(),
            coupon.code(),
            key(coupon.code())
        };
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such code.");
    }
}
