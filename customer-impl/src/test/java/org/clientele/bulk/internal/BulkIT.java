package org.clientele.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountKit;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerListener;
import org.clientele.customer.internal.Shop;
import org.clientele.operation.internal.OperationsResource;
import org.clientele.operation.internal.Workshop;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bulk work over HTTP. */
final class BulkIT {
    private static final Shop SHOP = Shop.open();
    private static final AccountKit ACCOUNTS = AccountKit.of(SHOP);
    private static final BulkKit KIT = new BulkKit(SHOP, ACCOUNTS);
    private static final Workshop WORKSHOP = new Workshop(SHOP.transactions());
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static Workshop.Node node = WORKSHOP.node(KIT.handlers());
    private static final RestFixture REST = RestFixture.with(
                    SHOP.customersResource(),
                    SHOP.customerResource(),
                    new BulkResource(
                            SHOP.transactions(),
                            SHOP.access(),
                            node.operations(),
                            KIT.actions(),
                            KIT.items(),
                            SHOP.search()),
                    new BulkItemsResource(node.operations(), KIT.items()),
                    new OperationsResource(node.operations()))
            .key("reader", "customers:read")
            .key("writer", "customers:read", "customers:write")
            .key("seller-a", new Caller("key:a", "a", Set.of("customers:*"), Optional.of(Set.of("a"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        WORKSHOP.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer cascade", "truncate customer.operation cascade");
        HEARD.clear();
        SHOP.listen(new CustomerListener() {
            @Override
            public void changed(Customer customer) {
                HEARD.add(customer.id().toString());
            }
        });
    }

    @Test
    void tagsThoseOfAFilterAndTellsOfEach() {
        List<String> ids = customers(5, "\"tags\":[\"old\"]");
        REST.post("/customers/" + ids.get(0) + "/tags", "{\"tag\":\"new\"}");
        REST.send("DELETE", "/customers/" + ids.get(0) + "/tags/old", null);
        HEARD.clear();

        JsonNode done =
                run("{\"view\":\"all\",\"action\":\"tag\",\"params\":{\"add\":[\"new\"],\"remove\":[\"old\"]}}");

        assertThat(done.get("state").asText()).isEqualTo("succeeded");
        assertThat(done.get("kind").asText()).isEqualTo("customers.bulk");
        assertThat(counts(done)).isEqualTo("5 4 1 0");
        assertThat(done.at("/progress/done").asInt()).isEqualTo(5);
        assertThat(total("filter=tags%20eq%20%22new%22")).isEqualTo(5);
        assertThat(total("filter=tags%20eq%20%22old%22")).isZero();
        assertThat(HEARD).hasSize(4).doesNotContain(ids.get(0));
        JsonNode items = json(REST.get(done.at("/result/items").asText() + "?outcome=unchanged"));
        assertThat(items.get("items")).hasSize(1);
        assertThat(items.at("/items/0/id").asText()).isEqualTo(ids.get(0));
        assertThat(json(REST.get(done.at("/result/items").asText()))
                        .at("/page/totalItems")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void oneThatIsRefusedHarmsNobodyElse() {
        List<String> ids = customers(30, "");
        SHOP.sql("update customer.customer set erased_at = now(), status = 'inactive' where id in ('" + ids.get(3)
                + "', '" + ids.get(17) + "')");
        String unknown = UUID.randomUUID().toString();
        List<String> asked = new ArrayList<>(ids);
        asked.add(unknown);
        asked.add(ids.get(0));
        Collections.shuffle(asked, new java.util.Random(7));

        JsonNode done = run("{\"ids\":" + quoted(asked) + ",\"action\":\"tag\",\"params\":{\"add\":[\"x\"]}}");

        assertThat(done.get("state").asText()).isEqualTo("succeeded");
        assertThat(counts(done)).isEqualTo("31 28 0 3");
        assertThat(total("filter=tags%20eq%20%22x%22")).isEqualTo(28);
        JsonNode failed = json(REST.get(done.at("/result/items").asText() + "?outcome=failed"));
        assertThat(outcomes(failed))
                .containsOnly(
                        Map.entry(ids.get(3), "erased"),
                        Map.entry(ids.get(17), "erased"),
                        Map.entry(unknown, "not-found"));
        JsonNode errors = json(REST.get(done.get("errors").asText()));
        assertThat(errors.get("items")).hasSize(3);
        assertThat(HEARD).hasSize(28).doesNotHaveDuplicates();
    }

    @Test
    void allOfThemMayBeRefused() {
        customers(25, "");
        SHOP.sql("update customer.customer set erased_at = now()");
        JsonNode done = run("{\"view\":\"all\",\"action\":\"tag\",\"params\":{\"add\":[\"x\"]}}");
        assertThat(counts(done)).isEqualTo("25 0 0 25");
    }

    @Test
    void theFirstRefusalMayEndIt() {
        List<String> ids = customers(20, "").stream().sorted().toList();
        SHOP.sql("update customer.customer set erased_at = now() where id = '" + ids.get(4) + "'");

        JsonNode done = run("{\"view\":\"all\",\"action\":\"tag\",\"params\":{\"add\":[\"x\"]},\"onError\":\"abort\"}");

        assertThat(done.get("state").asText()).isEqualTo("failed");
        assertThat(done.at("/result/code").asText()).isEqualTo("aborted");
        assertThat(counts(done)).isEqualTo("20 4 0 1");
        assertThat(total("filter=tags%20eq%20%22x%22")).isEqualTo(4);
        assertThat(json(REST.get(done.at("/result/items").asText() + "?outcome=pending"))
                        .at("/page/totalItems")
                        .asInt())
                .isEqualTo(15);
    }

    @Test
    void itIsAboutThoseWhoFulfilledTheFilterWhenItStarted() {
        List<String> ids = customers(10, "");
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        // Each one that is done makes all others leave the filter, and one more fulfil it.
        KIT.add("test.leave", "customers:write", (id, params) -> {
            started.countDown();
            await(goOn);
            SHOP.customers().retag(id, List.of("left"), List.of());
            return BulkAction.Outcome.CHANGED;
        });
        HttpResponse<String> accepted =
                REST.post("/customers/bulk", "{\"filter\":\"not (tags eq \\\"left\\\")\",\"action\":\"test.leave\"}");
        await(started);
        customers(3, "");
        SHOP.sql("update customer.customer set tags = '{left}' where id = '" + ids.get(9) + "'");
        goOn.countDown();

        assertThat(counts(await(accepted))).isEqualTo("10 10 0 0");
        assertThat(total("filter=tags%20eq%20%22left%22")).isEqualTo(10);
    }

    @Test
    void aDryRunLeavesNothing() {
        List<String> ids = customers(6, "");
        SHOP.sql("update customer.customer set erased_at = now(), account = false where id = '" + ids.get(2) + "'");
        REST.post("/customers/" + ids.get(1) + "/tags", "{\"tag\":\"x\"}");
        HEARD.clear();
        JsonNode would = run("{\"view\":\"all\",\"action\":\"tag\",\"params\":{\"add\":[\"x\"]},\"dryRun\":true}");

        assertThat(counts(would)).isEqualTo("6 4 1 1");
        assertThat(would.at("/result/dryRun").asBoolean()).isTrue();
        assertThat(total("filter=tags%20eq%20%22x%22")).isEqualTo(1);
        assertThat(HEARD).isEmpty();
        assertThat(WORKSHOP.query("select count(*) from customer.customer where version > 1")
                        .get(0))
                .isEqualTo("0");

        JsonNode mails = run("{\"ids\":" + quoted(ids) + ",\"action\":\"password-mail\",\"dryRun\":true}");
        assertThat(mails.at("/result/changed").asInt()).isEqualTo(5);
        assertThat(WORKSHOP.query("select count(*) from customer.account_token").get(0))
                .isEqualTo("0");
        JsonNode erased = run("{\"view\":\"all\",\"action\":\"erase\",\"params\":{\"reason\":\"r\"},\"dryRun\":true}");
        assertThat(erased.at("/result/total").asInt()).isEqualTo(6);
        assertThat(WORKSHOP.query("select count(*) from customer.customer where erased_at is not null")
                        .get(0))
                .isEqualTo("1");
    }

    @Test
    void erasingIsConfirmedWithTheNumberOfCustomers() {
        List<String> ids = customers(3, "");
        String erase = "{\"view\":\"all\",\"action\":\"erase\",\"params\":{\"reason\":\"asked for\"}";
        assertThat(violation(REST.post("/customers/bulk", erase + "}"))).isEqualTo("/confirm required");

        JsonNode mismatch = run(erase + ",\"confirm\":4}");
        assertThat(mismatch.get("state").asText()).isEqualTo("failed");
        assertThat(mismatch.at("/result/code").asText()).isEqualTo("confirm-mismatch");
        assertThat(REST.get("/customers/" + ids.get(0)).body()).contains("@example.com");

        JsonNode done = run(erase + ",\"confirm\":3}");
        assertThat(counts(done)).isEqualTo("3 3 0 0");
        assertThat(REST.get("/customers/" + ids.get(0)).body()).doesNotContain("@example.com");
        assertThat(counts(run(erase + ",\"confirm\":3}"))).isEqualTo("3 0 3 0");
        assertThat(REST.post("/customers/bulk", erase + ",\"confirm\":3}", "Authorization", "Bearer writer")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void itRunsAsTheCallerOnTheCustomersOfTheCaller() {
        String own = customers(1, "\"sellerAccounts\":[\"a\"]").get(0);
        String other = customers(1, "\"sellerAccounts\":[\"b\"]").get(0);
        String[] asSellerA = {"Authorization", "Bearer seller-a"};

        JsonNode byIds = await(REST.post(
                "/customers/bulk",
                "{\"ids\":" + quoted(List.of(own, other)) + ",\"action\":\"deactivate\"}",
                asSellerA));
        assertThat(outcomes(json(REST.get(byIds.at("/result/items").asText(), asSellerA))))
                .containsOnly(Map.entry(own, "changed"), Map.entry(other, "not-found"));
        JsonNode byFilter =
                await(REST.post("/customers/bulk", "{\"view\":\"all\",\"action\":\"activate\"}", asSellerA));
        assertThat(counts(byFilter)).isEqualTo("1 1 0 0");
        assertThat(REST.get(byFilter.at("/result/items").asText(), "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void mailsAreSentOnceAndNotToThoseWhoNeedNone() {
        List<String> ids = customers(3, "");
        SHOP.sql("update customer.customer set verification = 'verified' where id = '" + ids.get(0) + "'");
        SHOP.sql("update customer.customer set account = false where id = '" + ids.get(1) + "'");
        JsonNode done = run("{\"view\":\"all\",\"action\":\"verification-mail\"}");
        assertThat(outcomes(json(REST.get(done.at("/result/items").asText()))))
                .containsOnly(
                        Map.entry(ids.get(0), "unchanged"),
                        Map.entry(ids.get(1), "no-account"),
                        Map.entry(ids.get(2), "changed"));
    }

    @Test
    void eachEffectHappensOnceHoweverOftenAStepBreaks() {
        customers(40, "");
        SHOP.sql("update customer.customer set erased_at = now() where id in"
                + " (select id from customer.customer order by id offset 5 limit 2)");
        SHOP.sql("create table if not exists customer.bulk_effect (id uuid)", "truncate customer.bulk_effect");
        AtomicInteger calls = new AtomicInteger();
        KIT.add("test.count", "customers:write", (id, params) -> {
            calls.incrementAndGet();
            SHOP.sql("insert into customer.bulk_effect values ('" + id + "')");
            SHOP.customers().retag(id, List.of("counted"), List.of());
            return BulkAction.Outcome.CHANGED;
        });
        node.stop();
        Workshop.Node broken = WORKSHOP.node(KIT.unreliable(2));
        try {
            JsonNode done = run("{\"view\":\"all\",\"action\":\"test.count\"}");
            assertThat(counts(done)).isEqualTo("40 38 0 2");
        } finally {
            broken.stop();
            node = WORKSHOP.node(KIT.handlers());
        }
        assertThat(calls.get()).isGreaterThan(40);
        assertThat(WORKSHOP.query("select count(*), count(distinct id) from customer.bulk_effect"))
                .containsExactly("38|38");
    }

    /** Each time between reading and writing, unless it is locked by then. */
    @Test
    void whoIsChangedMeanwhileAgainAndAgainIsNotRefused() {
        customers(3, "");
        KIT.add("test.raced", "customers:write", (id, params) -> {
            assertThat(SHOP.customers().find(id)).isPresent();
            CompletableFuture.runAsync(() -> SHOP.sql("update customer.customer set version = version + 1 where id in"
                            + " (select id from customer.customer where id = '" + id + "' for update skip locked)"))
                    .join();
            SHOP.customers().retag(id, List.of("raced"), List.of());
            return BulkAction.Outcome.CHANGED;
        });
        assertThat(counts(run("{\"view\":\"all\",\"action\":\"test.raced\"}"))).isEqualTo("3 3 0 0");
        assertThat(counts(run("{\"view\":\"all\",\"action\":\"test.raced\",\"dryRun\":true}")))
                .isEqualTo("3 3 0 0");
    }

    @Test
    void whatTouchesTheSameCustomersAtOnceLosesNothing() {
        customers(60, "");
        List<HttpResponse<String>> accepted = IntStream.range(0, 6)
                .mapToObj(i -> REST.post(
                        "/customers/bulk",
                        "{\"view\":\"all\",\"action\":\"tag\",\"params\":{\"add\":[\"t" + i + "\"]}}"))
                .toList();
        for (HttpResponse<String> one : accepted) {
            assertThat(counts(await(one))).isEqualTo("60 60 0 0");
        }
        assertThat(total("filter=tags%20eq%20%22t0%22%20and%20tags%20eq%20%22t5%22"))
                .isEqualTo(60);
    }

    @Test
    void itStopsBetweenStepsWhenItIsCancelled() {
        customers(20, "");
        CountDownLatch started = new CountDownLatch(1);
        KIT.add("test.slow", "customers:write", (id, params) -> {
            started.countDown();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
            return BulkAction.Outcome.CHANGED;
        });
        HttpResponse<String> accepted =
                REST.post("/customers/bulk", "{\"view\":\"all\",\"action\":\"test.slow\",\"dryRun\":true}");
        await(started);
        REST.send("DELETE", accepted.headers().firstValue("Location").orElseThrow(), null);
        JsonNode done = await(accepted);
        assertThat(done.get("state").asText()).isEqualTo("cancelled");
        assertThat(done.at("/result/changed").asInt()).isBetween(1, 12);
    }

    @Test
    void anActionMayBreakInAnyWay() {
        List<String> ids = customers(3, "").stream().sorted().toList();
        KIT.add("test.broken", "customers:write", (id, params) -> {
            if (id.toString().equals(ids.get(1))) {
                throw new IllegalStateException("secret");
            }
            if (id.toString().equals(ids.get(2))) {
                try {
                    SHOP.sql("select 1 / 0");
                } catch (Problem.Invalid swallowed) {
                    return BulkAction.Outcome.CHANGED;
                }
            }
            SHOP.customers().retag(id, List.of("x"), List.of());
            return BulkAction.Outcome.CHANGED;
        });
        JsonNode done = run("{\"view\":\"all\",\"action\":\"test.broken\"}");
        assertThat(counts(done)).isEqualTo("3 1 0 2");
        HttpResponse<String> items = REST.get(done.at("/result/items").asText());
        assertThat(outcomes(json(items))).containsEntry(ids.get(1), "internal").containsEntry(ids.get(0), "changed");
        assertThat(items.body()).doesNotContain("secret");
    }

    @Test
    void anActionThatGoesAwayIsWaitedFor() {
        customers(2, "");
        BulkAction action = (id, params) -> BulkAction.Outcome.CHANGED;
        KIT.add("test.away", "customers:write", action);
        node.stop();
        HttpResponse<String> accepted = REST.post("/customers/bulk", "{\"view\":\"all\",\"action\":\"test.away\"}");
        KIT.actions().remove(action);
        assertThat(violation(REST.post("/customers/bulk", "{\"view\":\"all\",\"action\":\"test.away\"}")))
                .isEqualTo("/action value");
        node = WORKSHOP.node(KIT.handlers());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        KIT.add("test.away", "customers:write", action);
        assertThat(counts(await(accepted))).isEqualTo("2 2 0 0");
    }

    @Test
    void groupsHaveToBeThere() {
        customers(2, "");
        assertThat(violation(REST.post(
                        "/customers/bulk",
                        "{\"view\":\"all\",\"action\":\"group\",\"params\":{\"add\":[\"nobody knows\"]}}")))
                .isEqualTo("/params/add group");
        SHOP.sql(
                "insert into customer.customer_group (code, name, kind) values ('g', 'G', 'vip') on conflict do nothing");
        assertThat(counts(run("{\"view\":\"all\",\"action\":\"group\",\"params\":{\"add\":[\"g\"]}}")))
                .isEqualTo("2 2 0 0");
        assertThat(total("filter=groups%20eq%20%22g%22")).isEqualTo(2);
    }

    @Test
    void actionsAreListedForThoseWhoMayUseThem() {
        assertThat(json(REST.get("/customers/bulk/actions", "Authorization", "Bearer reader"))
                        .get("items"))
                .isEmpty();
        JsonNode mine = json(REST.get("/customers/bulk/actions", "Authorization", "Bearer writer"))
                .get("items");
        assertThat(mine)
                .extracting(action -> action.get("action").asText())
                .contains("tag")
                .doesNotContain("erase");
        JsonNode erase = json(REST.get("/customers/bulk/actions")).get("items").findValue("params");
        assertThat(erase).isNotNull();
        assertThat(json(REST.get("/customers/bulk/actions")).toString())
                .contains("{\"name\":\"reason\",\"type\":\"text\",\"required\":true}");
    }

    @Test
    void nobodyIsNoProblem() {
        JsonNode done = run("{\"filter\":\"tags eq \\\"nobody\\\"\",\"action\":\"activate\"}");
        assertThat(done.get("state").asText()).isEqualTo("succeeded");
        assertThat(counts(done)).isEqualTo("0 0 0 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"action":"tag","params":{"add":["x"]}}                                   | /ids required
            {"ids":[],"action":"activate"}                                            | /ids size
            {"ids":["7b2f3f4e-0000-7000-8000-000000000000"],"view":"all","action":"activate"} | /ids ambiguous
            {"ids":["7"],"action":"activate"}                                         | /ids/0 format
            {"view":"all"}                                                            | /action required
            {"view":"all","action":"nothing"}                                         | /action value
            {"view":"nothing","action":"activate"}                                    | /view view
            {"filter":"country eq","action":"activate"}                               | /filter filter-syntax
            {"filter":"nothing eq 1","action":"activate"}                             | /filter filter-attribute
            {"view":"all","action":"tag"}                                             | /params/add required
            {"view":"all","action":"tag","params":{"add":"x"}}                        | /params/add type
            {"view":"all","action":"tag","params":{"add":[1]}}                        | /params/add type
            {"view":"all","action":"tag","params":{"add":["*"]}}                      | /params/add code
            {"view":"all","action":"tag","params":{"add":["x"],"remove":["x"]}}       | /params/remove value
            {"view":"all","action":"tag","params":{"add":["x"],"more":1}}             | /params/more unknown
            {"view":"all","action":"erase","params":{"reason":" "},"confirm":1}       | /params/reason length
            {"view":"all","action":"erase","confirm":1}                               | /params/reason required
            {"view":"all","action":"activate","onError":"ignore"}                     | /onError value
            {"view":"all","action":"activate","dryRun":"yes"}                         | /dryRun type
            {"view":"all","action":"activate","nothing":1}                            | /nothing unknown-member
            """)
    void badInputIsRefusedWithWhereItIsWrong(String body, String expected) {
        assertThat(violation(REST.post("/customers/bulk", body))).isEqualTo(expected);
    }

    @Test
    void thereAreAtMostAHundredThousandIds() {
        List<String> many = IntStream.range(0, 100_001)
                .mapToObj(i -> new UUID(7, i).toString())
                .toList();
        assertThat(violation(REST.post("/customers/bulk", "{\"ids\":" + quoted(many) + ",\"action\":\"activate\"}")))
                .isEqualTo("/ids size");
        assertThat(REST.post("/customers/bulk", "").statusCode()).isEqualTo(400);
        assertThat(REST.get("/operations/" + UUID.randomUUID() + "/items").statusCode())
                .isEqualTo(404);
    }

    private static List<String> customers(int n, String members) {
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    HttpResponse<String> created = REST.post(
                            "/customers",
                            "{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"sendVerificationMail\":false"
                                    + (members.isEmpty() ? "" : "," + members) + "}");
                    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
                    return json(created).get("id").asText();
                })
                .toList();
    }

    private static JsonNode run(String body) {
        return await(REST.post("/customers/bulk", body));
    }

    private static JsonNode await(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            JsonNode operation = json(REST.get(path));
            if (!Set.of("queued", "running").contains(operation.get("state").asText())) {
                return operation;
            }
            assertThat(System.nanoTime()).as(operation.toString()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Total, changed, unchanged, failed. */
    private static String counts(JsonNode operation) {
        JsonNode result = operation.get("result");
        return List.of("total", "changed", "unchanged", "failed").stream()
                .map(name -> result.path(name).asText())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> outcomes(JsonNode items) {
        Map<String, String> found = new java.util.HashMap<>();
        items.get("items")
                .forEach(item -> found.put(
                        item.get("id").asText(),
                        item.get("code").isNull()
                                ? item.get("outcome").asText()
                                : item.get("code").asText()));
        return found;
    }

    private static int total(String query) {
        return json(REST.get("/customers?" + query)).at("/page/totalItems").asInt();
    }

    private static String violation(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = json(answer);
        return problem.at("/errors/0/pointer").asText() + " "
                + problem.at("/errors/0/code").asText();
    }

    private static String quoted(List<String> ids) {
        return ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }
}
