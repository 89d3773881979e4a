package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Points in the assembled product: the ledger with the orders, carts, merges and shoppers of the core. */
final class LoyaltyIT {
    private static final Api API = Distribution.shared().api();
    private static final String FEATURE = "features/clientele-loyalty";
    private static final String STORE = "Clientele-Store-Key";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void pointsFollowAnOrderWhateverBecomesOfIt() throws Exception {
        String customer = customer(API);
        String number = unique("L");
        Map<String, Object> order = order(customer, 4, 2_500);
        put(number, order);
        until("the order's points", () -> balance(customer) == 100);
        assertThat(API.post("orders/" + number + "/refunds", Map.of("amount", 1_000, "reason", "late"))
                        .status())
                .isEqualTo(201);
        until("less by what was refunded", () -> balance(customer) == 90);
        put(number, order);
        order.put(
                "returns",
                List.of(Map.of("at", Instant.now().toString(), "lines", List.of(Map.of("sku", "A", "quantity", 2)))));
        put(number, order);
        until("less by what came back", () -> balance(customer) == 50);
        order.put("status", "cancelled");
        put(number, order);
        until("nothing of a cancelled order", () -> balance(customer) == 0);
        order.put("status", "completed");
        put(number, order);
        put(number, order);
        until("what is left of it again", () -> balance(customer) == 50);

        // Each change moved once: 100, -10, -40, -50, 50.
        assertThat(entries(customer).findValuesAsText("points")).containsExactly("50", "-50", "-40", "-10", "100");
        assertThat(account(customer).at("/pointsEarned")).isEqualTo("50");
        assertThat(API.get("events/followers").text()).contains("\"name\":\"loyalty.orders\"");
        assertProven();
    }

    @Test
    void ordersOfAnErasedCustomerHoldUpNobody() throws Exception {
        String gone = customer(API);
        String number = unique("E");
        Map<String, Object> order = order(gone, 1, 10_000);
        put(number, order);
        until("points", () -> balance(gone) == 100);
        assertThat(adjust(gone, -30, "a secret reason").status()).isEqualTo(201);
        Api.Answer person = API.get("customers/" + gone);
        assertThat(API.delete(
                                "customers/" + gone + "?mode=erase&confirm=" + person.at("/reference"),
                                "If-Match",
                                person.headers().firstValue("ETag").orElseThrow())
                        .status())
                .isBetween(200, 204);
        assertThat(API.post("orders/" + number + "/refunds", Map.of("amount", 10_000, "reason", "gone"))
                        .status())
                .isEqualTo(201);
        String next = customer(API);
        put(unique("E"), order(next, 1, 10_000));
        until("the next one's points", () -> balance(next) == 100);

        assertThat(balance(gone)).isEqualTo(70);
        assertThat(entries(gone).toString()).doesNotContain("a secret reason", number);
        assertThat(adjust(gone, 5, "x").at("/code")).isEqualTo("erased");
        assertProven();
    }

