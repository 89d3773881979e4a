package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;

/** Gives two carts what they had before a merge, all or nothing; in the transaction that locked the merge. */
final class MergeUndo {
    private final Connection connection;
    private final Pricing pricing;

    MergeUndo(Connection connection, Pricing pricing) {
        this.connection = connection;
        this.pricing = pricing;
    }

    /** @return the cart that was left by the merge */
    Cart giveBack(CartMergeRows.Stored stored) throws SQLException {
        CartMerge merge = stored.merge();
        boolean two = !merge.from().equals(merge.into());
        boolean fromFirst = two && merge.from().compareTo(merge.into()) < 0;
        Optional<Cart> source = fromFirst ? lock(merge.from()) : Optional.empty();
        Cart into = lock(merge.into()).orElseThrow(JdbcCartMerges::noMerge);
        if (two && !fromFirst) {
            source = lock(merge.from());
        }
        if (into.status() != Cart.Status.OPEN) {
            throw JdbcCartMerges.closed();
        }
        if (into.version() != stored.versionAfter()) {
            throw new Problem.Conflict("cart-changed", "The cart was changed since the merge.");
        }
        Instant now = JdbcCarts.now();
        CartDraft left = new CartDraft(into);
        stored.into().into(left);
        if (two) {
            reopen(source, stored.from(), now);
        } else {
            left.customerId = Optional.empty();
        }
        return JdbcCartMerges.write(connection, pricing, left, now);
    }

    private void reopen(Optional<Cart> merged, CartMergeRows.Contents before, Instant now) throws SQLException {
        Cart from = merged.filter(cart -> cart.status() == Cart.Status.MERGED).orElseThrow(JdbcCartMerges::expired);
        CartDraft back = new CartDraft(from);
        back.status = Cart.Status.OPEN;
        before.into(back);
        JdbcCartMerges.write(connection, pricing, back, now);
        CartMergeRows.point(connection, from.id(), Optional.empty());
    }

    private Optional<Cart> lock(UUID cart) throws SQLException {
        return CartRows.lock(connection, cart).map(CartRows.Stored::cart);
    }
}
