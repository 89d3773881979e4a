package org.clientele.loyalty.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.order.Order;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Points, through HTTP and as time goes by. */
final class LedgerIT {
    private static final LoyaltyKit KIT = new LoyaltyKit(
            Map.of("fourEyesAbove", 5_000L, "referrerPoints", 50L, "referredPoints", 20L, "birthdayPoints", 77L));
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void allThatIsKeptOfACustomerIsTold() {
        UUID customer = KIT.customer();
        KIT.adjust(customer, 100);
        KIT.adjust(customer, -30);

        Map<String, List<Map<String, @Nullable Object>>> told = KIT.plugin().export(customer, KIT.data());

        assertThat(told.get("loyalty.account")).singleElement().satisfies(account -> assertThat(account)
                .containsEntry("balance", 70L)
                .containsEntry("referrals", 0L)
                .doesNotContainKey("referred_by"));
        assertThat(told.get("loyalty.entry"))
                .extracting(entry -> entry.get("points"))
                .containsExactly(100L, -30L);
        assertThat(told.get("loyalty.lot")).singleElement().satisfies(lot -> assertThat(lot)
                .containsEntry("remaining", 70L));
        assertThat(told.get("loyalty.consumption")).hasSize(1);
    }

    @Test
    void aThousandDebitsAtOnceNeverGoBelowZero() throws Exception {
        UUID customer = KIT.customer();
        KIT.adjust(customer, 3_000);
        KIT.adjust(customer, 1_000);
        ExecutorService pool = Executors.newFixedThreadPool(32);
        int refused = 0;
        try {
            List<Future<HttpResponse<String>>> debits = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                debits.add(pool.submit(() -> post(customer, "{\"points\":-5,\"reason\":\"tea\"}")));
            }
            for (Future<HttpResponse<String>> debit : debits) {
                HttpResponse<String> answer = debit.get();
                if (answer.statusCode() == 409) {
                    assertThat(answer.body()).contains("insufficient-points");
                    refused++;
                } else {
                    assertThat(answer.statusCode()).isEqualTo(201);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(refused).isEqualTo(200);
        JsonNode account = account(customer);
        assertThat(account.get("currentBalance").asLong()).isZero();
        assertThat(account.get("pointsEarned").asLong()).isEqualTo(4_000);
        assertThat(account.get("pointsSpent").asLong()).isEqualTo(4_000);
        assertThat(KIT.proof().run().mismatches())
                .noneMatch(wrong -> wrong.customerId().equals(customer));
    }

    @Test
    void anEntryTellsTheBalanceAfterIt() {
        UUID customer = KIT.customer();
        assertThat(json(post(customer, "{\"points\":25,\"reason\":\"welcome\"}"))
                        .get("balance")
                        .asLong())
                .isEqualTo(25);
        JsonNode taken = json(post(customer, "{\"points\":-10,\"reason\":\"tea\"}"));
        assertThat(taken.get("points").asLong()).isEqualTo(-10);
        assertThat(taken.get("balance").asLong()).isEqualTo(15);
        assertThat(post(customer, "{\"points\":-16}").statusCode()).isEqualTo(409);
        assertThat(post(customer, "{\"points\":0}").body()).contains("/points");
        assertThat(post(customer, "{}").body()).contains("/points");
        assertThat(post(UUID.randomUUID(), "{\"points\":1}").statusCode()).isEqualTo(404);
        JsonNode entries = json(get("/loyalty/accounts/" + customer + "/entries", RestFixture.TOKEN));
        assertThat(entries.at("/page/totalItems").asLong()).isEqualTo(2);
        assertThat(entries.at("/items/0/reason").asText()).isEqualTo("tea");
        assertThat(get("/loyalty/accounts/" + customer, LoyaltyKit.READER).statusCode())
                .isEqualTo(200);
        assertThat(REST.send(
                                "POST",
                                "/loyalty/accounts/" + customer + "/entries",
                                "{\"points\":1}",
                                "Authorization",
                                "Bearer " + LoyaltyKit.READER,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void manyPointsNeedASecondPerson() {
        UUID customer = KIT.customer();
        HttpResponse<String> asked = post(customer, "{\"points\":5001,\"reason\":\"sorry\"}");
        assertThat(asked.statusCode()).isEqualTo(202);
        String path = "/loyalty/adjustments/" + json(asked).at("/adjustment/id").asText();
        assertThat(account(customer).get("currentBalance").asLong()).isZero();
        assertThat(decide(path + "/approve", RestFixture.TOKEN).body()).contains("four-eyes");
        assertThat(decide(path + "/approve", LoyaltyKit.SECOND).statusCode()).isEqualTo(200);
        assertThat(account(customer).get("currentBalance").asLong()).isEqualTo(5_001);
        assertThat(decide(path + "/approve", LoyaltyKit.SECOND).statusCode()).isEqualTo(409);
    }

    @Test
    void pointsExpireOldestFirst() {
        UUID customer = KIT.customer();
        KIT.adjust(customer, 100);
        KIT.adjust(customer, 40);
        KIT.sql("update loyalty.lot set expires_at = now() - interval '1 minute' where points = 100 and customer_id = '"
                + customer + "'");
        KIT.adjust(customer, -30);
        KIT.as(() -> {});
        KIT.plugin().as(Caller.system("loyalty.expiry"), KIT.expiry()::run);
        JsonNode account = account(customer);
        assertThat(account.get("currentBalance").asLong()).isEqualTo(40);
        assertThat(account.get("pointsSpent").asLong()).isEqualTo(100);
        KIT.plugin().as(Caller.system("loyalty.expiry"), KIT.expiry()::run);
        assertThat(account(customer).get("currentBalance").asLong()).isEqualTo(40);
        assertThat(KIT.proof().run().mismatches())
                .noneMatch(wrong -> wrong.customerId().equals(customer));
    }

    @Test
    void tiersAreReachedByWhatWasEarnedAndBringAGroup() {
        put("/loyalty/tiers/silver", "{\"name\":\"Silver\",\"threshold\":100000,\"customerGroup\":\"silver\"}");
        put("/loyalty/tiers/gold", "{\"name\":\"Gold\",\"threshold\":200000,\"customerGroup\":\"gold\"}");
        UUID customer = KIT.customer();
        KIT.adjust(customer, 150_000);
        assertThat(account(customer).get("tier").asText()).isEqualTo("silver");
        assertThat(account(customer).get("nextTierThreshold").asLong()).isEqualTo(200_000);
        assertThat(KIT.groups(customer)).containsExactly("silver");
        KIT.adjust(customer, -149_000);
        assertThat(account(customer).get("tier").asText()).isEqualTo("silver");
        KIT.adjust(customer, 60_000);
        assertThat(KIT.groups(customer)).containsExactly("gold");

        KIT.sql("update loyalty.entry set at = now() - interval '366 days' where points = 150000 and customer_id = '"
                + customer + "'");
        put("/loyalty/tiers/bronze", "{\"name\":\"Bronze\",\"threshold\":50000}");
        KIT.plugin().as(Caller.system("loyalty.review"), KIT.review()::run);
        assertThat(account(customer).get("tier").asText()).isEqualTo("bronze");
        assertThat(KIT.groups(customer)).isEmpty();
        assertThat(put("/loyalty/tiers/x", "{\"name\":\"X\",\"threshold\":1,\"customerGroup\":\"nobody\"}")
                        .body())
                .contains("/customerGroup");
    }

    @Test
    void aTierThatIsGoneOrChangedLeavesNobodyInItsGroup() {
        put("/loyalty/tiers/ruby", "{\"name\":\"Ruby\",\"threshold\":400000,\"customerGroup\":\"red\"}");
        UUID customer = KIT.customer();
        KIT.adjust(customer, 400_000);
        assertThat(KIT.groups(customer)).containsExactly("red");
        put("/loyalty/tiers/ruby", "{\"name\":\"Ruby\",\"threshold\":400000,\"customerGroup\":\"crimson\"}");
        KIT.plugin().as(Caller.system("loyalty.review"), KIT.review()::run);
        assertThat(KIT.groups(customer)).containsExactly("crimson");
        assertThat(REST.send(
                                "DELETE",
                                "/loyalty/tiers/ruby",
                                null,
                                "Authorization",
                                "Bearer " + RestFixture.TOKEN,
                                "If-Match",
                                "*")
                        .statusCode())
                .isEqualTo(204);
        KIT.plugin().as(Caller.system("loyalty.review"), KIT.review()::run);
        assertThat(KIT.groups(customer)).doesNotContain("red", "crimson");
    }

    @Test
    void mergedAccountsAddUp() {
        UUID from = KIT.customer();
        UUID into = KIT.customer();
        KIT.adjust(from, 30);
        KIT.adjust(into, 12);
        KIT.adjust(into, -2);
        KIT.plugin().as(Caller.system("test"), () -> KIT.plugin().merge(KIT.data(), from, into));
        assertThat(account(into).get("currentBalance").asLong()).isEqualTo(40);
        assertThat(account(into).get("pointsEarned").asLong()).isEqualTo(42);
        KIT.adjust(into, -40);
        assertThatThrownBy(() -> KIT.adjust(into, -1)).isInstanceOf(Problem.Conflict.class);
        assertThat(KIT.proof().run().mismatches())
                .noneMatch(wrong -> wrong.customerId().equals(into));
    }

    @Test
    void anErasedLedgerStaysWithoutItsReasons() {
        UUID customer = KIT.customer();
        KIT.adjust(customer, 30);
        KIT.plugin().erase(KIT.data(), customer);
        JsonNode entries = json(get("/loyalty/accounts/" + customer + "/entries", RestFixture.TOKEN));
        assertThat(entries.at("/items/0/points").asLong()).isEqualTo(30);
        assertThat(entries.at("/items/0/reason").isNull()).isTrue();
        KIT.plugin().purge(KIT.data(), customer);
        assertThat(json(get("/loyalty/accounts/" + customer + "/entries", RestFixture.TOKEN))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void bothGetPointsForARecommendation() {
        UUID referrer = KIT.customer();
        UUID referred = KIT.customer();
        String code = KIT.plugin().access().call(Caller.system("t"), () -> KIT.referrals()
                .codeOf(referrer));
        KIT.referrals().refer(referred, code);
        assertThatThrownBy(() -> KIT.referrals().refer(referred, code)).hasMessageContaining("already");
        Order order = new Order(
                UUID.randomUUID(),
                referred,
                Order.Document.of(
                        "R-" + referred,
                        Instant.EPOCH,
                        Order.Status.COMPLETED,
                        "EUR",
                        Order.Buyer.of(referred),
                        List.of(Order.Line.of("A", 1, 1_000))),
                Instant.EPOCH,
                1);
        KIT.tell(order);
        KIT.tell(order);
        assertThat(account(referred).get("currentBalance").asLong()).isEqualTo(10 + 20);
        assertThat(account(referrer).get("currentBalance").asLong()).isEqualTo(50);
    }

    @Test
    void pointsBecomeAVoucherAndComeBackWhileItIsUnused() {
        UUID customer = KIT.customer();
        UUID cart = KIT.cart(customer);
        KIT.adjust(customer, 800);
        String path = "/loyalty/accounts/" + customer + "/redemptions";
        JsonNode money = json(send("POST", path, "{\"points\":300,\"cart\":\"" + cart + "\"}"));
        assertThat(money.at("/value/amount").asLong()).isEqualTo(300);
        assertThat(KIT.entered()).contains(money.get("code").asText());
        assertThat(account(customer).get("currentBalance").asLong()).isEqualTo(500);

        String reward = json(send(
                        "POST",
                        "/loyalty/rewards",
                        "{\"name\":\"Five off\",\"points\":400,\"value\":{\"amount\":500,\"currency\":\"EUR\"}}"))
                .get("id")
                .asText();
        JsonNode voucher = json(send("POST", path, "{\"reward\":\"" + reward + "\"}"));
        assertThat(send("POST", path, "{\"reward\":\"" + reward + "\"}").body()).contains("insufficient-points");
        assertThat(json(send("DELETE", path + "/" + voucher.get("id").asText(), null))
                        .get("state")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(account(customer).get("currentBalance").asLong()).isEqualTo(500);
        assertThat(account(customer).get("pointsSpent").asLong()).isEqualTo(300);
        KIT.use(money.get("code").asText());
        assertThat(send("DELETE", path + "/" + money.get("id").asText(), null).body())
                .contains("voucher-used");
        assertThat(send("POST", path, "{\"points\":1}").body()).contains("/cart");
        assertThat(send("POST", path, "{}").body()).contains("/reward");
        assertThat(send("POST", path, "{\"points\":1,\"cart\":\"" + KIT.cart(KIT.customer()) + "\"}")
                        .body())
                .contains("/cart");
        assertThat(KIT.proof().run().mismatches())
                .noneMatch(wrong -> wrong.customerId().equals(customer));
    }

    @Test
    void aBirthdayIsCelebratedOnceAYear() {
        UUID customer = KIT.customer();
        Runnable day = () -> KIT.birthdays(Clock.fixed(Instant.parse("2031-05-06T10:00:00Z"), ZoneOffset.UTC), customer)
                .run();
        KIT.plugin().as(Caller.system("loyalty.birthdays"), day);
        KIT.plugin().as(Caller.system("loyalty.birthdays"), day);
        KIT.sql("update loyalty.review set birthdays_on = null");
        KIT.plugin().as(Caller.system("loyalty.birthdays"), day);
        assertThat(account(customer).get("currentBalance").asLong()).isEqualTo(77);
    }

    @Test
    void rulesSayWhatIsWrong() {
        assertThat(send("POST", "/loyalty/rules", "{\"name\":\"A\",\"rule\":{\"kind\":\"amount\"}}")
                        .body())
                .contains("/rule/points", "/rule/per");
        String factor = "{\"name\":\"C\",\"rule\":{\"kind\":\"group\",\"group\":\"nobody\",\"factor\":1.33333}}";
        assertThat(send("POST", "/loyalty/rules", factor).body()).contains("/rule/factor", "decimals");
        HttpResponse<String> made = send(
                "POST",
                "/loyalty/rules",
                "{\"name\":\"B\",\"rule\":{\"kind\":\"product\",\"points\":5,\"skus\":[\"nothing-has-it\"]}}");
        assertThat(made.statusCode()).isEqualTo(201);
        String path = "/loyalty/rules/" + json(made).get("id").asText();
        assertThat(json(get(path, RestFixture.TOKEN)).get("version").asLong()).isEqualTo(1);
    }

    private static JsonNode account(UUID customer) {
        return json(get("/loyalty/accounts/" + customer, RestFixture.TOKEN));
    }

    private static HttpResponse<String> post(UUID customer, String body) {
        return send("POST", "/loyalty/accounts/" + customer + "/entries", body);
    }

    private static HttpResponse<String> put(String path, String body) {
        return send("PUT", path, body);
    }

    private static HttpResponse<String> decide(String path, String key) {
        return REST.send("POST", path, null, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> get(String path, String key) {
        return REST.send("GET", path, null, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body) {
        return REST.send(
                method, path, body, "Authorization", "Bearer " + RestFixture.TOKEN, "Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
