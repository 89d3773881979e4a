package org.clientele.watchlist.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reminds watchers once on the day they chose, or as soon after it as it can. */
@Component(
        property = {RecurringWork.NAME + "=watchlist.reminders", RecurringWork.PAUSE_SECONDS + ":Integer=60"},
        configurationPid = "org.clientele.watchlist")
public final class Reminders implements RecurringWork {
    private static final int BATCH = 100;

    private final Transactions transactions;
    private final Notifications notifications;
    private final ZoneId zone;
    private final int hour;
    private final Clock clock;

    @Activate
    public Reminders(
            @Reference(target = "(schema=watchlist)") Transactions transactions,
            @Reference Notifications notifications,
            WatchlistConfig config) {
        this(transactions, notifications, config, Clock.systemUTC());
    }

    Reminders(Transactions transactions, Notifications notifications, WatchlistConfig config, Clock clock) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.zone = ZoneId.of(config.timeZone());
        this.hour = config.reminderHour();
        this.clock = clock;
    }

    private record Due(UUID customer, String watcher, Optional<String> reason, LocalDate on) {}

    @Override
    public void run() {
        ZonedDateTime now = ZonedDateTime.ofInstant(clock.instant(), zone);
        LocalDate upTo =
                now.getHour() >= hour ? now.toLocalDate() : now.toLocalDate().minusDays(1);
        while (transactions.sql(connection -> remind(connection, upTo)) == BATCH) {
            // More of them, each batch in a transaction of its own.
        }
    }

    private int remind(Connection connection, LocalDate upTo) throws SQLException {
        List<Due> due = take(connection, upTo);
        for (Due one : due) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("remindOn", one.on().toString());
            one.reason().ifPresent(reason -> data.put("reason", reason));
            notifications.tell(Notification.Draft.of(
                            one.watcher(), "watchlist.reminder", "You wanted to think of a customer today")
                    .about(one.customer())
                    .with(data)
                    .once("reminder:" + one.customer() + ":" + one.on())
                    .mailedAs("watch-alert"));
        }
        return due.size();
    }

    private static List<Due> take(Connection connection, LocalDate upTo) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with due as (
                    select customer_id, watcher from watchlist.entry
                    where remind_on is distinct from reminded_on and remind_on is not null and remind_on <= ?
                    order by remind_on limit ? for update skip locked)
                update watchlist.entry e set reminded_on = remind_on from due d
                where e.customer_id = d.customer_id and e.watcher = d.watcher
                returning e.customer_id, e.watcher, e.reason, e.remind_on""")) {
            update.setObject(1, upTo);
            update.setInt(2, BATCH);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            Optional.ofNullable(row.getString(3)),
                            row.getObject(4, LocalDate.class)));
                }
            }
            return due;
        }
    }
}
