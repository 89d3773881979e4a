package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.event.Event;
import org.clientele.persistence.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Carts as checkout needs them: locked, computed anew, and closed. Works within the transaction of the connection. */
@Component(service = CheckoutCarts.class)
public final class CheckoutCarts {
    private final CartAccess access;
    private final Pricing pricing;

    @Activate
    public CheckoutCarts(@Reference CartAccess access, @Reference Pricing pricing) {
        this.access = access;
        this.pricing = pricing;
    }

    /**
     * A cart that nobody else changes until the transaction ends, with the amounts that were last written.
     *
     * @param abandoned whether it was found that nobody came back to it
     * @param held whether it waits for an approval
     */
    public record Locked(Cart cart, boolean abandoned, boolean held) {}

    public static Problem.Conflict awaitingApproval() {
        return new Problem.Conflict("awaiting-approval", "The cart waits for an approval: withdraw the request first.");
    }

    public Caller caller() {
        return access.caller();
    }

    /** With the amounts that were last written, if the caller may see it. */
    public Cart seen(Connection connection, UUID id) throws SQLException {
        return CartRows.find(connection, id)
                .map(CartRows.Stored::cart)
                .filter(access::sees)
                .orElseThrow(JdbcCarts::notFound);
    }

    /** Whoever calls, with the amounts that were last written. */
    public Cart find(Connection connection, UUID id) throws SQLException {
        return CartRows.find(connection, id).map(CartRows.Stored::cart).orElseThrow(JdbcCarts::notFound);
    }

    /** Whoever calls; lock the customer first. */
    public Locked lock(Connection connection, UUID id) throws SQLException {
        return CartRows.lock(connection, id)
                .map(stored -> new Locked(stored.cart(), stored.abandoned(), stored.held()))
                .orElseThrow(JdbcCarts::notFound);
    }

    /** With the prices of now. */
    public Cart priced(Cart cart) {
        return cart.status() == Cart.Status.OPEN ? priced(cart, Optional.empty(), Optional.empty()) : cart;
    }

    /** With the prices of now: a guest's cart that has become the customer's, sent to a country if one is known by now. */
    public Cart priced(Cart cart, Optional<UUID> customer, Optional<String> country) {
        CartDraft draft = new CartDraft(cart);
        draft.customerId = draft.customerId.or(() -> customer);
        draft.country = country.or(() -> draft.country);
        pricing.price(draft);
        return draft.cart(cart.version());
    }

    /** The same, changed at a time. */
    public Cart touched(Cart cart, Attribution attribution, Instant at) {
        CartDraft draft = new CartDraft(cart);
        draft.attribution = attribution;
        draft.changedAt = at;
        return draft.cart(cart.version() + 1);
    }

    /** The same as it stays, now that it is an order. */
    public Cart completed(Cart cart, Attribution attribution, String order, Instant at) {
        CartDraft draft = new CartDraft(cart);
        draft.attribution = attribution;
        draft.status = Cart.Status.COMPLETED;
        draft.order = Optional.of(order);
        draft.changedAt = at;
        return draft.cart(cart.version() + 1);
    }

    public void write(Connection connection, Cart cart) throws SQLException {
        CartRows.update(connection, cart);
    }

    /** It is kept from being changed. */
    public void hold(Connection connection, UUID cart) throws SQLException {
        Sql.update(connection, "update cart.cart set held = true where id = ?", cart);
    }

    /** Whoever gets it back has from then on as long as others to come back to it. */
    public void release(Connection connection, UUID cart, Instant at) throws SQLException {
        Sql.update(connection, "update cart.cart set held = false, changed_at = ? where id = ?", at, cart);
    }

    /** What is told of a cart: nothing personal. */
    public Event.Draft news(String type, Cart cart) {
        return JdbcCarts.news(type, cart);
    }
}
