package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds carts that nobody came back to, and tells once of each. Those that wait for an approval are not left. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=cart.abandonment", RecurringWork.PAUSE_SECONDS + ":Integer=60"},
        configurationPid = "org.clientele.cart")
public final class Abandonment implements RecurringWork {
    private static final int BATCH = 200;

    private final Transactions transactions;
    private final Events events;
    private final Duration idle;
    private final Clock clock;

    @Activate
    public Abandonment(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference Events events,
            CartConfig config) {
        this(transactions, events, config, Clock.systemUTC());
    }

    Abandonment(Transactions transactions, Events events, CartConfig config, Clock clock) {
        this.transactions = transactions;
        this.events = events;
        this.idle = Duration.ofMinutes(config.abandonedAfterMinutes());
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        while (transactions.sql(connection -> abandon(connection, now)) == BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private int abandon(Connection connection, Instant now) throws SQLException {
        List<Event.Draft> news = Sql.list(
                connection,
                """
                with idle as (
                    select id from cart.cart
                    where status = 'open' and not held and abandoned_at is null and units > 0 and changed_at < ?
                    order by changed_at limit ? for no key update skip locked)
                update cart.cart c set abandoned_at = ? from idle where c.id = idle.id
                returning c.id, c.customer_id, c.seller_account, c.total, c.currency, c.changed_at,
                    jsonb_array_length(c.lines) as lines""",
                row -> {
                    Map<String, @Nullable Object> data = new HashMap<>();
                    data.put("cartId", row.getObject("id", UUID.class).toString());
                    data.put("total", row.getLong("total"));
                    data.put("currency", row.getString("currency"));
                    data.put("lines", row.getInt("lines"));
                    data.put("changedAt", Sql.instant(row, "changed_at").toString());
                    return new Event.Draft(
                            "cart.abandoned",
                            Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                            Optional.of(Set.of(row.getString("seller_account"))),
                            data);
                },
                now.minus(idle),
                BATCH,
                now);
        if (!news.isEmpty()) {
            events.publish(news);
        }
        return news.size();
    }
}
