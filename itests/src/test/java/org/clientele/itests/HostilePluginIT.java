package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that throws, blocks, answers nonsense and takes what it can get harms nothing but itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostilePluginIT {
    private static final String PASSWORD = "correct horse battery staple";
    /** A call that waits a moment for it takes two seconds; one that waits for what blocks, {@code Mood.block}. */
    private static final Duration QUICK = Duration.ofSeconds(15);

    private static OperatorShell shell;
    private static Api api;
    private static String bundle;
    private static String storeKey;

    @BeforeAll
    static void install() throws Exception {
        shell = OperatorShell.start("hostile");
        api = shell.distribution().api();
        storeKey = api.post("keys", Map.of("name", "storefront", "scopes", List.of("store:use")))
                .at("/token");
        bundle = shell.install(new SamplePlugin("hostile")
                .file(
                        "db/hostile/V001__mark.sql",
                        "create table hostile.mark (customer_id uuid primary key, points int);")
                .build("1.0.0"));
        await(() -> api.get("hostile/calls").status() == 200);
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    @AfterEach
    void kind() {
        // Not once it is gone.
        await(() -> Set.of(200, 404).contains(api.put("hostile/mood/KIND", "").status()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROW", "ERROR", "OVERFLOW", "LINKAGE", "NULL", "BLOCK"})
    @Order(1)
    void theShopGoesOnWhateverItDoes(String mood) {
        String id = customer();
        mood(mood);

        shop();

        quick(() -> api.get("customers/" + id + "/timeline"), 200);
        if (!mood.equals("NULL") && !mood.equals("BLOCK")) {
            assertThat(api.get("hostile/act").status()).isEqualTo(500);
            assertThat(api.get("hostile/act").at("/code")).isEqualTo("internal");
        }
        if (!mood.equals("NULL")) {
            Api.Answer customer = api.get("customers/" + id);
            Api.Answer refused = api.delete(
                    "customers/" + id + "?mode=erase&confirm=" + customer.at("/reference"),
                    "If-Match",
                    customer.headers().firstValue("ETag").orElseThrow());
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.at("/code")).isEqualTo("erase-refused");
            assertThat(refused.at("/detail")).contains("hostile-plugin");
            assertThat(api.get("customers/" + id).at("/email")).isEqualTo(customer.at("/email"));
        }
        Api.Answer bulk = bulk(id, "hostile.act", Map.of());
        assertThat(bulk.at("/state")).isIn("succeeded", "failed");
        assertThat(bulk.at("/result/changed")).isIn("0", "");
    }

    @Test
    @Order(2)
    void whatItClaimsStaysTheHouses() {
        String id = customer();
        Api.Answer listed = api.get("customers?q=" + api.get("customers/" + id).at("/email"));
        assertThat(listed.at("/items/0/email")).isNotEqualTo("stolen").endsWith("@example.com");
        assertThat(shell.distribution().anonymous().get("customers").status()).isEqualTo(401);
        assertThat(api.get("customers?fields=id,hostile.everybody").status()).isEqualTo(400);
        await(() -> api.get("customers?fields=id,hostile.mark").status() == 200);

        // An expression that breaks on a row harms those only who ask for it.
        api.put("hostile/mark/" + id + "/0", "");
        assertThat(api.get("customers?fields=id,hostile.points").status()).isBetween(400, 499);
        shop();
    }

    @Test
    @Order(3)
    void itCannotTakeAllConnectionsNorAllThreads() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(80);
        try {
            List<CompletableFuture<Integer>> held = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                held.add(CompletableFuture.supplyAsync(
                        () -> api.get("hostile/hold").status(), many));
            }
            Thread.sleep(1_000);
            shop();
            shop();
            await(() -> held.stream().anyMatch(CompletableFuture::isDone));
            assertThat(held.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                    .contains(503);
        } finally {
            many.shutdown();
        }
    }

    @Test
    @Order(4)
    void itsWorkLeavesThreadsToOthers() {
        mood("BLOCK");
        String[] running = {"", "", ""};
        for (int i = 0; i < running.length; i++) {
            running[i] = api.put("hostile/operations", "").at("/id");
        }
        await(() -> calls("operation") > 0 && calls("recurring") > 0);

        assertThat(bulk(customer(), "tag", Map.of("add", List.of("vip"))).at("/state"))
                .isEqualTo("succeeded");
        shop();
        mood("KIND");
        for (String id : running) {
            api.post("operations/" + id + "/cancel", "");
        }
    }

    @Test
    @Order(5)
    void aMigrationThatFailsKeepsTheShopReady() throws Exception {
        String sick = shell.install(DoctorIT.bundle(
                "sick-plugin",
                Map.of(
                        "Provide-Capability",
                        "clientele.schema;schema=sick,clientele.feature;name=sick;title=Sick;requires:List<String>=\"\""),
                Map.of("db/sick/V001__broken.sql", "create table sick.one (id nothing);")));
        await(() -> api.get("features/sick/doctor").text().contains("migration-pending"));
        shop();
        shell.type("bundle:uninstall " + sick);
    }

    @Test
    @Order(5)
    void theDoctorNamesIt() {
        mood("THROW");
        await(() -> api.get("features/hostile/doctor").text().contains("customer-data-fails"));
        assertThat(api.get("features/hostile/doctor").text())
                .contains("HostileLife", "StackOverflowError", "hostile.everybody", "/customers");
    }

    @Test
    @Order(6)
    void switchedOffAndUninstalledItIsGone() throws Exception {
        mood("BLOCK");
        customer();
        await(() -> calls("customer") > 0);

        assertThat(api.put("features/hostile", Map.of("enabled", false)).status())
                .isEqualTo(200);
        await(() -> api.get("hostile/calls").at("/code").equals("feature-disabled"));
        await(() -> !api.get("features/hostile/doctor").text().contains("-left"));
        shop();
        // A component that does not stop holds up no other feature for long.
        api.put("features/watchlist", Map.of("enabled", false));
        await(() -> api.get("customers?fields=id,watchlist.watched").status() == 400);
        api.put("features/watchlist", Map.of("enabled", true));
        await(() -> api.get("customers?fields=id,watchlist.watched").status() == 200);
        shell.type("bundle:uninstall " + bundle);
        await(() -> api.get("hostile/calls").status() == 404);
        shop();
        assertThat(shell.type("clientele:doctor")).doesNotContain("thread-left", "service-left");
    }

    /** What people do all day, each quickly and with the right answer. */
    private static void shop() {
        String email = UUID.randomUUID() + "@example.com";
        Api.Answer made = quick(
                () -> api.post(
                        "customers",
                        Map.of("email", email, "firstName", "Ada", "lastName", "L", "sendPasswordMail", true)),
                201);
        String id = made.at("/id");
        quick(() -> api.get("customers"), 200);
        assertThat(quick(() -> api.get("customers?q=" + email), 200).at("/items/0/id"))
                .isEqualTo(id);
        Api.Answer read = quick(() -> api.get("customers/" + id), 200);
        assertThat(quick(
                                () -> api.patch(
                                        "customers/" + id,
                                        Map.of("firstName", "Grace"),
                                        "If-Match",
                                        read.headers().firstValue("ETag").orElseThrow()),
                                200)
                        .at("/firstName"))
                .isEqualTo("Grace");
        String shopper = UUID.randomUUID() + "@example.com";
        quick(
                () -> store(
                        "register",
                        Map.of("email", shopper, "password", PASSWORD, "firstName", "Ada", "lastName", "L")),
                202);
        String account = api.get("customers?q=" + shopper).at("/items/0/id");
        quick(() -> api.post("customers/" + account + "/verify", ""), 200);
        quick(() -> store("login", Map.of("email", shopper, "password", PASSWORD)), 200);
        Instant begin = Instant.now();
        shell.distribution().awaitReady();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(QUICK);
    }

    private static Api.Answer store(String path, Object body) {
        return shell.distribution().anonymous().post("/api/store/v1/" + path, body, "Clientele-Store-Key", storeKey);
    }

    private static Api.Answer quick(Supplier<Api.Answer> request, int status) {
        Instant begin = Instant.now();
        Api.Answer answer = request.get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(QUICK);
        return answer;
    }

    private static void mood(String mood) {
        // It has no more places than it took itself.
        await(() -> api.put("hostile/mood/" + mood, "").status() == 200);
    }

    private static int calls(String who) {
        return api.get("hostile/calls").body().path(who).asInt();
    }

    private static String customer() {
        return api.post("customers", Map.of("email", UUID.randomUUID() + "@example.com"))
                .at("/id");
    }

    private static Api.Answer bulk(String id, String action, Map<String, Object> params) {
        Api.Answer accepted =
                api.post("customers/bulk", Map.of("ids", List.of(id), "action", action, "params", params));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow();
        await(() -> !Set.of("queued", "running").contains(api.get(path).at("/state")));
        return api.get(path);
    }

    private static void await(Supplier<Boolean> holds) {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (!holds.get()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "Not within 90 s: " + api.get("features/hostile/doctor").text());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
