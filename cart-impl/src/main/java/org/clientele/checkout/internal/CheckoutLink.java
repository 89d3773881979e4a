package org.clientele.checkout.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.persistence.Sql;

/**
 * A link to a cart, without its token.
 *
 * @param uses how often it may be redeemed
 * @param used how often it was
 * @param createdBy the id of the caller
 */
public record CheckoutLink(
        UUID id,
        UUID cart,
        Optional<UUID> customer,
        State state,
        Instant expiresAt,
        int uses,
        int used,
        Instant createdAt,
        String createdBy) {
    /** Whether it leads anywhere. Of several reasons why it does not, the first one here. */
    public enum State {
        ACTIVE,
        REVOKED,
        /** Redeemed as often as it may be. */
        USED,
        EXPIRED,
        /** The cart is no longer open, or has become another one's. */
        CLOSED
    }

    static final String SELECT = """
            select l.id, l.cart_id, l.customer_id, l.uses, l.used, l.created_at, l.created_by, l.expires_at,
                case when l.revoked_at is not null then 'REVOKED'
                    when l.used >= l.uses then 'USED'
                    when l.expires_at <= now() then 'EXPIRED'
                    when c.status <> 'open' or c.customer_id is distinct from l.customer_id then 'CLOSED'
                    else 'ACTIVE' end as state
            from cart.checkout_link l join cart.cart c on c.id = l.cart_id
            """;

    static CheckoutLink of(ResultSet row) throws SQLException {
        return new CheckoutLink(
                row.getObject("id", UUID.class),
                row.getObject("cart_id", UUID.class),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                State.valueOf(row.getString("state")),
                Sql.instant(row, "expires_at"),
                row.getInt("uses"),
                row.getInt("used"),
                Sql.instant(row, "created_at"),
                row.getString("created_by"));
    }

    /** @throws Problem.Gone if it leads nowhere any more */
    CheckoutLink requireActive() {
        switch (state) {
            case REVOKED -> throw new Problem.Gone("link-revoked", "This link was withdrawn.");
            case USED -> throw new Problem.Gone("link-used", "This link was used.");
            case EXPIRED -> throw new Problem.Gone("link-expired", "This link has expired.");
            case CLOSED -> throw closed();
            case ACTIVE -> {}
        }
        return this;
    }

    static Problem.Gone closed() {
        return new Problem.Gone("cart-closed", "The cart of this link is no longer open.");
    }
}
