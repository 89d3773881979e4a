package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.checkout.Approval;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells how carts were checked out. */
@Component(service = Placements.class)
public final class Placements {
    private final Transactions transactions;
    private final CheckoutCarts carts;
    private final Access access;

    @Activate
    public Placements(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference CheckoutCarts carts,
            @Reference Access access) {
        this.transactions = transactions;
        this.carts = carts;
        this.access = access;
    }

    Placement of(UUID cart) {
        return transactions.read(connection -> {
            carts.seen(connection, cart);
            Optional<Approval> approval = ApprovalRows.latest(connection, cart);
            return placed(connection, cart, approval)
                    .or(() -> approval.map(Placements::asked))
                    .orElseThrow(() -> new Problem.NotFound("This cart was not checked out."));
        });
    }

    private Optional<Placement> placed(Connection connection, UUID cart, Optional<Approval> approval)
            throws SQLException {
        boolean personal = access.caller().may("customers.pii:read");
        return Sql.first(
                connection,
                "select * from cart.placement where cart_id = ?",
                row -> new Placement(
                        cart,
                        Optional.of(row.getString("order_number")),
                        row.getString("seller_account"),
                        row.getObject("customer_id", UUID.class),
                        row.getString("payment_method"),
                        row.getString("actor"),
                        Optional.ofNullable(row.getString("customer_ip")).filter(ip -> personal),
                        Optional.ofNullable(row.getString("purchase_order")),
                        Sql.maybeInstant(row, "placed_at"),
                        approval),
                cart);
    }

    private static Placement asked(Approval approval) {
        return new Placement(
                approval.cartId(),
                Optional.empty(),
                approval.sellerAccount(),
                approval.customerId(),
                approval.paymentMethod(),
                approval.askedBy(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(approval));
    }
}
