package org.clientele.offer.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.cart.Cart;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Uses up what codes stand for. Thread-safe. */
@Component(service = Redemptions.class)
public final class Redemptions {
    private final Transactions transactions;

    @Activate
    public Redemptions(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Counts a use of each coupon that takes something off the cart, and takes from vouchers what they pay. Call it in the
     * transaction that places the order, with the customer and then the cart locked; whatever it throws must fail that.
     *
     * @throws Problem.Conflict {@code coupon-used-up} or {@code voucher-balance} if somebody else was quicker, or the code is gone
     */
    public void redeem(Cart cart, String orderNumber) {
        List<Cart.Applied> used = cart.offers().stream()
                .filter(applied -> applied.kind() != Cart.Kind.OFFER && applied.amount() > 0)
                // Always in the same order, so that no two wait for each other.
                .sorted(Comparator.comparing(applied -> JdbcCoupons.key(applied.id())))
                .toList();
        if (used.isEmpty()) {
            return;
        }
        transactions.sql(connection -> {
            for (Cart.Applied applied : used) {
                if (applied.kind() == Cart.Kind.VOUCHER) {
                    pay(connection, applied, cart);
                } else {
                    use(connection, applied, cart);
                }
                note(connection, applied, cart, orderNumber);
            }
            return true;
        });
    }

    private static void pay(Connection connection, Cart.Applied voucher, Cart cart) throws SQLException {
        int paid = Sql.update(
                connection, """
                update cart.coupon set balance = balance - ?, used = used + 1, version = version + 1
                where key = ? and balance >= ? and currency = ? and (valid_until is null or valid_until > now())""", voucher.amount(), JdbcCoupons.key(voucher.id()), voucher.amount(), cart.currency());
        if (paid == 0) {
            throw new Problem.Conflict("voucher-balance", "A voucher has less left than it was to pay.");
        }
    }

    private static void use(Connection connection, Cart.Applied coupon, Cart cart) throws SQLException {
        Optional<Optional<Long>> most = Sql.first(
                connection,
                """
                update cart.coupon set used = used + 1, version = version + 1
                where key = ? and balance is null and (uses is null or used < uses)
                    and (valid_until is null or valid_until > now())
                returning uses_per_customer""",
                row -> {
                    long number = row.getLong(1);
                    return row.wasNull() ? Optional.empty() : Optional.of(number);
                },
                JdbcCoupons.key(coupon.id()));
        if (most.isEmpty()) {
            throw usedUp();
        }
        // The row of the coupon is locked by now, so nobody else's use comes between.
        if (most.get().isPresent() && cart.customerId().isPresent()) {
            long own = uses(connection, coupon, cart.customerId().get());
            if (own >= most.get().get()) {
                throw usedUp();
            }
        }
    }

    private static long uses(Connection connection, Cart.Applied coupon, UUID customer) throws SQLException {
        return Sql.first(
                        connection,
                        "select count(*) from cart.coupon_use where coupon = ? and customer_id = ?",
                        row -> row.getLong(1),
                        JdbcCoupons.key(coupon.id()),
                        customer)
                .orElseThrow();
    }

    private static void note(Connection connection, Cart.Applied applied, Cart cart, String orderNumber)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.coupon_use (id, coupon, cart_id, order_number, customer_id, amount, currency, used_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                Uuid7.next(),
                JdbcCoupons.key(applied.id()),
                cart.id(),
                orderNumber,
                cart.customerId(),
                applied.amount(),
                cart.currency(),
                Instant.now());
    }

    private static Problem.Conflict usedUp() {
        return new Problem.Conflict("coupon-used-up", "A coupon is used up.");
    }
}
