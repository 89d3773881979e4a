package org.clientele.watchlist.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.event.Event;
import org.clientele.event.EventFollower;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells whoever watches a customer of new orders, of what comes back, and of bad feedback; each once, however often it is told. */
@Component(
        property = {
            EventFollower.NAME + "=watchlist.alerts",
            EventFollower.TYPES + "=order.imported",
            EventFollower.TYPES + "=order.refunded"
        },
        configurationPid = "org.clientele.watchlist")
public final class Alerting implements EventFollower {
    private final Transactions transactions;
    private final Notifications notifications;
    private final int badRating;
    private final Duration history;

    @Activate
    public Alerting(
            @Reference(target = "(schema=watchlist)") Transactions transactions,
            @Reference Notifications notifications,
            WatchlistConfig config) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.badRating = config.badRating();
        this.history = Duration.ofDays(config.historyDays());
    }

    private record Watcher(String id, Set<String> muted) {}

    /** @param key tells it from other news of the same order */
    private record News(Alert alert, String key, String title) {}

    @Override
    public void follow(List<Event> events) {
        Map<UUID, List<Watcher>> watchers = transactions.sql(connection -> watchers(connection, events));
        for (Event event : events) {
            for (Watcher watcher : event.customerId().map(watchers::get).orElse(List.of())) {
                news(event).stream()
                        .filter(news -> !watcher.muted().contains(news.alert().text()))
                        // Who did it knows.
                        .filter(news -> !watcher.id().equals(event.data().get("by")))
                        .forEach(news -> tell(watcher, event, news));
            }
        }
    }

    private void tell(Watcher watcher, Event event, News news) {
        notifications.tell(Notification.Draft.of(watcher.id(), news.alert().kind(), news.title())
                .about(event.customerId().orElseThrow())
                .forWho("orders:read", Set.copyOf(event.sellerAccounts()))
                .with(facts(event))
                .once(news.key())
                .mailedAs("watch-alert"));
    }

    private static Map<String, @Nullable Object> facts(Event event) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(event.data());
        facts.keySet()
                .retainAll(List.of(
                        "orderId",
                        "number",
                        "total",
                        "currency",
                        "status",
                        "returnedUnits",
                        "refunded",
                        "amount",
                        "rating"));
        return facts;
    }

    private List<News> news(Event event) {
        Map<String, @Nullable Object> data = event.data();
        String order = String.valueOf(data.get("orderId"));
        String number = String.valueOf(data.get("number"));
        if (event.type().equals("order.refunded")) {
            return List.of(new News(
                    Alert.RETURN, "refund:" + order + ":" + data.get("refundId"), "Refund for order " + number));
        }
        boolean isNew = "created".equals(data.get("outcome"));
        if (isNew && isHistory(event)) {
            return List.of();
        }
        List<News> news = new ArrayList<>();
        if (isNew && !"returned".equals(data.get("status"))) {
            news.add(new News(Alert.ORDER, "order:" + order, "New order " + number));
        }
        long returned = number(data, "returnedUnits");
        // What was recorded here was told of then.
        long refunded = number(data, "refunded") - number(data, "recorded");
        if (returned > 0 || refunded > 0) {
            news.add(new News(
                    Alert.RETURN,
                    "return:" + order + ":" + returned + ":" + refunded,
                    returned > 0 ? "Return of order " + number : "Refund for order " + number));
        }
        long rating = number(data, "rating");
        if (rating > 0 && rating <= badRating) {
            news.add(new News(
                    Alert.FEEDBACK,
                    "feedback:" + order + ":" + rating,
                    "Feedback on order " + number + ": " + rating + " of 5"));
        }
        return news;
    }

    private boolean isHistory(Event event) {
        try {
            return event.data().get("placedAt") instanceof String placedAt
                    && Instant.parse(placedAt).isBefore(event.at().minus(history));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static long number(Map<String, @Nullable Object> data, String name) {
        return data.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Map<UUID, List<Watcher>> watchers(Connection connection, List<Event> events) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select customer_id, watcher, muted"
                + " from watchlist.entry where customer_id = any (?) order by watcher")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            events.stream()
                                    .map(Event::customerId)
                                    .flatMap(Optional::stream)
                                    .distinct()
                                    .toArray()));
            Map<UUID, List<Watcher>> watchers = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    watchers.computeIfAbsent(row.getObject(1, UUID.class), customer -> new ArrayList<>())
                            .add(new Watcher(row.getString(2), Set.of((String[])
                                    row.getArray(3).getArray())));
                }
            }
            return watchers;
        }
    }
}
