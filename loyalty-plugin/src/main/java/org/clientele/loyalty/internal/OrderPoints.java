package org.clientele.loyalty.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.EventFollower;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the points of each order as they should be, whatever happens to it: each time something is told of an order, what it is worth now is compared
 * with what was credited for it, and the difference moves. So being told twice changes nothing. Points that were spent already cannot be taken
 * back: they are owed, and taken from what the customer earns next.
 */
@Component(
        service = {EventFollower.class, OrderPoints.class},
        property = {
            EventFollower.NAME + "=loyalty.orders",
            EventFollower.TYPES + "=order.imported",
            EventFollower.TYPES + "=order.refunded"
        })
public final class OrderPoints implements EventFollower {
    private final Transactions transactions;
    private final Orders orders;
    private final Customers customers;
    private final Ledger ledger;
    private final Rules rules;
    private final Tiers tiers;
    private final Referrals referrals;
    private final Clock clock;

    @Activate
    public OrderPoints(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Orders orders,
            @Reference Customers customers,
            @Reference Ledger ledger,
            @Reference Rules rules,
            @Reference Tiers tiers,
            @Reference Referrals referrals) {
        this(transactions, orders, customers, ledger, rules, tiers, referrals, Clock.systemUTC());
    }

    OrderPoints(
            Transactions transactions,
            Orders orders,
            Customers customers,
            Ledger ledger,
            Rules rules,
            Tiers tiers,
            Referrals referrals,
            Clock clock) {
        this.transactions = transactions;
        this.orders = orders;
        this.customers = customers;
        this.ledger = ledger;
        this.rules = rules;
        this.tiers = tiers;
        this.referrals = referrals;
        this.clock = clock;
    }

    private record Key(String number, Optional<String> sellerAccount) {}

    @Override
    public void follow(List<Event> events) {
        Set<Key> seen = new HashSet<>();
        List<Order> told = new ArrayList<>();
        for (Event event : events) {
            Key key = new Key(
                    String.valueOf(event.data().get("number")),
                    event.sellerAccounts().stream().findFirst());
            // Of several events of an order one is enough: the order is looked at as it is now.
            if (seen.add(key)) {
                orders.find(key.number(), key.sellerAccount()).ifPresent(told::add);
            }
        }
        // Customers are locked in the order in which an import locks them, or each would wait for the other.
        told.sort(Comparator.comparing(order -> order.customerId().toString()));
        told.forEach(this::follow);
    }

    private void follow(Order order) {
        transactions.<Boolean>sql(connection -> {
            // Asked first: a lock that is refused would undo the other orders' points with it.
            if (isPerson(order.customerId())) {
                settle(connection, order, customers.lock(order.customerId()));
            }
            return true;
        });
    }

    private boolean isPerson(UUID customer) {
        return customers.find(customer).filter(found -> !found.erased()).isPresent();
    }

    private record Known(UUID customer, Instant rulesAt, BigDecimal factor, long credited) {}

    private void settle(Connection connection, Order order, Customer customer) throws SQLException {
        Optional<Known> known = Sql.first(
                connection,
                "select customer_id, rules_at, factor, credited from loyalty.order_points where order_id = ? for update",
                row -> new Known(
                        row.getObject(1, UUID.class),
                        Sql.instant(row, "rules_at"),
                        row.getBigDecimal(3),
                        row.getLong(4)),
                order.id());
        Instant rulesAt =
                known.map(Known::rulesAt).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MICROS));
        List<Rule> valid = rules.validAt(connection, rulesAt);
        BigDecimal factor =
                known.map(Known::factor).orElseGet(() -> OrderWorth.factor(valid, Set.copyOf(customer.groups())));
        long worth = OrderWorth.of(order.document(), valid, factor);
        if (known.isEmpty() && worth == 0) {
            return;
        }
        long credited = known.map(Known::credited).orElse(0L);
        if (known.isPresent() && !known.get().customer().equals(order.customerId())) {
            UUID before = known.get().customer();
            credited = takeFromFormerBuyer(connection, before, order, credited);
            if (credited > 0) {
                keep(connection, order.id(), before, rulesAt, factor, 0, credited);
                return;
            }
        }
        credited += move(connection, order.customerId(), order, worth - credited);
        keep(connection, order.id(), order.customerId(), rulesAt, factor, worth, credited);
        collect(connection, order.customerId());
        if (worth > 0) {
            referrals.bought(connection, order.customerId());
        }
        tiers.review(connection, order.customerId());
    }

    /**
     * The platform says now that the order is somebody else's.
     *
     * @return what is still credited, since it was spent
     */
    private long takeFromFormerBuyer(Connection connection, UUID buyer, Order order, long credited)
            throws SQLException {
        boolean person = isPerson(buyer);
        if (person) {
            customers.lock(buyer);
        }
        long left = credited + move(connection, buyer, order, -credited);
        if (person) {
            tiers.review(connection, buyer);
        }
        return left;
    }

    /** @return what moved: less than is wanted if the account has not so much, or no room for more */
    private long move(Connection connection, UUID customer, Order order, long points) throws SQLException {
        return ledger.moveAtMost(
                        connection,
                        new Ledger.Movement(
                                customer,
                                Entry.Kind.ORDER,
                                points,
                                Optional.of("Order " + order.number()),
                                Optional.of(order.id())))
                .map(Entry::points)
                .orElse(0L);
    }

    private static void keep(
            Connection connection,
            UUID order,
            UUID customer,
            Instant rulesAt,
            BigDecimal factor,
            long worth,
            long credited)
            throws SQLException {
        Sql.update(connection, """
                insert into loyalty.order_points (order_id, customer_id, rules_at, factor, worth, credited)
                values (?, ?, ?, ?, ?, ?)
                on conflict (order_id) do update set customer_id = excluded.customer_id, worth = excluded.worth,
                    credited = excluded.credited""", order, customer, rulesAt, factor, worth, credited);
    }

    private record Owed(UUID order, long points) {}

    /** Takes what is owed for orders that are worth less than was credited for them. Call it after points were credited. */
    void collect(Connection connection, UUID customer) throws SQLException {
        List<Owed> owed =
                Sql.list(connection, """
                select order_id, credited - worth from loyalty.order_points
                where customer_id = ? and credited > worth order by order_id""", row -> new Owed(row.getObject(1, UUID.class), row.getLong(2)), customer);
        for (Owed one : owed) {
            Optional<Entry> taken = ledger.moveAtMost(
                    connection,
                    new Ledger.Movement(
                            customer,
                            Entry.Kind.ORDER,
                            -one.points(),
                            Optional.of("Owed for an order"),
                            Optional.of(one.order())));
            if (taken.isEmpty()) {
                return;
            }
            Sql.update(
                    connection,
                    "update loyalty.order_points set credited = credited + ? where order_id = ?",
                    taken.get().points(),
                    one.order());
        }
    }
}
