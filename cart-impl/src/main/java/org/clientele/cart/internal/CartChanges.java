package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.cart.Cart;
import org.clientele.checkout.internal.AgentAudit;
import org.clientele.event.Events;
import org.clientele.persistence.Transactions;

/**
 * Changes open carts. One that this node wrote a moment ago is written in one statement, if nobody else has changed it since; any
 * other, and whatever may have to be refused, is read and changed under the lock of its row. Thread-safe.
 */
final class CartChanges {
    private final Transactions transactions;
    private final CartAccess access;
    private final Pricing pricing;
    private final AgentAudit agents;
    private final Events events;
    private final RecentCarts recent = new RecentCarts();
    private final Turns turns = new Turns();

    CartChanges(Transactions transactions, CartAccess access, Pricing pricing, AgentAudit agents, Events events) {
        this.transactions = transactions;
        this.access = access;
        this.pricing = pricing;
        this.agents = agents;
        this.events = events;
    }

    /** Writes a new cart. */
    Cart insert(Cart cart) {
        remember(cart, transactions.statement(connection -> CartRows.insert(connection, cart)));
        return cart;
    }

    /** Whoever is in a transaction waits for the row alone: it may have that already, and who has the turn waits for it. */
    Cart inTurn(UUID id, OptionalLong version, Consumer<CartDraft> edit) {
        if (transactions.isRunning()) {
            return locked(id, version, edit);
        }
        return turns.take(id, () -> unlocked(id, version, edit).orElseGet(() -> locked(id, version, edit)));
    }

    private Optional<Cart> unlocked(UUID id, OptionalLong version, Consumer<CartDraft> edit) {
        // In the session of one cart an agent may be at work, which is noted in the same transaction. And what is
        // refused within a
        // running one, for what is known here only, would doom it.
        boolean alone = !access.isOfOneCart() && !transactions.isRunning();
        Optional<CartRows.Stored> known = alone ? recent.find(id) : Optional.empty();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Cart before = known.get().cart();
        recent.forget(id);
        if (!access.sees(before) || (version.isPresent() && version.getAsLong() != before.version())) {
            return Optional.empty();
        }
        try {
            Cart after = edited(before, edit);
            Optional<String> revision =
                    transactions.statement(connection -> CartRows.update(connection, after, known.get()));
            revision.ifPresent(written -> remember(after, written));
            return revision.map(written -> after);
        } catch (Problem.Unavailable away) {
            throw away;
        } catch (Problem refused) {
            return Optional.empty(); // Perhaps only for what is known here, which need not be what is stored.
        }
    }

    /** Changes it under its lock. */
    Cart locked(UUID id, OptionalLong version, Consumer<CartDraft> edit) {
        return transactions.sql(connection -> {
            CartRows.Stored stored = lock(connection, id, version);
            Cart cart = edited(stored.cart(), edit);
            remember(cart, CartRows.update(connection, cart));
            agents.note("cart.changed", cart);
            if (stored.abandoned()) {
                events.publish(JdbcCarts.news("cart.recovered", cart));
            }
            return cart;
        });
    }

    private Cart edited(Cart before, Consumer<CartDraft> edit) {
        CartDraft draft = new CartDraft(before);
        edit.accept(draft);
        if (access.isStaff() && access.caller().id().startsWith("staff:")) {
            draft.attribution = access.attributed(draft.attribution);
        }
        pricing.price(draft);
        draft.changedAt = JdbcCarts.now();
        return draft.cart(before.version() + 1);
    }

    private void remember(Cart cart, String revision) {
        transactions.afterCommit(() -> recent.put(CartRows.Stored.open(cart, revision)));
    }

    /** An open cart that the caller may change; nobody else changes it until the transaction ends. */
    CartRows.Stored lock(Connection connection, UUID id, OptionalLong version) throws SQLException {
        CartRows.Stored stored = CartRows.lock(connection, id)
                .filter(found -> access.sees(found.cart()))
                .orElseThrow(JdbcCarts::notFound);
        if (version.isPresent() && version.getAsLong() != stored.cart().version()) {
            throw new Problem.Stale("The cart was changed meanwhile: read it again and repeat the change.");
        }
        if (stored.cart().status() != Cart.Status.OPEN) {
            throw new Problem.Conflict("cart-closed", "The cart is no longer open.");
        }
        if (stored.held()) {
            throw CheckoutCarts.awaitingApproval();
        }
        return stored;
    }
}
