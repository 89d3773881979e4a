package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.checkout.Approval;
import org.clientele.checkout.Approvals;
import org.clientele.checkout.Checkout;
import org.clientele.company.Companies;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decides about carts that are held. */
@Component(service = {Approvals.class, JdbcApprovals.class})
public final class JdbcApprovals implements Approvals {
    private static final int LONGEST_REASON = 500;

    private final Transactions transactions;
    private final CheckoutCarts carts;
    private final Purchasers purchasers;
    private final Preparation preparation;
    private final Placing placing;
    private final Companies companies;
    private final Events events;
    private final Notifications notifications;
    private final Access access;

    @Activate
    public JdbcApprovals(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference CheckoutCarts carts,
            @Reference Purchasers purchasers,
            @Reference Preparation preparation,
            @Reference Placing placing,
            @Reference Companies companies,
            @Reference Events events,
            @Reference Notifications notifications,
            @Reference Access access) {
        this.transactions = transactions;
        this.carts = carts;
        this.purchasers = purchasers;
        this.preparation = preparation;
        this.placing = placing;
        this.companies = companies;
        this.events = events;
        this.notifications = notifications;
        this.access = access;
    }

    @Override
    public Page<Approval> list(Optional<Approval.State> state, Page.Request page) {
        Caller caller = access.caller();
        Optional<UUID> shopper = caller.customer();
        if (shopper.isEmpty()) {
            access.require("carts:read");
        }
        ApprovalRows.Selection wanted = new ApprovalRows.Selection(
                caller.sellerAccounts(),
                shopper,
                shopper.flatMap(this::membership).filter(JdbcApprovals::decides).map(Company.Membership::companyId),
                state);
        return transactions.read(connection -> ApprovalRows.page(connection, wanted, page));
    }

    /** What there is to decide about: with the prices of now. */
    CheckoutBodies.Asked<Cart> find(UUID id) {
        Approval approval = visible(transactions.read(connection -> ApprovalRows.find(connection, id)));
        Cart cart = transactions.read(connection -> carts.find(connection, approval.cartId()));
        // Priced once the connection is given back: what that reads takes others.
        return new CheckoutBodies.Asked<>(
                approval,
                carts.priced(cart),
                approval.state() == Approval.State.WAITING && mayDecide().test(approval));
    }

    private Optional<Company.Membership> membership(UUID customer) {
        return access.call(Caller.system("cart"), () -> companies.of(customer));
    }

    private static boolean decides(Company.Membership membership) {
        return membership.role() != Company.Role.BUYER;
    }

    /** Which ones the caller, who sees them, may decide while they wait. */
    Predicate<Approval> mayDecide() {
        Caller caller = access.caller();
        if (caller.customer().isEmpty()) {
            boolean assists = caller.may("carts:assist");
            return approval -> assists && !approval.askedBy().equals(caller.id());
        }
        UUID shopper = caller.customer().get();
        Optional<Company.Membership> membership = membership(shopper).filter(JdbcApprovals::decides);
        return approval -> membership
                .filter(member -> member.companyId().equals(approval.companyId()))
                .filter(member -> member.role() == Company.Role.ADMIN
                        || !approval.customerId().equals(shopper))
                .isPresent();
    }

    @Override
    public Checkout.Outcome approve(UUID id) {
        return transactions.sql(connection -> {
            Approval seen = mine(ApprovalRows.find(connection, id));
            Customer customer = purchasers.lock(seen.customerId());
            CheckoutCarts.Locked locked = carts.lock(connection, seen.cartId());
            ApprovalRows.Stored waiting = waiting(ApprovalRows.lockWaiting(connection, seen.cartId()), id);
            Preparation.Prepared prepared = prepared(JdbcCheckout.open(locked), customer, waiting);
            carts.release(connection, seen.cartId(), Placing.now());
            Checkout.Outcome placed = placed(connection, prepared, waiting);
            Approval decided = ApprovalRows.decide(
                    connection,
                    id,
                    Approval.State.APPROVED,
                    access.caller().id(),
                    Placing.now(),
                    Optional.empty(),
                    placed.order().map(Checkout.Placed::number));
            tell("cart.approved", "An order was approved", placed.cart(), decided);
            return new Checkout.Outcome(placed.order(), placed.cart(), Optional.of(decided), placed.subscriptions());
        });
    }

