package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.clientele.catalog.internal.PresentCatalogue;
import org.clientele.checkout.Approval;
import org.clientele.checkout.Checkout;
import org.clientele.checkout.NewSubscription;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.offer.internal.Redemptions;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Places the order of a prepared cart and closes the cart, within the transaction of the checkout. */
@Component(service = Placing.class, configurationPid = "org.clientele.checkout")
public final class Placing {
    private static final Caller SYSTEM = Caller.system("cart");
    private static final int MOST_STEPS = 1 << 20;

    private final CheckoutCarts carts;
    private final Orders orders;
    private final PresentCatalogue catalogue;
    private final Redemptions redemptions;
    private final SubscriptionStart subscriptions;
    private final Events events;
    private final Access access;
    private final AgentAudit agents;
    private final String prefix;

    @Activate
    public Placing(
            @Reference CheckoutCarts carts,
            @Reference Orders orders,
            @Reference PresentCatalogue catalogue,
            @Reference Redemptions redemptions,
            @Reference SubscriptionStart subscriptions,
            @Reference Events events,
            @Reference Access access,
            @Reference AgentAudit agents,
            CheckoutConfig config) {
        this.carts = carts;
        this.orders = orders;
        this.catalogue = catalogue;
        this.redemptions = redemptions;
        this.subscriptions = subscriptions;
        this.events = events;
        this.access = access;
        this.agents = agents;
        this.prefix = config.orderPrefix();
    }

    /** @param approval that allowed it, if one was needed */
    Checkout.Outcome place(
            Connection connection,
            Preparation.Prepared prepared,
            Checkout.Choices choices,
            Actor actor,
            Optional<Approval> approval)
            throws SQLException {
        Instant now = now();
        Cart cart = prepared.cart();
        Attribution attribution = actor.attributed(cart.attribution());
        Cart closed = carts.completed(cart, attribution, number(connection, cart.sellerAccount()), now);
        Order order = put(OrderDocument.of(
                closed,
                closed.order().orElseThrow(),
                now,
                prepared.purchaser(),
                prepared.paymentMethod(),
                products(closed)));
        carts.write(connection, closed);
        redemptions.redeem(closed, order.number());
        List<NewSubscription> begun = subscriptions.begin(connection, closed, order);
        insert(connection, closed, order, choices, prepared.paymentMethod(), actor);
        agents.note("cart.checked-out", closed);
        tell(prepared, closed, order);
        return new Checkout.Outcome(
                Optional.of(new Checkout.Placed(
                        order.number(),
                        closed.total(),
                        order.document().currency(),
                        order.document().status(),
                        order.document().placedAt())),
                closed,
                approval,
                begun);
    }

    /** The platform may have told of an order that is called like one of ours. */
    private String number(Connection connection, String sellerAccount) throws SQLException {
        long next = next(connection, 1);
        while (isTaken(next, sellerAccount)) {
            next = next(connection, stepsToFree(next, sellerAccount));
        }
        return number(next);
    }

    /** Others may take some at the same time: nobody gets one twice. */
    private static long next(Connection connection, long steps) throws SQLException {
        return Sql.first(
                        connection,
                        "select max(nextval('cart.order_number')) from generate_series(1, ?)",
                        row -> row.getLong(1),
                        steps)
                .orElseThrow();
    }

    /** How far a free number is: many may have been imported, so it is looked for in steps that double, and then between the last two. */
    private long stepsToFree(long taken, String sellerAccount) {
        long free = 1;
        while (free < MOST_STEPS && isTaken(taken + free, sellerAccount)) {
            free *= 2;
        }
        long last = free / 2;
        while (free - last > 1) {
            long middle = (last + free) / 2;
            if (isTaken(taken + middle, sellerAccount)) {
                last = middle;
            } else {
                free = middle;
            }
        }
        return free;
    }

    private boolean isTaken(long number, String sellerAccount) {
        return access.call(SYSTEM, () -> orders.find(number(number), Optional.of(sellerAccount)))
                .isPresent();
    }

    private String number(long number) {
        return prefix + String.format("%06d", number);
    }

    private Order put(Order.Document document) {
        Orders.Told told;
        try {
            told = access.call(SYSTEM, () -> orders.put(document));
        } catch (Problem.Invalid wrong) {
            throw new Problem.Invalid(
                    wrong.code(),
                    String.valueOf(wrong.getMessage()),
                    wrong.violations().stream().map(Placing::inBody).toList());
        }
        if (told.outcome() != Orders.Outcome.CREATED) {
            throw new Problem.Conflict("order-number-taken", "Another order has this number: try again.");
        }
        return told.order();
    }

    /** Where it stands in the body of a checkout. */
    private static Problem.Violation inBody(Problem.Violation wrong) {
        String customer = "/customer/";
        return wrong.pointer().startsWith(customer)
                ? new Problem.Violation(
                        "/" + wrong.pointer().substring(customer.length()), wrong.code(), wrong.detail())
                : wrong;
    }

    private Map<String, Product> products(Cart cart) {
        Map<String, Product> products = new HashMap<>();
        catalogue
                .find(
                        cart.lines().stream().map(Cart.Line::sku).distinct().toList(),
                        new Catalogue.Sale(cart.sellerAccount(), cart.currency(), cart.customerId(), Set.of()))
                .forEach(offered -> products.put(offered.product().sku(), offered.product()));
        return products;
    }

    private static void insert(
            Connection connection, Cart cart, Order order, Checkout.Choices choices, String paymentMethod, Actor actor)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.placement (cart_id, order_number, seller_account, customer_id, payment_method, actor,
                    customer_ip, purchase_order, placed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                cart.id(),
                order.number(),
                cart.sellerAccount(),
                order.customerId(),
                paymentMethod,
                actor.id(),
                actor.customerIp(),
                choices.purchaseOrder(),
                cart.changedAt());
    }

    private void tell(Preparation.Prepared prepared, Cart cart, Order order) {
        List<Event.Draft> news = new ArrayList<>();
        if (prepared.abandoned()) {
            news.add(of(order.customerId(), carts.news("cart.recovered", cart), Map.of()));
        }
        news.add(of(order.customerId(), carts.news("cart.completed", cart), Map.of("order", order.number())));
        events.publish(news);
    }

    /** A guest has become known with the order. */
    private static Event.Draft of(UUID customer, Event.Draft news, Map<String, Object> more) {
        Map<String, @Nullable Object> data = new HashMap<>(news.data());
        data.putAll(more);
        return new Event.Draft(news.type(), Optional.of(customer), news.sellerAccounts(), data);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
