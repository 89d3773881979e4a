package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Who watches is told: the watchlist with the followers of events and the notifications of the core. */
final class WatchlistIT {
    private static final Api API = Distribution.shared().api();

    @Test
    void whoWatchesHearsOfOrdersReturnsAndBadFeedbackOnce() {
        Api watcher = key(API, "north-watch");
        String customer = customer(API, "north-watch");
        assertThat(watcher.put("watchlist/" + customer, Map.of()).status()).isEqualTo(200);
        Map<String, Object> order = order(customer, "north-watch");
        String number = number();
        assertThat(API.put("orders/" + number, order).status()).isBetween(200, 201);
        until(() -> kinds(watcher).equals(List.of("watchlist.order")));

        order.put("feedback", Map.of("rating", 1));
        order.put(
                "returns",
                List.of(Map.of("at", Instant.now().toString(), "lines", List.of(Map.of("sku", "A", "quantity", 1)))));
        assertThat(API.put("orders/" + number, order).status()).isEqualTo(200);
        until(() -> kinds(watcher).size() == 3);
        assertThat(kinds(watcher))
                .containsExactlyInAnyOrder("watchlist.order", "watchlist.return", "watchlist.feedback");
        order.put("fulfilment", "shipped");
        assertThat(API.put("orders/" + number, order).status()).isEqualTo(200);

        Api.Answer own = watcher.get("notifications?unread=true");
        assertThat(own.body().get("items").findValuesAsText("customer")).containsOnly(customer);
        assertThat(own.text()).contains(number);
        String newest = own.at("/items/0/id");
        assertThat(watcher.post("notifications/read", Map.of("upTo", newest)).status())
                .isEqualTo(200);
        assertThat(watcher.get("notifications?unread=true").body().get("items")).isEmpty();
        Api.Answer followers = API.get("events/followers");
        assertThat(followers.text()).contains("\"name\":\"watchlist.alerts\"", "\"failures\":0");
    }

    @Test
    void whoSeesOtherSellerAccountsHearsNothingOfTheirs() {
        Api both = key(API, "north-ear", "south-ear");
        String customer = customer(API, "north-ear", "south-ear");
        Api north = key(API, "north-ear");
        both.put("watchlist/" + customer, Map.of());
        north.put("watchlist/" + customer, Map.of());
        API.put("orders/" + number(), order(customer, "south-ear"));
        until(() -> kinds(both).equals(List.of("watchlist.order")));
        assertThat(kinds(north)).isEmpty();
        API.put("orders/" + number(), order(customer, "north-ear"));
        until(() -> kinds(north).equals(List.of("watchlist.order")));
    }

    @Test
    void reminderComesOnItsDay() throws Exception {
        Api watcher = key(API, "north-remind");
        String customer = customer(API, "north-remind");
        watcher.put(
                "watchlist/" + customer,
                Map.of(
                        "reason",
                        "call",
                        "remindOn",
                        LocalDate.now().minusDays(1).toString()));
        Until.within(Duration.ofSeconds(100), "the reminder", () -> {
            lookForReminders();
            return kinds(watcher).equals(List.of("watchlist.reminder"));
        });
        assertThat(watcher.get("watchlist/alerts").at("/items/0/data/reason")).isEqualTo("call");
    }

    @Test
    void manyAreWatchedByOneBulkAction() {
        String customer = customer(API, "north-bulk");
        Api watcher = key(API, "north-bulk");
        assertThat(API.get("customers/bulk/actions").text()).contains("watchlist.watch", "watchlist.unwatch");
        Api.Answer started = watcher.post(
                "customers/bulk", Map.of("ids", List.of(customer), "action", "watchlist.watch", "params", Map.of()));
        assertThat(started.status()).as(started.text()).isBetween(200, 202);
        until(() -> watcher.get("watchlist/" + customer).status() == 200);
    }

    @Test
    void dataListsAndTheFollowersPlaceSurviveAnUninstall() throws Exception {
        try (OperatorShell shell = OperatorShell.start("watchlist")) {
            Distribution distribution = shell.distribution();
            Api api = distribution.api();
            until(() -> api.get("watchlist").status() == 200);
            Api watcher = key(api, "default");
            String customer = customer(api, "default");
            watcher.put("watchlist/" + customer, Map.of("reason", "big"));
            String list = watcher.post("watchlist/lists", Map.of("name", "Key accounts"))
                    .at("/id");
            watcher.put("watchlist/lists/" + list + "/customers/" + customer, Map.of());
            api.put("orders/before", order(customer, "default"));
            until(() -> kinds(watcher).equals(List.of("watchlist.order")));

            shell.type("feature:uninstall clientele-watchlist");
            until(() -> watcher.get("watchlist").status() == 404, Duration.ofSeconds(60));
            assertThat(api.get("events/followers").text())
                    .contains("\"name\":\"watchlist.alerts\"", "\"registered\":false");
            assertThat(api.put("orders/meanwhile", order(customer, "default")).status())
                    .isBetween(200, 201);

            shell.type("feature:install clientele-watchlist");
            until(() -> watcher.get("watchlist").status() == 200, Duration.ofSeconds(60));
            assertThat(watcher.get("watchlist/" + customer).at("/reason")).isEqualTo("big");
            assertThat(watcher.get("watchlist/lists/" + list + "/customers").at("/items/0/customerId"))
                    .isEqualTo(customer);
            until(() -> kinds(watcher).size() == 2);
            assertThat(watcher.get("watchlist/alerts").text()).contains("before", "meanwhile");
        }
    }

    /** Rather than within a minute. */
    private static void lookForReminders() throws SQLException {
        Distribution shared = Distribution.shared();
        try (Connection connection =
                        DriverManager.getConnection(shared.databaseUrl(), "clientele", shared.databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute("update customer.recurring_task set execution_time = now()"
                    + " where task_name = 'watchlist.reminders' and not picked");
        }
    }

    private static Api key(Api api, String... accounts) {
        Api.Answer made = api.post(
                "keys",
                Map.of(
                        "name",
                        "watcher",
                        "scopes",
                        List.of(
                                "customers:read",
                                "customers:write",
                                "orders:read",
                                "watchlist:read",
                                "watchlist:write"),
                        "sellerAccounts",
                        List.of(accounts)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return api.withKey(made.at("/token"));
    }

    private static String customer(Api api, String... accounts) {
        Api.Answer made = api.post("customers", Map.of("firstName", "W", "sellerAccounts", List.of(accounts)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at("/id");
    }

    private static Map<String, Object> order(String customer, String account) {
        return new HashMap<>(Map.of(
                "placedAt",
                Instant.now().toString(),
                "status",
                "completed",
                "currency",
                "EUR",
                "sellerAccount",
                account,
                "customer",
                Map.of("id", customer),
                "lines",
                List.of(Map.of("sku", "A", "name", "A", "quantity", 1, "unitPrice", 100))));
    }

    private static String number() {
        return "W" + UUID.randomUUID().toString().substring(0, 12);
    }

    private static List<String> kinds(Api api) {
        JsonNode items = api.get("watchlist/alerts").body().path("items");
        return items.findValuesAsText("kind");
    }

    private static void until(BooleanSupplier reached) {
        until(reached, Duration.ofSeconds(30));
    }

    private static void until(BooleanSupplier reached, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