    private Preparation.Prepared prepared(CheckoutCarts.Locked locked, Customer customer, ApprovalRows.Stored waiting) {
        Preparation.Prepared prepared;
        try {
            prepared = preparation.prepare(
                    locked,
                    Optional.of(customer),
                    withoutTotal(waiting.choices()),
                    waiting.actor().isAgent());
        } catch (Problem.Invalid wrong) {
            throw cannotBePlaced(wrong);
        }
        Cart cart = prepared.cart();
        if (cart.total() > waiting.approval().total()
                || !cart.currency().equals(Optional.of(waiting.approval().currency()))) {
            throw Preparation.totalChanged();
        }
        return prepared;
    }

    private Checkout.Outcome placed(Connection connection, Preparation.Prepared prepared, ApprovalRows.Stored waiting)
            throws SQLException {
        try {
            return placing.place(
                    connection, prepared, waiting.choices(), waiting.actor(), Optional.of(waiting.approval()));
        } catch (Problem.Invalid wrong) {
            throw cannotBePlaced(wrong);
        }
    }

    private static Problem.Conflict cannotBePlaced(Problem.Invalid wrong) {
        return new Problem.Conflict(
                "cannot-be-placed", "What was chosen at checkout cannot be had any more.", wrong.violations());
    }

    /** What is allowed is the total that was asked for, or less. */
    private static Checkout.Choices withoutTotal(Checkout.Choices choices) {
        return new Checkout.Choices(
                choices.paymentMethod(),
                choices.email(),
                choices.firstName(),
                choices.lastName(),
                choices.phone(),
                choices.shippingAddress(),
                choices.shippingAddressId(),
                choices.billingAddress(),
                choices.billingAddressId(),
                Optional.empty(),
                choices.purchaseOrder());
    }

    @Override
    public Approval reject(UUID id, Optional<String> reason) {
        Problem.Invalid.check(checks -> checks.that(
                reason.map(text -> text.length() <= LONGEST_REASON).orElse(true),
                "/reason",
                "too-long",
                "A reason has at most " + LONGEST_REASON + " characters."));
        return transactions.sql(connection -> {
            Approval seen = mine(ApprovalRows.find(connection, id));
            purchasers.lock(seen.customerId());
            Cart cart = carts.lock(connection, seen.cartId()).cart();
            waiting(ApprovalRows.lockWaiting(connection, seen.cartId()), id);
            Instant now = Placing.now();
            carts.release(connection, seen.cartId(), now);
            Approval decided = ApprovalRows.decide(
                    connection, id, Approval.State.REJECTED, access.caller().id(), now, reason, Optional.empty());
            tell("cart.rejected", "An order was rejected", cart, decided);
            return decided;
        });
    }

    /** One that the caller may decide. */
    private Approval mine(Optional<Approval> found) {
        Approval approval = visible(found);
        if (mayDecide().test(approval)) {
            return approval;
        }
        if (access.caller().customer().isEmpty()) {
            access.require("carts:assist");
        }
        throw new Problem.Forbidden("own-order", "Somebody else has to decide this.");
    }

    private Approval visible(Optional<Approval> found) {
        return found.filter(this::sees).orElseThrow(() -> new Problem.NotFound("There is no such approval."));
    }

    private boolean sees(Approval approval) {
        Caller caller = access.caller();
        if (!caller.sellerAccounts()
                .map(own -> own.contains(approval.sellerAccount()))
                .orElse(true)) {
            return false;
        }
        Optional<UUID> shopper = caller.customer();
        if (shopper.isEmpty()) {
            return caller.may("carts:read") || caller.may("carts:assist");
        }
        return shopper.get().equals(approval.customerId()) || mayDecide().test(approval);
    }

    private static ApprovalRows.Stored waiting(Optional<ApprovalRows.Stored> locked, UUID id) {
        return locked.filter(stored -> stored.approval().id().equals(id))
                .orElseThrow(() -> new Problem.Conflict("already-decided", "This was decided meanwhile."));
    }

    private void tell(String type, String title, Cart cart, Approval approval) {
        Event.Draft plain = carts.news(type, cart);
        Map<String, @Nullable Object> data = new HashMap<>(plain.data());
        data.put("approvalId", approval.id().toString());
        data.put("companyId", approval.companyId().toString());
        approval.orderNumber().ifPresent(number -> data.put("order", number));
        approval.decidedBy().ifPresent(by -> data.put("by", by));
        events.publish(new Event.Draft(plain.type(), Optional.of(approval.customerId()), plain.sellerAccounts(), data));
        if (approval.askedBy().startsWith("staff:") || approval.askedBy().startsWith("key:")) {
            notifications.tell(Notification.Draft.of(approval.askedBy(), type, title)
                    .about(approval.customerId())
                    .forWho("carts:read", Set.of(approval.sellerAccount()))
                    .with(data)
                    .once("approval:" + approval.id()));
        }
    }
}
