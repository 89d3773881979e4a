package org.clientele.watchlist.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.event.Event;
import org.clientele.notification.Notification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of what happens to whom, and when people are reminded. */
final class AlertingIT {
    private static final WatchlistKit KIT = new WatchlistKit();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Alerting ALERTING =
            new Alerting(KIT.transactions(), KIT.notifications(), WatchlistKit.config(Map.of()));

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.sql("truncate watchlist.entry");
        KIT.told();
    }

    @Test
    void whoWatchesIsToldOfANewOrder() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        put(customer, WatchlistKit.BOB, Alert.RETURN);
        ALERTING.follow(List.of(order(customer, "created", Map.of()), order(UUID.randomUUID(), "created", Map.of())));

        assertThat(KIT.told()).singleElement().satisfies(draft -> {
            assertThat(draft.recipient()).isEqualTo(WatchlistKit.ADA);
            assertThat(draft.kind()).isEqualTo("watchlist.order");
            assertThat(draft.title()).isEqualTo("New order 77");
            assertThat(draft.customer()).contains(customer);
            assertThat(draft.scope()).isEqualTo("orders:read");
            assertThat(draft.sellerAccounts()).containsExactly("north");
            assertThat(draft.key()).contains("order:o1");
            assertThat(draft.data()).containsEntry("number", "77").doesNotContainKey("outcome");
            assertThat(draft.template()).isEqualTo("watch-alert");
        });
    }

    @Test
    void aChangedOrderIsNoNewOne() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        ALERTING.follow(List.of(order(customer, "changed", Map.of())));
        assertThat(KIT.told()).isEmpty();
    }

    @Test
    void whatComesBackAndBadFeedbackAreAlerts() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        ALERTING.follow(List.of(
                order(customer, "changed", Map.of("returnedUnits", 2, "rating", 2)),
                order(customer, "changed", Map.of("rating", 3)),
                order(customer, "changed", Map.of("refunded", 500L)),
                order(customer, "created", Map.of("status", "returned", "returnedUnits", 1))));
        assertThat(KIT.told())
                .extracting(Notification.Draft::kind)
                .containsExactly("watchlist.return", "watchlist.feedback", "watchlist.return", "watchlist.return");
    }

    @Test
    void whoRefundsNeedNotBeToldOfIt() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        put(customer, WatchlistKit.BOB, Alert.values());
        ALERTING.follow(List.of(event(
                "order.refunded",
                customer,
                Map.of("orderId", "o1", "number", "77", "refundId", "r1", "amount", 5, "by", WatchlistKit.ADA))));
        assertThat(KIT.told()).singleElement().satisfies(draft -> {
            assertThat(draft.recipient()).isEqualTo(WatchlistKit.BOB);
            assertThat(draft.key()).contains("refund:o1:r1");
            assertThat(draft.data()).doesNotContainKey("by");
        });
    }

    @Test
    void whatWasRecordedHereIsNotToldAgainWithTheOrder() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        ALERTING.follow(List.of(
                order(customer, "updated", Map.of("refunded", 500L, "recorded", 500L)),
                order(customer, "updated", Map.of("refunded", 700L, "recorded", 500L))));
        assertThat(KIT.told())
                .singleElement()
                .satisfies(draft -> assertThat(draft.key().orElseThrow()).endsWith(":0:200"));
    }

    @Test
    void historyThatIsImportedIsNoNews() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        ALERTING.follow(List.of(order(
                customer,
                "created",
                Map.of("placedAt", NOW.minus(8, ChronoUnit.DAYS).toString(), "returnedUnits", 1, "rating", 1))));
        assertThat(KIT.told()).isEmpty();
        ALERTING.follow(List.of(order(
                customer,
                "changed",
                Map.of("placedAt", NOW.minus(8, ChronoUnit.DAYS).toString(), "rating", 1))));
        assertThat(KIT.told()).hasSize(1);
    }

    @Test
    void strangeEventsHurtNobody() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        ALERTING.follow(List.of(
                event("order.imported", customer, Map.of()),
                event("order.imported", customer, Map.of("placedAt", "soon", "rating", "bad", "outcome", 7)),
                new Event(UUID.randomUUID(), "order.imported", NOW, Optional.empty(), List.of(), Map.of())));
        assertThat(KIT.told()).isEmpty();
    }

    @Test
    void peopleAreRemindedOnceOnTheirDay() {
        UUID customer = watched(WatchlistKit.ADA, Alert.values());
        KIT.as(WatchlistKit.ADA, () -> KIT.watchlist()
                .put(customer, Optional.of("call"), Optional.of(LocalDate.of(2026, 11, 25)), List.of()));

        // In Auckland it is seven in the morning of the 25th, and then eight.
        remindAt("2026-11-24T18:59:00Z");
        assertThat(KIT.told()).isEmpty();
        remindAt("2026-11-24T19:00:00Z");
        assertThat(KIT.told()).singleElement().satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo("watchlist.reminder");
            assertThat(draft.title()).doesNotContain("call");
            assertThat(draft.data()).containsEntry("reason", "call").containsEntry("remindOn", "2026-11-25");
            assertThat(draft.scope()).isEqualTo("customers:read");
        });
        remindAt("2026-11-24T19:01:00Z");
        remindAt("2026-11-29T19:01:00Z");
        assertThat(KIT.told()).isEmpty();

        KIT.as(WatchlistKit.ADA, () -> KIT.watchlist()
                .put(customer, Optional.empty(), Optional.of(LocalDate.of(2026, 11, 28)), List.of()));
        remindAt("2026-11-29T01:00:00Z");
        assertThat(KIT.told()).hasSize(1);
    }

    @Test
    void manyAreRemindedAndTheIndexKnowsWho() {
        KIT.sql("insert into watchlist.entry (customer_id, watcher, remind_on) select gen_random_uuid(), '"
                + WatchlistKit.ADA + "', '2026-11-20' from generate_series(1, 250)");
        remindAt("2026-11-24T19:00:00Z");
        assertThat(KIT.told()).hasSize(250);
        assertThat(KIT.as(WatchlistKit.ADA, KIT.watchlist()::count)).isEqualTo(250);
    }

    private static void remindAt(String time) {
        new Reminders(
                        KIT.transactions(),
                        KIT.notifications(),
                        WatchlistKit.config(Map.of("timeZone", "Pacific/Auckland")),
                        Clock.fixed(Instant.parse(time), ZoneOffset.UTC))
                .run();
    }

    private static UUID watched(String watcher, Alert... alerts) {
        UUID customer = UUID.randomUUID();
        put(customer, watcher, alerts);
        return customer;
    }

    private static void put(UUID customer, String watcher, Alert... alerts) {
        KIT.as(watcher, () -> KIT.watchlist().put(customer, Optional.empty(), Optional.empty(), List.of(alerts)));
    }

    private static Event order(UUID customer, String outcome, Map<String, Object> more) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("orderId", "o1");
        data.put("number", "77");
        data.put("status", "completed");
        data.put("placedAt", NOW.toString());
        data.put("outcome", outcome);
        data.put("returnedUnits", 0);
        data.put("refunded", 0);
        data.put("rating", null);
        data.putAll(more);
        return event("order.imported", customer, data);
    }

    private static Event event(String type, UUID customer, Map<String, @Nullable Object> data) {
        return new Event(UUID.randomUUID(), type, NOW, Optional.of(customer), List.copyOf(Set.of("north")), data);
    }
}
