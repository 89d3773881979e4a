package org.clientele.note.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Shop;
import org.clientele.merge.internal.JdbcMergeLedger;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notes through HTTP. */
final class NotesIT {
    private static final Shop SHOP = Shop.open();
    private static final RestFixture REST = RestFixture.with(
                    new NoteResource(new JdbcNotes(SHOP.transactions(), SHOP.access())))
            .access(SHOP.access())
            .key("other", "customers:read", "customers:write")
            .key("reader", "customers:read")
            .key("seller-a", new Caller("key:a", "a", Set.of("customers:*"), Optional.of(Set.of("a"))))
            .start();
    private UUID customer = new UUID(0, 0);
    private String path = "";

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void customer() {
        customer = UUID.randomUUID();
        SHOP.sql("insert into customer.customer (id, account) values ('" + customer + "', false)");
        path = "/customers/" + customer + "/notes";
    }

    @Test
    void aNoteIsWrittenReadChangedAndDeleted() {
        HttpResponse<String> created = REST.post(path, "{\"text\":\"Called,\\nwants a refund\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode note = json(created);
        String one = created.headers().firstValue("Location").orElseThrow();
        assertThat(created.headers().firstValue("ETag")).hasValue("\"v0\"");
        assertThat(note.get("author").asText()).isEqualTo("Fixture");
        assertThat(note.get("editableUntil").asText())
                .isGreaterThan(note.get("createdAt").asText());
        assertThat(json(REST.get(one))).isEqualTo(note);

        assertThat(REST.send("PATCH", one, "{\"text\":\"x\"}").statusCode()).isEqualTo(428);
        HttpResponse<String> changed = REST.send("PATCH", one, "{\"text\":\"Refunded\"}", "If-Match", "\"v0\"");
        assertThat(json(changed).get("text").asText()).isEqualTo("Refunded");
        assertThat(json(changed).get("version").asInt()).isEqualTo(1);
        assertThat(REST.send("PATCH", one, "{\"text\":\"x\"}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", one, null).statusCode()).isEqualTo(428);
        assertThat(REST.send("DELETE", one, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(REST.get(one).statusCode()).isEqualTo(404);
    }

    @Test
    void notesGoWithWhoBecomesAnotherCustomerAndShowInTheTimeline() {
        create("kept");
        UUID into = UUID.randomUUID();
        SHOP.sql("insert into customer.customer (id, account) values ('" + into + "', true)");

        SHOP.transactions().<Boolean>sql(connection -> {
            new NoteData(SHOP.transactions()).merge(JdbcMergeLedger.unrecorded(connection, customer, into));
            return true;
        });

        assertThat(json(REST.get(path)).get("items")).isEmpty();
        assertThat(json(REST.get("/customers/" + into + "/notes")).get("items")).hasSize(1);
        assertThat(new NoteTimeline(SHOP.transactions()).entries(into, Instant.parse("9999-01-01T00:00:00Z"), 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.title()).isEqualTo("Note by Fixture"));
    }

    @Test
    void fiveMinutesLaterItIsFinalByTheClockOfTheDatabase() {
        String one = create("old");
        SHOP.sql("update customer.note set created_at = created_at - interval '5 minutes' where customer_id = '"
                + customer + "'");

        HttpResponse<String> changed = REST.send("PATCH", one, "{\"text\":\"x\"}", "If-Match", "*");
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(code(changed)).isEqualTo("note-locked");
        HttpResponse<String> deleted = REST.send("DELETE", one, null, "If-Match", "*");
        assertThat(deleted.statusCode()).isEqualTo(409);
        assertThat(code(deleted)).isEqualTo("note-locked");
        assertThat(json(REST.get(one)).get("text").asText()).isEqualTo("old");
    }

    @Test
    void onlyTheAuthorChangesIt() {
        String one = create("mine");

        HttpResponse<String> changed =
                REST.send("PATCH", one, "{\"text\":\"x\"}", "If-Match", "*", "Authorization", "Bearer other");
        assertThat(changed.statusCode()).isEqualTo(403);
        assertThat(code(changed)).isEqualTo("not-author");
        assertThat(REST.send("DELETE", one, null, "If-Match", "*", "Authorization", "Bearer other")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.get(one, "Authorization", "Bearer other").statusCode()).isEqualTo(200);
    }

    @Test
    void theNewestComesFirstOnPages() {
        IntStream.range(0, 12).forEach(i -> create("n" + i));

        JsonNode first = json(REST.get(path + "?size=10"));
        assertThat(first.get("items").get(0).get("text").asText()).isEqualTo("n11");
        assertThat(first.get("page").get("totalItems").asInt()).isEqualTo(12);
        JsonNode second = json(REST.get(first.get("page").get("next").asText()));
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("items").get(1).get("text").asText()).isEqualTo("n0");
        assertThat(REST.get(path + "?size=9").statusCode()).isEqualTo(400);
    }

    @Test
    void wrongTextsArePointedAt() {
        for (String body : List.of(
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":\" \\n \"}",
                "{\"text\":7}",
                "{\"text\":\"" + "x".repeat(10_001) + "\"}")) {
            HttpResponse<String> answer = REST.post(path, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("errors").get(0).get("pointer").asText())
                    .isEqualTo("/text");
        }
        assertThat(REST.post(path, "{\"text\":\"a\",\"author\":\"b\"}").statusCode())
                .isEqualTo(400);
        assertThat(REST.post(path, "{\"text\":\"" + "ä".repeat(10_000) + "\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void strangersSeeNothing() {
        String one = create("secret");

        for (String link : List.of(path, one)) {
            assertThat(REST.get(link, "Authorization", "Bearer seller-a").statusCode())
                    .isEqualTo(404);
        }
        assertThat(REST.post(path, "{\"text\":\"x\"}", "Authorization", "Bearer seller-a")
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.post(path, "{\"text\":\"x\"}", "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.get("/customers/" + UUID.randomUUID() + "/notes").statusCode())
                .isEqualTo(404);
    }

    @Test
    void parallelChangesOfOneVersionLetOneThrough() {
        String one = create("race");

        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> REST.send("PATCH", one, "{\"text\":\"t" + i + "\"}", "If-Match", "\"v0\"")
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(5);
    }

    @Test
    void erasureDeletesThem() {
        create("He is allergic to nuts");
        new NoteData(SHOP.transactions()).erase(customer);
        new NoteData(SHOP.transactions()).purge(customer);

        assertThat(json(REST.get(path)).get("items")).isEmpty();
    }

    private String create(String text) {
        return REST.post(path, "{\"text\":\"" + text + "\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).get("code").asText();
    }
}
