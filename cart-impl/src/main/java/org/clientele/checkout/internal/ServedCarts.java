package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Open carts that somebody is led to, with their customers, under locks. */
@Component(service = ServedCarts.class)
public final class ServedCarts {
    private static final Caller SYSTEM = Caller.system("cart");

    private final Access access;
    private final Carts carts;
    private final Customers customers;
    private final Audit audit;

    @Activate
    public ServedCarts(
            @Reference Access access, @Reference Carts carts, @Reference Customers customers, @Reference Audit audit) {
        this.access = access;
        this.carts = carts;
        this.customers = customers;
        this.audit = audit;
    }

    /** @param customer whose it is; empty for a guest's */
    record Served(Cart cart, Optional<Customer> customer) {}

    /**
     * The cart and its customer, locked for the running transaction: the customer first, as everywhere.
     *
     * @throws Problem.NotFound if the caller sees no such cart
     * @throws Problem.Conflict {@code cart-closed}, or {@code inactive} if its customer is
     */
    Served locked(Connection connection, UUID id) throws SQLException {
        Cart before = carts.find(id).orElseThrow(ServedCarts::notFound);
        Optional<Customer> customer = before.customerId().map(this::lock);
        Sql.first(connection, "select 1 from cart.cart where id = ? for no key update", row -> row.getInt(1), id);
        Cart cart = carts.find(id).orElseThrow(ServedCarts::notFound);
        if (cart.status() != Cart.Status.OPEN) {
            throw new Problem.Conflict("cart-closed", "The cart is no longer open.");
        }
        if (!cart.customerId().equals(before.customerId())) {
            throw new Problem.Conflict("other-customer", "The cart has just become another customer's.");
        }
        return new Served(cart, customer);
    }

    private Customer lock(UUID id) {
        Customer customer = access.call(SYSTEM, () -> customers.lock(id));
        if (customer.status() != Customer.Status.ACTIVE) {
            throw new Problem.Conflict("inactive", "The customer is inactive.");
        }
        return customer;
    }

    /** @throws Problem.Gone if nothing is sold to the customer of the link any more */
    Customer lockedOfLink(UUID id) {
        try {
            return lock(id);
        } catch (Problem.NotFound | Problem.Conflict gone) {
            throw CheckoutLink.closed();
        }
    }

    /**
     * That the caller serves the customer, unless somebody else does. The customer has not come back by that: the cart stays as
     * abandoned, and as old, as it is. Call it with the cart locked.
     */
    void attribute(Connection connection, Cart cart) throws SQLException {
        if (cart.attribution().agent().isPresent()) {
            return;
        }
        int changed = Sql.update(
                connection,
                "update cart.cart set attribution = ?::jsonb, version = version + 1 where id = ? and not held",
                StoredJson.write(
                        cart.attribution().withAgent(Optional.of(access.caller().id()))),
                cart.id());
        if (changed == 0) {
            throw CheckoutCarts.awaitingApproval();
        }
    }

    /** That somebody came into the cart by a link, and was told who its customer is. */
    void noteRedeemed(CheckoutLink link, Cart cart, UUID session) {
        AuditEntry entry = new AuditEntry(
                "checkout-link.redeemed",
                link.customer().map(id -> "customer:" + id),
                link.customer(),
                "carts",
                Optional.of(cart.id().toString()),
                Map.of("link", link.id().toString(), "session", session.toString()));
        Optional<Set<String>> accounts = Optional.of(Set.of(cart.sellerAccount()));
        access.call(CartSessions.caller(cart.id(), session, Optional.empty(), accounts), () -> {
            audit.record(entry);
            return true;
        });
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such cart.");
    }
}
