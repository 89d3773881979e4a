package org.clientele.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.segment.internal.SegmentKit.error;
import static org.clientele.segment.internal.SegmentKit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.internal.RegisteredAttributes;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments through HTTP. */
final class SegmentsIT {
    private static final SegmentKit KIT = SegmentKit.open();
    private static final RestFixture REST = KIT.rest();
    private static final String[] SELLER_A = {"Authorization", "Bearer seller-a"};

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.empty();
    }

    @Test
    void aSegmentIsCreatedReadChangedAndDeleted() {
        KIT.customer("FR", "a");
        KIT.customer("DE", "b");
        HttpResponse<String> created =
                REST.post("/segments", "{\"name\":\"Français 漢字 😀\",\"filter\":\"country eq \\\"FR\\\"\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode segment = json(created);
        String path = "/segments/" + segment.get("id").asText();
        assertThat(created.headers().firstValue("Location")).hasValue("/api/admin/v1" + path);
        assertThat(segment.get("name").asText()).isEqualTo("Français 漢字 😀");
        assertThat(segment.get("kind").asText()).isEqualTo("dynamic");
        assertThat(segment.get("state").asText()).isEqualTo("active");
        assertThat(segment.get("count").asLong()).isEqualTo(1);
        assertThat(json(REST.get(path))).isEqualTo(segment);
        assertThat(json(REST.get("/segments")).get("items").get(0)).isEqualTo(segment);

        assertThat(REST.send("PATCH", path, "{\"name\":\"N\"}").statusCode()).isEqualTo(428);
        HttpResponse<String> changed = REST.send("PATCH", path, "{\"filter\":\"country pr\"}", "If-Match", "\"v0\"");
        assertThat(json(changed).get("count").asLong()).isEqualTo(2);
        assertThat(REST.send("PATCH", path, "{\"name\":\"N\"}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(json(REST.get(path + "?count=exact")).get("count").asLong()).isEqualTo(2);
        assertThat(REST.send("DELETE", path, null).statusCode()).isEqualTo(428);
        assertThat(REST.send("DELETE", path, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(REST.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aSegmentIsAFilterAlsoOfOtherSegments() {
        UUID french = KIT.customer("FR", "n1");
        KIT.customer("FR", "x");
        UUID german = KIT.customer("DE", "n2");
        String inFrance = KIT.segment("country eq \"FR\"");
        String reached = KIT.segment("segments eq \"" + inFrance + "\" and newsletter eq true");

        assertThat(KIT.found("segments eq \"" + reached + "\"")).containsExactly(french.toString());
        assertThat(KIT.found("segments ne \"" + inFrance + "\"")).containsExactly(german.toString());
        assertThat(KIT.found("not (segments eq \"" + reached + "\") and newsletter eq true"))
                .containsExactly(german.toString());
        assertThat(json(REST.get("/customers/stats?filter=segments%20eq%20%22" + inFrance + "%22"))
                        .get("total")
                        .asLong())
                .isEqualTo(2);
        assertThat(REST.get("/schema/customers").body()).contains("\"segments\"");
        KIT.customer("FR", "n3");
        assertThat(KIT.found("segments eq \"" + reached + "\"")).hasSize(2);
        assertThat(json(REST.send("DELETE", "/segments/" + inFrance, null, "If-Match", "*"))
                        .get("code")
                        .asText())
                .isEqualTo("in-use");
    }

    @Test
    void noSegmentContainsItself() {
        String a = KIT.segment("country eq \"FR\"");
        String b = KIT.segment("segments eq \"" + a + "\"");
        String c = KIT.segment("segments eq \"" + b + "\" or newsletter eq true");

        for (String inner : List.of(a, b, c)) {
            HttpResponse<String> answer = REST.send(
                    "PATCH",
                    "/segments/" + a,
                    Json.mapper()
                            .createObjectNode()
                            .put("filter", "segments eq \"" + inner + "\"")
                            .toString(),
                    "If-Match",
                    "*");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(error(answer)).isEqualTo("/filter segment-cycle");
        }
    }

    @Test
    void twoChangesAtOnceMakeNoCycleEither() {
        for (int round = 0; round < 5; round++) {
            String a = KIT.segment("country eq \"FR\"");
            String b = KIT.segment("country eq \"DE\"");
            List<Integer> answers = inParallel(
                    2, i -> REST.send("PATCH", "/segments/" + (i == 0 ? a : b), names(i == 0 ? b : a), "If-Match", "*")
                            .statusCode());
            assertThat(answers).containsExactlyInAnyOrder(200, 400);
        }
    }

    @Test
    void segmentsAreNestedOnlySoDeep() {
        String segment = KIT.segment("country eq \"FR\"");
        for (int depth = 2; depth <= 4; depth++) {
            segment = KIT.segment("segments eq \"" + segment + "\"");
        }
        assertThat(KIT.list("segments eq \"" + segment + "\"").statusCode()).isEqualTo(200);
        HttpResponse<String> deeper = REST.post(
                "/segments",
                "{\"name\":\"x\",\"filter\":\"segments eq \\\"" + KIT.segment("segments eq \"" + segment + "\"")
                        + "\\\"\"}");
        assertThat(deeper.statusCode()).isEqualTo(400);
        assertThat(error(deeper)).isEqualTo("/filter filter-too-deep");
    }

    @Test
    void sellersSeeTheirOwnCustomersInASegmentOfAll() {
        UUID own = KIT.customer("FR", "a", "a");
        KIT.customer("FR", "b", "b");
        String all = KIT.segment("country eq \"FR\"");

        assertThat(KIT.found("segments eq \"" + all + "\"", SELLER_A)).containsExactly(own.toString());
        assertThat(json(REST.get("/segments/" + all, SELLER_A)).get("count").asLong())
                .isEqualTo(1);
        assertThat(json(REST.get("/segments", SELLER_A))
                        .get("items")
                        .get(0)
                        .get("count")
                        .isNull())
                .isTrue();
        assertThat(REST.send("PATCH", "/segments/" + all, "{\"name\":\"x\"}", with(SELLER_A, "If-Match", "*"))
                        .statusCode())
                .isEqualTo(403);
        String mine = json(REST.post("/segments", "{\"name\":\"m\",\"filter\":\"country pr\"}", SELLER_A))
                .get("id")
                .asText();
        assertThat(json(REST.get("/segments/" + mine)).get("count").asLong()).isEqualTo(1);
        KIT.shop().sql("update customer.segment set seller_accounts = '{b}' where id = '" + mine + "'");
        assertThat(REST.get("/segments/" + mine, SELLER_A).statusCode()).isEqualTo(404);
        assertThat(KIT.list("segments eq \"" + mine + "\"", SELLER_A).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPreviewCountsAndShowsSome() {
        KIT.customer("FR", "Zoé");
        JsonNode preview = json(REST.post("/segments/preview", "{\"filter\":\"country eq \\\"FR\\\"\"}"));
        assertThat(preview.get("count").asLong()).isEqualTo(1);
        assertThat(preview.get("countKind").asText()).isEqualTo("exact");
        assertThat(preview.get("sample").get(0).get("name").asText()).isEqualTo("Zoé");
        JsonNode impersonal = json(REST.post(
                "/segments/preview", "{\"filter\":\"country eq \\\"FR\\\"\"}", "Authorization", "Bearer reader"));
        assertThat(impersonal.get("sample").get(0).has("name")).isFalse();
        HttpResponse<String> wrong = REST.post("/segments/preview", "{\"filter\":\"country eq\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(error(wrong)).isEqualTo("/filter filter-syntax");
        assertThat(REST.post("/segments/preview", "{\"filter\":\"country pr\"}", "Authorization", "Bearer blind")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anExplanationTellsWhichClauseDecides() {
        UUID customer = KIT.customer("DE", "n");
        String inner = KIT.segment("country eq \"FR\"");
        String id = KIT.segment("newsletter eq true and (segments eq \"" + inner
                + "\" or dateOfBirth lt \"1990-01-01\") and orders ge 0");

        JsonNode why = json(REST.get("/segments/" + id + "/explain?customerId=" + customer));
        assertThat(why.get("matches").asBoolean()).isFalse();
        JsonNode and = why.get("clause");
        assertThat(and.get("operator").asText()).isEqualTo("and");
        assertThat(and.get("result").asText()).isEqualTo("unknown");
        assertThat(and.get("clauses").findValuesAsText("result"))
                .containsExactly("true", "unknown", "false", "false", "unknown", "true");
        JsonNode or = and.get("clauses").get(1);
        assertThat(or.get("deciding").asBoolean()).isTrue();
        assertThat(and.get("clauses").get(0).get("deciding").asBoolean()).isFalse();
        assertThat(or.get("clauses").get(0).get("operator").asText()).isEqualTo("segment");
        assertThat(or.get("clauses").get(1).get("text").asText()).isEqualTo("dateOfBirth lt \"1990-01-01\"");
        assertThat(REST.get("/segments/" + id + "/explain?customerId=" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/segments/" + id + "/explain?customerId=x").statusCode())
                .isEqualTo(400);
        assertThat(REST.get("/segments/" + id + "/explain").statusCode()).isEqualTo(400);
    }

    @Test
    void aStaticSegmentHasWhoWasPutIntoIt() {
        UUID a = KIT.customer("FR", "a", "a");
        UUID b = KIT.customer("DE", "b", "b");
        String id = json(REST.post("/segments", "{\"name\":\"picked\",\"kind\":\"static\"}"))
                .get("id")
                .asText();
        String members = "/segments/" + id + "/members";

        assertThat(count(REST.post(members, "{\"ids\":[\"" + a + "\",\"" + b + "\"]}")))
                .isEqualTo(2);
        assertThat(KIT.found("segments eq \"" + id + "\"")).hasSize(2);
        assertThat(KIT.found("segments eq \"" + id + "\"", SELLER_A)).containsExactly(a.toString());
        assertThat(count(REST.send("PUT", members, "{\"filter\":\"country eq \\\"FR\\\"\"}")))
                .isEqualTo(1);
        assertThat(count(REST.send("PUT", members, "{\"ids\":[\"" + b + "\"]}")))
                .isEqualTo(1);
        assertThat(count(REST.send("DELETE", members, "{\"filter\":\"country eq \\\"FR\\\"\"}")))
                .isEqualTo(1);
        assertThat(count(REST.send("DELETE", members + "/" + b, null))).isZero();
        HttpResponse<String> unknown = REST.post(members, "{\"ids\":[\"" + a + "\",\"" + UUID.randomUUID() + "\"]}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(error(unknown)).isEqualTo("/ids/1 customer");
        assertThat(error(REST.post(members, "{}"))).endsWith(" members");
        assertThat(REST.post("/segments/" + KIT.segment("country pr") + "/members", "{\"ids\":[\"" + a + "\"]}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(json(REST.post("/segments", "{\"name\":\"s\",\"kind\":\"static\",\"filter\":\"country pr\"}"))
                        .get("count")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void membersThatComeAtOnceAreAllCounted() {
        String members = "/segments/"
                + json(REST.post("/segments", "{\"name\":\"p\",\"kind\":\"static\"}"))
                        .get("id")
                        .asText() + "/members";
        List<UUID> customers =
                IntStream.range(0, 8).mapToObj(i -> KIT.customer("FR", "c" + i)).toList();

        inParallel(8, i -> REST.post(members, "{\"ids\":[\"" + customers.get(i) + "\",\"" + customers.get(0) + "\"]}")
                .statusCode());

        assertThat(count(REST.send("DELETE", members + "/" + customers.get(0), null)))
                .isEqualTo(7);
    }

    @Test
    void aSegmentThatAWebhookNamesStays() {
        String id = KIT.segment("country pr");
        KIT.shop()
                .sql("insert into customer.webhook (id, url, types, enabled, secret, uses) values ('"
                        + UUID.randomUUID() + "', 'https://x.example', '{*}', true, '', array['" + id + "'::uuid])");
        assertThat(REST.send("DELETE", "/segments/" + id, null, "If-Match", "*").statusCode())
                .isEqualTo(409);
        KIT.shop().sql("delete from customer.webhook");
        assertThat(REST.send("DELETE", "/segments/" + id, null, "If-Match", "*").statusCode())
                .isEqualTo(204);
    }

    @Test
    void aSegmentIsSuspendedWhileAnAttributeIsGone() {
        AttributeProvider plugin = () -> List.of(Attribute.named("shoe.size", Attribute.Type.INTEGER)
                .from("customer", "customer_summary", "customer_id")
                .expression("{}.orders")
                .filterable()
                .build());
        KIT.shop().provide(plugin);
        UUID customer = KIT.customer("FR", "a");
        String id = KIT.segment("shoe.size eq 0");
        String outer = KIT.segment("segments eq \"" + id + "\"");
        assertThat(KIT.found("segments eq \"" + outer + "\"")).containsExactly(customer.toString());

        ((RegisteredAttributes) KIT.shop().attributes()).withdraw(plugin);
        for (String suspended : List.of(id, outer)) {
            JsonNode segment = json(REST.get("/segments/" + suspended));
            assertThat(segment.get("state").asText()).isEqualTo("suspended");
            assertThat(segment.get("reason").asText()).contains("no such attribute");
            HttpResponse<String> listed = KIT.list("segments eq \"" + suspended + "\"");
            assertThat(listed.statusCode()).isEqualTo(409);
            assertThat(json(listed).get("code").asText()).isEqualTo("segment-suspended");
        }
        KIT.shop().provide(plugin);
        assertThat(json(REST.get("/segments/" + id)).get("state").asText()).isEqualTo("active");
        assertThat(KIT.found("segments eq \"" + outer + "\"")).containsExactly(customer.toString());
        ((RegisteredAttributes) KIT.shop().attributes()).withdraw(plugin);
    }

    @Test
    void whatIsPersonalIsNotFoundOutThroughASegment() {
        KIT.customer("FR", "Ada");
        String id = KIT.segment("firstName eq \"Ada\"");

        assertThat(KIT.list("segments eq \"" + id + "\"", "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(REST.get("/segments/" + id, "Authorization", "Bearer reader"))
                        .get("state")
                        .asText())
                .isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"filter":"country pr"}                                     | /name
                    {"name":" ","filter":"country pr"}                          | /name
                    {"name":"a"}                                                | /filter
                    {"name":"a","filter":"nope eq 1"}                           | /filter
                    {"name":"a","filter":"segments eq \\"x\\""}                 | /filter
                    {"name":"a","filter":"segments pr"}                         | /filter
                    {"name":"a","filter":"segments co \\"x\\""}                 | /filter
                    {"name":"a","kind":"other"}                                 | /kind
                    {"name":"a","filter":"country pr","count":3}                | /count
                    """)
    void wrongSegmentsArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = REST.post("/segments", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer)).startsWith(pointer + " ");
    }

    private static String names(String segment) {
        return Json.mapper()
                .createObjectNode()
                .put("filter", "segments eq \"" + segment + "\"")
                .toString();
    }

    private static long count(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("count").asLong();
    }

    private static String[] with(String[] headers, String... more) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    private static <T> List<T> inParallel(int n, java.util.function.IntFunction<T> call) {
        return IntStream.range(0, n).mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i))).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
