package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.checkout.Approval;
import org.clientele.checkout.Checkout;
import org.clientele.company.Companies;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks out under the locks of the customer and the cart, in this order. */
@Component(service = {Checkout.class, JdbcCheckout.class})
public final class JdbcCheckout implements Checkout {
    private final Transactions transactions;
    private final CheckoutCarts carts;
    private final CartSessions sessions;
    private final Purchasers purchasers;
    private final Preparation preparation;
    private final Placing placing;
    private final OfferedPayment payment;
    private final Companies companies;
    private final Events events;
    private final Access access;

    @Activate
    public JdbcCheckout(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference CheckoutCarts carts,
            @Reference CartSessions sessions,
            @Reference Purchasers purchasers,
            @Reference Preparation preparation,
            @Reference Placing placing,
            @Reference OfferedPayment payment,
            @Reference Companies companies,
            @Reference Events events,
            @Reference Access access) {
        this.transactions = transactions;
        this.carts = carts;
        this.sessions = sessions;
        this.purchasers = purchasers;
        this.preparation = preparation;
        this.placing = placing;
        this.payment = payment;
        this.companies = companies;
        this.events = events;
        this.access = access;
    }

    @Override
    public Outcome place(UUID cart, Choices choices) {
        Optional<CartSession> session = sessions.current();
        if (session.map(one -> !one.cart().equals(cart)).orElse(false)) {
            throw new Problem.NotFound("There is no such cart.");
        }
        Optional<String> agent = session.flatMap(CartSession::agent);
        Optional<String> customer = session.flatMap(CartSession::customer).map(who -> "customer:" + who);
        return checkout(
                cart,
                choices,
                new Actor(
                        agent.or(() -> customer).orElseGet(() -> access.caller().id()),
                        agent.isPresent() ? Actor.Role.AGENT : Actor.Role.CUSTOMER,
                        session.flatMap(CartSession::customerIp)));
    }

    @Override
    public Outcome placeFor(UUID cart, Choices choices, Optional<String> customerIp) {
        access.require("carts:assist");
        return checkout(cart, choices, new Actor(access.caller().id(), Actor.Role.STAFF, customerIp));
    }

    private Outcome checkout(UUID id, Choices choices, Actor actor) {
        ChoiceChecks.check(choices, actor.customerIp());
        return transactions.sql(connection -> {
            Cart seen = carts.seen(connection, id);
            // A guest's cart that a shopper pays is the shopper's from then on.
            Optional<Customer> customer =
                    seen.customerId().or(() -> access.caller().customer()).map(purchasers::lock);
            CheckoutCarts.Locked locked = lock(connection, seen);
            if (locked.held()) {
                throw CheckoutCarts.awaitingApproval();
            }
            Preparation.Prepared prepared = preparation.prepare(locked, customer, choices, actor.isAgent());
            Optional<Company.Membership> limited = customer.flatMap(who -> limited(who.id(), prepared.cart()));
            return limited.isPresent()
                    ? hold(connection, prepared, choices, actor, limited.get())
                    : placing.place(connection, prepared, choices, actor, Optional.empty());
        });
    }

    private CheckoutCarts.Locked lock(Connection connection, Cart seen) throws SQLException {
        CheckoutCarts.Locked locked = carts.lock(connection, seen.id());
        if (!locked.cart().customerId().equals(seen.customerId())) {
            throw new Problem.Conflict("cart-changed", "The cart has become another one's: read it again.");
        }
        return open(locked);
    }

    static CheckoutCarts.Locked open(CheckoutCarts.Locked locked) {
        if (locked.cart().status() != Cart.Status.OPEN) {
            throw new Problem.Conflict("cart-closed", "The cart is no longer open.");
        }
        return locked;
    }

    /** For which company the customer buys, if that is more than the customer may spend alone. */
    private Optional<Company.Membership> limited(UUID customer, Cart cart) {
        return access.call(Caller.system("cart"), () -> companies.of(customer))
                .filter(membership -> membership.role() == Company.Role.BUYER)
                .filter(membership -> membership
                        .approvalLimit()
                        .filter(limit -> limit.currency().equals(cart.currency().orElse("")))
                        .filter(limit -> cart.total() > limit.amount())
                        .isPresent());
    }

    private Outcome hold(
            Connection connection,
            Preparation.Prepared prepared,
            Choices choices,
            Actor actor,
            Company.Membership membership)
            throws SQLException {
        Cart before = prepared.cart();
        Cart cart = carts.touched(before, actor.attributed(before.attribution()), Placing.now());
        carts.write(connection, cart);
        carts.hold(connection, cart.id());
        Approval approval = new Approval(
                Uuid7.next(),
                cart.id(),
                cart.customerId().orElseThrow(),
                membership.companyId(),
                cart.sellerAccount(),
                Approval.State.WAITING,
                cart.total(),
                cart.currency().orElseThrow(),
                prepared.paymentMethod(),
                actor.id(),
                cart.changedAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ApprovalRows.insert(connection, approval, choices, actor);
        if (prepared.abandoned()) {
            events.publish(carts.news("cart.recovered", cart));
        }
        events.publish(news("cart.approval-requested", cart, approval));
        return new Outcome(Optional.empty(), cart, Optional.of(approval), List.of());
    }

    private Event.Draft news(String type, Cart cart, Approval approval) {
        Event.Draft plain = carts.news(type, cart);
        Map<String, @Nullable Object> data = new HashMap<>(plain.data());
        data.put("approvalId", approval.id().toString());
        data.put("companyId", approval.companyId().toString());
        return new Event.Draft(plain.type(), plain.customerId(), plain.sellerAccounts(), data);
    }

    @Override
    public void withdraw(UUID id) {
        transactions.sql(connection -> {
            Cart seen = carts.seen(connection, id);
            seen.customerId().ifPresent(purchasers::lock);
            carts.lock(connection, id);
            Approval waiting = ApprovalRows.lockWaiting(connection, id)
                    .map(ApprovalRows.Stored::approval)
                    .orElseThrow(() -> new Problem.NotFound("This cart waits for no approval."));
            Instant now = Placing.now();
            carts.release(connection, id, now);
            return ApprovalRows.decide(
                    connection,
                    waiting.id(),
                    Approval.State.WITHDRAWN,
                    access.caller().id(),
                    now,
                    Optional.empty(),
                    Optional.empty());
        });
    }

    @Override
    public List<Payable> paymentMethods(UUID id, boolean assisted) {
        boolean agent =
                assisted || sessions.current().flatMap(CartSession::agent).isPresent();
        Cart seen = transactions.read(connection -> carts.seen(connection, id));
        // Priced once the connection is given back: what that reads takes others.
        return payment.of(carts.priced(seen)).stream()
                .map(method -> new Payable(method.id(), method.name(), method.redirect(), !agent || !method.redirect()))
                .toList();
    }
}