    @Test
    void anAdjustmentThatIsSentTwiceChangesNothingTwice() {
        String customer = customer(API);
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("points", 40, "reason", "welcome");
        Api.Answer first = API.post("loyalty/accounts/" + customer + "/entries", body, "Idempotency-Key", key);
        Api.Answer second = API.post("loyalty/accounts/" + customer + "/entries", body, "Idempotency-Key", key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(balance(customer)).isEqualTo(40);
        assertThat(adjust(customer, -41, "tea").at("/code")).isEqualTo("insufficient-points");
        assertThat(entries(customer)).hasSize(1);
    }

    @Test
    void customersAreListedByTheirPoints() throws Exception {
        String family = unique("Points").replace("-", "");
        String few = named(family);
        String many = named(family);
        String none = named(family);
        adjust(few, 3, "x");
        adjust(many, 300, "x");
        String ofFamily = "filter=lastName%20eq%20%22" + family + "%22";
        until("most points first", () -> ids(API.get(
                        "customers?" + ofFamily + "&sort=-loyalty.points&fields=id,loyalty.points"))
                .equals(List.of(many, few, none)));
        assertThat(ids(API.get("customers?" + ofFamily + "&sort=loyalty.points&fields=id,loyalty.points")))
                .containsExactly(none, few, many);
        assertThat(ids(API.get("customers?" + ofFamily + "%20and%20loyalty.points%20gt%203&fields=id,loyalty.tier")))
                .containsExactly(many);
    }

    @Test
    void manyAreAdjustedAtOnceAndTriedBefore() throws Exception {
        String rich = customer(API);
        String poor = customer(API);
        adjust(rich, 100, "x");
        Map<String, Object> body = new HashMap<>(Map.of(
                "ids",
                List.of(rich, poor),
                "action",
                "loyalty.adjust",
                "params",
                Map.of("points", -60, "reason", "a fee"),
                "confirm",
                2,
                "dryRun",
                true));
        Api.Answer tried = operation(API.post("customers/bulk", body));
        assertThat(tried.at("/result/changed")).as(tried.text()).isEqualTo("1");
        assertThat(tried.at("/result/failed")).isEqualTo("1");
        assertThat(balance(rich)).isEqualTo(100);
        body.put("dryRun", false);
        Api.Answer done = operation(API.post("customers/bulk", body));
        assertThat(done.at("/result/changed")).as(done.text()).isEqualTo("1");
        assertThat(API.get(done.at("/result/items") + "?outcome=failed").at("/items/0/code"))
                .isEqualTo("insufficient-points");
        assertThat(balance(rich)).isEqualTo(40);
        assertThat(balance(poor)).isZero();
    }

    @Test
    void aTierBringsItsGroupAndAMergeBringsTheTier() throws Exception {
        String group = unique("tier");
        assertThat(API.post("groups", Map.of("code", group, "name", group, "kind", "vip"))
                        .status())
                .isEqualTo(201);
        String tier = unique("gold");
        int threshold = 3_000_000 + Math.floorMod(tier.hashCode(), 1_000_000);
        Api.Answer made = API.put(
                "loyalty/tiers/" + tier,
                Map.of("name", "Gold", "threshold", threshold, "customerGroup", group, "benefits", List.of("Tea")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        try {
            String into = customer(API);
            String from = customer(API);
            adjust(into, threshold - 10, "x");
            adjust(from, 10, "x");
            assertThat(account(into).at("/tier")).isNotEqualTo(tier);
            assertThat(account(into).at("/nextTierThreshold")).isEqualTo(Integer.toString(threshold));
            String merge = API.post("customers/" + into + "/merges", Map.of("from", List.of(from)))
                    .at("/id");
            until("the survivor's tier", () -> account(into).at("/tier").equals(tier));
            until("its group", () -> API.get("customers/" + into).text().contains(group));
            assertThat(API.post("merges/" + merge + "/undo", Map.of()).status()).isEqualTo(200);
            until(
                    "no tier without the other's points",
                    () -> !account(into).at("/tier").equals(tier));
            until("nor its group", () -> !API.get("customers/" + into).text().contains(group));
            adjust(from, threshold, "x");
            assertThat(API.get("customers/" + from).text()).contains(group);
            assertThat(account(from).at("/tier")).isEqualTo(tier);
        } finally {
            String version = API.get("loyalty/tiers/" + tier)
                    .headers()
                    .firstValue("ETag")
                    .orElse("");
            assertThat(API.delete("loyalty/tiers/" + tier, "If-Match", version).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void pointsPayInACartAndTheCheckoutUsesThemUp() throws Exception {
        String customer = customer(API);
        adjust(customer, 1_000, "x");
        String sku = unique("tea");
        assertThat(API.put(
                                "products/" + sku,
                                Map.of("name", "Tea", "price", Map.of("amount", 2_000, "currency", "EUR")))
                        .status())
                .isEqualTo(201);
        Api.Answer cart =
                API.post("carts", Map.of("customerId", customer, "lines", List.of(Map.of("sku", sku, "quantity", 1))));
        assertThat(cart.status()).as(cart.text()).isEqualTo(201);
        String id = cart.at("/id");
        Api.Answer redeemed =
                API.post("loyalty/accounts/" + customer + "/redemptions", Map.of("points", 300, "cart", id));
        assertThat(redeemed.status()).as(redeemed.text()).isEqualTo(201);
        String code = redeemed.at("/code");
        assertThat(balance(customer)).isEqualTo(700);
        Api.Answer with = API.get("carts/" + id);
        assertThat(with.body().get("offers").toString()).contains(code, "300");
        long total = with.body().get("total").asLong();
        assertThat(total).isEqualTo(cart.body().get("total").asLong() - 300);
        Api.Answer placed = API.post(
                "carts/" + id + "/checkout",
                Map.of(
                        "paymentMethod",
                        "invoice",
                        "email",
                        unique("x") + "@example.com",
                        "shippingAddress",
                        Map.of("line1", "1 Tea Lane", "city", "Berlin", "postalCode", "10115", "country", "DE")));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(API.get("coupons/" + code).at("/balance/amount")).isEqualTo("0");
        assertThat(API.delete("loyalty/accounts/" + customer + "/redemptions/" + redeemed.at("/id"))
                        .at("/code"))
                .isEqualTo("voucher-used");
        assertThat(balance(customer)).isEqualTo(700);
        assertProven();
    }

    @Test
    void whatWasSpentBetweenAMergeAndItsUndoIsAccountedFor() throws Exception {
        String into = customer(API);
        String from = customer(API);
        String number = unique("M");
        put(number, order(from, 3, 1_000));
        until("points of the order", () -> balance(from) == 30);
        adjust(into, 12, "x");
        Api.Answer merge = API.post("customers/" + into + "/merges", Map.of("from", List.of(from)));
        assertThat(merge.status()).as(merge.text()).isEqualTo(201);
        assertThat(balance(into)).isEqualTo(42);
        assertThat(adjust(into, -35, "a present").status()).isEqualTo(201);
        assertProven();

        Api.Answer undone = API.post("merges/" + merge.at("/id") + "/undo", Map.of());
        assertThat(undone.status()).as(undone.text()).isEqualTo(200);
        assertThat(balance(into) + balance(from)).isEqualTo(7);
        assertThat(account(into).at("/pointsSpent")).isEqualTo("35");
        assertProven();

        assertThat(API.post("orders/" + number + "/refunds", Map.of("amount", 3_000, "reason", "back"))
                        .status())
                .isEqualTo(201);
        long left = balance(from);
        until("what there is is taken back", () -> left == 0 || balance(from) == 0);
        // The rest is owed, and taken from what comes next.
        adjust(from, 100, "x");
        until("no more than the order gave is taken", () -> balance(from) == 100 - (30 - left));
        assertProven();
    }

    @Test
    void aShopperSeesAndSpendsTheOwnPoints() {
        Api nobody = Distribution.shared().anonymous();
        String store = API.post("keys", Map.of("name", unique("store"), "scopes", List.of("store:use")))
                .at("/token");
        Api shopper = shopper(nobody, store);
        String me = shopper.get("/api/store/v1/me", STORE, store).at("/id");
        adjust(me, 500, "staff only");
        Api.Answer mine = shopper.get("/api/store/v1/me/loyalty", STORE, store);
        assertThat(mine.status()).as(mine.text()).isEqualTo(200);
        assertThat(mine.at("/balance")).isEqualTo("500");
        assertThat(mine.at("/referralCode")).hasSize(10);
        Api.Answer lines = shopper.get("/api/store/v1/me/loyalty/entries", STORE, store);
        assertThat(lines.at("/items/0/points")).isEqualTo("500");
        assertThat(lines.text()).doesNotContain("staff only", "actor");
        String reward = API.post(
                        "loyalty/rewards",
                        Map.of(
                                "name",
                                unique("Five off"),
                                "points",
                                400,
                                "value",
                                Map.of("amount", 500, "currency", "EUR")))
                .at("/id");
        assertThat(shopper.get("/api/store/v1/me/loyalty/rewards", STORE, store).text())
                .contains(reward);
        Api.Answer redeemed =
                shopper.post("/api/store/v1/me/loyalty/redemptions", Map.of("reward", reward), STORE, store);
        assertThat(redeemed.status()).as(redeemed.text()).isEqualTo(201);
        assertThat(API.get("coupons/" + redeemed.at("/code")).at("/balance/amount"))
                .isEqualTo("500");
        assertThat(shopper.get("/api/store/v1/me/loyalty", STORE, store).at("/balance"))
                .isEqualTo("100");
        assertThat(shopper.post(
                                "/api/store/v1/me/loyalty/referral",
                                Map.of("code", mine.at("/referralCode")),
                                STORE,
                                store)
                        .at("/errors/0/code"))
                .isEqualTo("unknown-code");
        assertThat(nobody.get("/api/store/v1/me/loyalty").status()).isEqualTo(401);
    }

    @Test
    void otherSellerAccountsAreNotFound() {
        String customer = API.post("customers", Map.of("firstName", "S", "sellerAccounts", List.of("south-points")))
                .at("/id");
        Api north = API.withKey(API.post(
                        "keys",
                        Map.of(
                                "name",
                                unique("k"),
                                "scopes",
                                List.of("loyalty:read", "loyalty:write"),
                                "sellerAccounts",
                                List.of("north-points")))
                .at("/token"));
        assertThat(north.get("loyalty/accounts/" + customer).status()).isEqualTo(404);
        assertThat(north.post("loyalty/accounts/" + customer + "/entries", Map.of("points", 5))
                        .status())
                .isEqualTo(404);
        assertThat(north.get("loyalty/adjustments").at("/code")).isEqualTo("all-seller-accounts");
        assertThat(north.get("loyalty/proof").at("/code")).isEqualTo("all-seller-accounts");
        assertThat(north.get("loyalty/rules").status()).isEqualTo(200);
    }

    @Test
    void itIsSwitchedInstalledAndExaminedAndKeepsItsPoints() throws Exception {
        try (OperatorShell shell = OperatorShell.start("loyalty")) {
            Api api = shell.distribution().api();
            until("it is there", () -> api.get("loyalty/rules").status() == 200);
            String customer = customer(api);
            api.post("loyalty/accounts/" + customer + "/entries", Map.of("points", 25));
            until("healthy", () -> api.get(FEATURE + "/doctor").at("/healthy").equals("true"));
            until(
                    "no findings",
                    () -> api.get(FEATURE + "/doctor").body().get("findings").isEmpty());
            assertThat(shell.type("clientele:doctor loyalty")).isEqualToIgnoringWhitespace("Nothing is broken.");

            assertThat(api.put(FEATURE, Map.of("enabled", false)).at("/state")).isEqualTo("disabled");
            assertThat(api.get("loyalty/accounts/" + customer).at("/code")).isEqualTo("feature-disabled");
            until(
                    "no such attribute",
                    () -> api.get("customers?sort=loyalty.points").status() == 400);
            assertThat(api.put("orders/off", order(customer, 1, 1_000)).status())
                    .isBetween(200, 201);
            assertThat(api.put(FEATURE, Map.of("enabled", true)).at("/state")).isEqualTo("active");
            until("what happened meanwhile", () -> balance(api, customer) == 35);

            shell.type("feature:uninstall clientele-loyalty");
            within("it is gone", () -> api.get("loyalty/rules").status() == 404);
            assertThat(api.put("orders/uninstalled", order(customer, 1, 2_000)).status())
                    .isBetween(200, 201);
            shell.type("feature:install clientele-loyalty");
            within("it is back", () -> api.get("loyalty/rules").status() == 200);
            until("all of its points", () -> balance(api, customer) == 55);
            switchUnderLoad(api);
            assertThat(api.get("loyalty/proof").at("/intact")).isEqualTo("true");
        }
    }

    /** Who is given a point has it, whatever is switched meanwhile, and lists notice nothing. */
    private static void switchUnderLoad(Api api) throws Exception {
        AtomicBoolean on = new AtomicBoolean(true);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> given = new ArrayList<>();
            List<Future<List<String>>> listed = new ArrayList<>();
            List<String> customers = List.of(customer(api), customer(api));
            for (String customer : customers) {
                given.add(clients.submit(() -> {
                    int points = 0;
                    while (on.get()) {
                        int status = api.post("loyalty/accounts/" + customer + "/entries", Map.of("points", 1))
                                .status();
                        points += status == 201 ? 1 : 0;
                    }
                    return points;
                }));
                listed.add(clients.submit(() -> {
                    List<String> failed = new ArrayList<>();
                    while (on.get()) {
                        Api.Answer list = api.get("customers?sort=-totalSpent&size=50");
                        if (list.status() != 200) {
                            failed.add(list.text());
                        }
                    }
                    return failed;
                }));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(api.put(FEATURE, Map.of("enabled", false)).at("/state"))
                        .isEqualTo("disabled");
                assertThat(api.put(FEATURE, Map.of("enabled", true)).at("/state"))
                        .isEqualTo("active");
                until("it is there", () -> api.get("loyalty/rules").status() == 200);
            }
            on.set(false);
            for (Future<List<String>> list : listed) {
                assertThat(list.get()).isEmpty();
            }
            for (int i = 0; i < customers.size(); i++) {
                String customer = customers.get(i);
                int points = given.get(i).get();
                assertThat(points).isPositive();
                // Its resources come one after the other.
                until("the account is served", () -> balance(api, customer) >= 0);
                assertThat(balance(api, customer)).isEqualTo(points);
            }
        } finally {
            on.set(false);
            clients.shutdownNow();
        }
    }

    private static void put(String number, Map<String, Object> order) {
        Api.Answer told = API.put("orders/" + number, order);
        assertThat(told.status()).as(told.text()).isBetween(200, 201);
    }

    private static Map<String, Object> order(String customer, int quantity, int price) {
        return new HashMap<>(Map.of(
                "placedAt",
                Instant.now().toString(),
                "status",
                "completed",
                "currency",
                "EUR",
                "customer",
                Map.of("id", customer),
                "lines",
                List.of(Map.of("sku", "A", "name", "A", "quantity", quantity, "unitPrice", price))));
    }

    private static String customer(Api api) {
        Api.Answer made = api.post("customers", Map.of("email", unique("l") + "@example.com"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at("/id");
    }

    private static String named(String lastName) {
        return API.post("customers", Map.of("email", unique("l") + "@example.com", "lastName", lastName))
                .at("/id");
    }

    private static Api shopper(Api nobody, String store) {
        String email = unique("points") + "@shopper.example";
        Map<String, Object> login = Map.of("email", email, "password", "correct horse battery");
        nobody.post("/api/store/v1/register", login, STORE, store);
        String link = API.get("outbox?to=" + email).at("/items/0/links/0");
        nobody.post("/api/store/v1/verify", Map.of("token", link.replaceAll(".*token=", "")));
        Api.Answer in = nobody.post("/api/store/v1/login", login, STORE, store);
        assertThat(in.status()).as(in.text()).isBetween(200, 201);
        return API.withKey(in.at("/token"));
    }

    private static Api.Answer adjust(String customer, int points, String reason) {
        return API.post("loyalty/accounts/" + customer + "/entries", Map.of("points", points, "reason", reason));
    }

    private static Api.Answer account(String customer) {
        return API.get("loyalty/accounts/" + customer);
    }

    private static long balance(String customer) {
        return balance(API, customer);
    }

    private static long balance(Api api, String customer) {
        return api.get("loyalty/accounts/" + customer)
                .body()
                .path("currentBalance")
                .asLong(-1);
    }

    private static JsonNode entries(String customer) {
        return API.get("loyalty/accounts/" + customer + "/entries").body().get("items");
    }

    private static void assertProven() {
        Api.Answer proof = API.get("loyalty/proof");
        assertThat(proof.at("/intact")).as(proof.text()).isEqualTo("true");
    }

    private static List<String> ids(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().get("items").findValuesAsText("id");
    }

    private static Api.Answer operation(Api.Answer accepted) throws Exception {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow();
        until("it ends", () -> !List.of("queued", "running")
                .contains(API.get(path).at("/state")));
        return API.get(path);
    }

    private static void until(String what, Callable<Boolean> reached) throws Exception {
        Until.within(PATIENCE, what, reached);
    }

    private static void within(String what, Callable<Boolean> reached) throws Exception {
        Until.within(Duration.ofSeconds(60), what, reached);
    }

    private static String unique(String text) {
        return text + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
