package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Schedule;
import org.clientele.checkout.NewSubscription;
import org.clientele.checkout.RecordedSubscriptions;
import org.clientele.checkout.Subscriptions;
import org.clientele.order.Order;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Recurring lines of an order begin a subscription: at whoever keeps subscriptions, and until there is one, as rows. */
@Component(
        service = {SubscriptionStart.class, RecordedSubscriptions.class},
        configurationPid = "org.clientele.checkout")
public final class SubscriptionStart implements RecordedSubscriptions {
    private static final int MOST = 1_000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Subscriptions keeper;

    private final Transactions transactions;
    private final HostCalls host;

    @Activate
    public SubscriptionStart(@Reference(target = "(schema=cart)") Transactions transactions, CheckoutConfig config) {
        this.transactions = transactions;
        this.host = new HostCalls(config);
    }

    List<NewSubscription> begin(Connection connection, Cart cart, Order order) throws SQLException {
        List<NewSubscription> begun = cart.lines().stream()
                .filter(line -> line.schedule().type() == Schedule.Type.RECURRING)
                .map(line -> subscription(line, cart, order))
                .toList();
        Subscriptions present = keeper;
        if (!begun.isEmpty() && present != null) {
            host.ask("subscriptions", present, () -> {
                present.begin(begun);
                return true;
            });
        } else {
            for (NewSubscription subscription : begun) {
                insert(connection, subscription);
            }
        }
        return begun;
    }

    private static NewSubscription subscription(Cart.Line line, Cart cart, Order order) {
        return new NewSubscription(
                Uuid7.next(),
                order.customerId(),
                order.sellerAccount(),
                order.number(),
                line.sku(),
                line.name(),
                line.quantity(),
                line.unitPrice(),
                order.document().currency(),
                line.schedule(),
                cart.attribution(),
                order.document().placedAt(),
                next(order.document().placedAt(), line.schedule()));
    }

    /** By the calendar in UTC: a month after the 31st is the last day of the next one. */
    static Instant next(Instant from, Schedule schedule) {
        ChronoUnit unit =
                switch (schedule.unit().orElseThrow()) {
                    case DAY -> ChronoUnit.DAYS;
                    case WEEK -> ChronoUnit.WEEKS;
                    case MONTH -> ChronoUnit.MONTHS;
                    case YEAR -> ChronoUnit.YEARS;
                };
        return OffsetDateTime.ofInstant(from, ZoneOffset.UTC)
                .plus(schedule.every().orElseThrow(), unit)
                .toInstant();
    }

    private static void insert(Connection connection, NewSubscription one) throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.subscription (id, customer_id, seller_account, order_number, sku, name, quantity,
                    unit_price, currency, schedule, attribution, started_at, next_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)""",
                one.id(),
                one.customerId(),
                one.sellerAccount(),
                one.orderNumber(),
                one.sku(),
                one.name(),
                one.quantity(),
                one.unitPrice(),
                one.currency(),
                StoredJson.write(one.schedule()),
                StoredJson.write(one.attribution()),
                one.startedAt(),
                one.nextAt());
    }

    @Override
    public List<NewSubscription> take(int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " can be taken at once");
        }
        return transactions.sql(connection -> {
            List<NewSubscription> taken = new ArrayList<>(Sql.list(connection, """
                    update cart.subscription s set state = 'taken'
                    where id in (select id from cart.subscription where state = 'recorded' order by id limit ?
                        for update skip locked)
                    returning *""", SubscriptionStart::row, most));
            taken.sort(
                    java.util.Comparator.comparing(NewSubscription::startedAt).thenComparing(NewSubscription::id));
            return taken;
        });
    }

    private static NewSubscription row(ResultSet row) throws SQLException {
        return new NewSubscription(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("seller_account"),
                row.getString("order_number"),
                row.getString("sku"),
                Optional.ofNullable(row.getString("name")),
                row.getLong("quantity"),
                row.getLong("unit_price"),
                row.getString("currency"),
                StoredJson.read(row.getString("schedule"), Schedule.class),
                StoredJson.read(row.getString("attribution"), Attribution.class),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "next_at"));
    }
}
