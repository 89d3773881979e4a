package org.clientele.export.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.clientele.audit.AuditEntry;
import org.clientele.operation.Operation;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /exports} over HTTP. */
final class ExportApiIT {
    private static final ExportKit KIT = new ExportKit();
    private static final RestFixture REST = KIT.rest().start();
    private static final String[] ADA = {"Authorization", "Bearer ada"};
    private static final String[] BOB = {"Authorization", "Bearer bob"};

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.sql("truncate export.file cascade");
        KIT.operations.clear();
        KIT.audited.clear();
        KIT.configured.clear();
        KIT.search.suspended = Optional.empty();
    }

    @Test
    void anExportIsAnOperationWithAFile() throws Exception {
        HttpResponse<String> begun = post(
                "{\"name\":\"Gr\u00FC\u00DFe\",\"format\":\"csv\",\"fields\":[\"number\",\"email\"],\"query\":{\"sort\":\"-number\"}}",
                ADA);
        assertThat(begun.statusCode()).isEqualTo(202);
        UUID id = UUID.fromString(json(begun).get("export").asText());
        assertThat(begun.headers().firstValue("Location")).hasValue("/api/admin/v1/operations/" + id);
        assertThat(json(begun).get("id").asText()).isEqualTo(id.toString());
        assertThat(json(begun).get("kind").asText()).isEqualTo("export.create");
        assertThat(json(begun).get("warning").asText()).contains("email");

        JsonNode waiting = json(REST.get("/exports/" + id, ADA));
        assertThat(waiting.get("state").asText()).isEqualTo("queued");
        assertThat(waiting.at("/query/sort").asText()).isEqualTo("-number");
        assertThat(waiting.at("/personal/0").asText()).isEqualTo("email");
        assertThat(REST.get("/exports/" + id + "/file", ADA).statusCode()).isEqualTo(409);
        assertThat(code(REST.get("/exports/" + id + "/file", ADA))).isEqualTo("export-not-ready");

        write(id);

        JsonNode ready = json(REST.get("/exports/" + id, ADA));
        assertThat(ready.get("state").asText()).isEqualTo("succeeded");
        assertThat(ready.get("rows").asLong()).isEqualTo(10);
        HttpResponse<String> file = REST.get("/exports/" + id + "/file", ADA);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).startsWith("number,email\r\n0,person0@example.com\r\n");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .matches(
                        "attachment; filename=\"Gr__e-\\d{4}-\\d\\d-\\d\\d.csv\"; filename\\*=UTF-8''Gr%C3%BC%C3%9Fe-.*\\.csv");
        assertThat(file.headers().firstValue("ETag"))
                .hasValue('"' + ready.get("sha256").asText() + '"');
        assertThat(file.headers().firstValueAsLong("Content-Length"))
                .hasValue(ready.get("bytes").asLong());
        assertThat(REST.get(
                                "/exports/" + id + "/file",
                                "Authorization",
                                "Bearer ada",
                                "If-None-Match",
                                '"' + ready.get("sha256").asText() + '"')
                        .statusCode())
                .isEqualTo(304);
        assertThat(KIT.audited).extracting(AuditEntry::action).containsExactly("export.created", "export.downloaded");
        assertThat(KIT.audited.get(1).targetId()).contains(id.toString());
    }

    @Test
    void withoutFieldsThereAreThoseOfTheList() throws Exception {
        JsonNode begun = json(post("{\"format\":\"json\"}", ADA));
        assertThat(begun.get("fields").toString()).isEqualTo("[\"email\",\"number\"]");
        // Who may not see persons gets what the list shows then.
        assertThat(json(post("{\"format\":\"json\"}", BOB)).get("fields").toString())
                .isEqualTo("[\"number\"]");
        assertThat(json(post("{\"format\":\"json\"}", BOB)).get("warning").isNull())
                .isTrue();
    }

    @Test
    void onePageAndChosenCustomersAreExportedAlone() throws Exception {
        UUID page =
                id(post("{\"format\":\"csv\",\"fields\":[\"number\"],\"scope\":\"page\",\"page\":2,\"size\":4}", ADA));
        write(page);
        assertThat(REST.get("/exports/" + page + "/file", ADA).body()).isEqualTo("number\r\n4\r\n5\r\n6\r\n7\r\n");
        assertThat(json(REST.get("/exports/" + page, ADA)).get("scope").asText())
                .isEqualTo("page");

        UUID chosen = id(post(
                "{\"format\":\"csv\",\"fields\":[\"number\"],\"scope\":\"ids\",\"ids\":[\"" + PlayedSearch.id(3)
                        + "\",\"" + UUID.randomUUID() + "\"]}",
                ADA));
        write(chosen);
        assertThat(REST.get("/exports/" + chosen + "/file", ADA).body()).isEqualTo("number\r\n3\r\n");
        UUID nobody = id(post("{\"format\":\"csv\",\"fields\":[\"number\"],\"scope\":\"page\",\"page\":9}", ADA));
        write(nobody);
        assertThat(REST.get("/exports/" + nobody + "/file", ADA).body()).isEqualTo("number\r\n");
    }

    @Test
    void whatIsWrongIsRefusedAtOnce() {
        refused("{}", "/format", "required");
        refused("{\"format\":\"pdf\"}", "/format", "format");
        refused("{\"format\":\"csv\",\"options\":{\"colour\":\"red\"}}", "/options/colour", "unknown-option");
        refused("{\"format\":\"csv\",\"options\":{\"bom\":[1]}}", "/options/bom", "type");
        refused("{\"format\":\"csv\",\"fields\":[\"nothing\"]}", "/fields", "field");
        refused("{\"format\":\"csv\",\"query\":{\"filter\":\"broken\"}}", "/query/filter", "filter-syntax");
        refused("{\"format\":\"csv\",\"scope\":\"ids\"}", "/ids", "required");
        refused("{\"format\":\"csv\",\"scope\":\"ids\",\"ids\":[]}", "/ids", "too-many");
        refused("{\"format\":\"csv\",\"scope\":\"all\",\"page\":1}", "/page", "scope");
        refused("{\"format\":\"csv\",\"scope\":\"page\",\"size\":101}", "/size", "range");
        refused("{\"format\":\"csv\",\"name\":\"a\\nb\"}", "/name", "length");
        assertThat(post("{\"format\":\"csv\",\"colour\":1}", ADA).statusCode()).isEqualTo(400);
        KIT.search.suspended = Optional.of("view-suspended");
        assertThat(post("{\"format\":\"csv\"}", ADA).statusCode()).isEqualTo(409);
        assertThat(KIT.operations).isEmpty();
    }

    @Test
    void othersExportsAreNotThere() throws Exception {
        UUID id = id(post("{\"format\":\"csv\"}", ADA));
        write(id);
        for (String path : new String[] {"/exports/" + id, "/exports/" + id + "/file"}) {
            assertThat(REST.get(path, BOB).statusCode()).isEqualTo(404);
            assertThat(REST.get(path, "Authorization", "Bearer eve").statusCode())
                    .isEqualTo(403);
        }
        assertThat(REST.send("DELETE", "/exports/" + id, null, BOB).statusCode())
                .isEqualTo(404);
        assertThat(json(REST.get("/exports", BOB)).at("/page/totalItems").asInt())
                .isZero();
        assertThat(json(REST.get("/exports", ADA)).at("/items/0/id").asText()).isEqualTo(id.toString());
    }

    @Test
    void whoLostARightLosesTheFile() throws Exception {
        UUID persons = id(post("{\"format\":\"csv\",\"fields\":[\"email\"]}", ADA));
        write(persons);
        KIT.sql("update export.file set owner = '" + ExportKit.BOB + "', seller_accounts = '{north}'");
        assertThat(code(REST.get("/exports/" + persons + "/file", BOB))).isEqualTo("scope-missing");
        KIT.sql("update export.file set personal = '{}'");
        assertThat(REST.get("/exports/" + persons + "/file", BOB).statusCode()).isEqualTo(200);
        KIT.sql("update export.file set seller_accounts = '{north,south}'");
        assertThat(REST.get("/exports/" + persons + "/file", BOB).statusCode()).isEqualTo(404);
        KIT.sql("update export.file set seller_accounts = null");
        assertThat(REST.get("/exports/" + persons + "/file", BOB).statusCode()).isEqualTo(404);
    }

    @Test
    void whatExpiredIsGone() throws Exception {
        UUID id = id(post("{\"format\":\"csv\"}", ADA));
        write(id);
        KIT.sql("update export.file set expires_at = now() - interval '1 second'");
        HttpResponse<String> gone = REST.get("/exports/" + id + "/file", ADA);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(code(gone)).isEqualTo("export-expired");
        assertThat(json(REST.get("/exports/" + id, ADA)).get("state").asText()).isEqualTo("expired");
        assertThat(json(REST.get("/exports/" + id, ADA)).get("file").isNull()).isTrue();
    }

    @Test
    void deletingCancels() throws Exception {
        UUID id = id(post("{\"format\":\"csv\"}", ADA));
        assertThat(REST.send("DELETE", "/exports/" + id, null, ADA).statusCode())
                .isEqualTo(204);
        assertThat(KIT.operations().find(id).map(Operation::state)).hasValue(Operation.State.CANCELLED);
        assertThat(REST.get("/exports/" + id, ADA).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyQueuesWithoutEnd() {
        for (int i = 0; i < 20; i++) {
            assertThat(post("{\"format\":\"csv\"}", ADA).statusCode()).isEqualTo(202);
        }
        assertThat(code(post("{\"format\":\"csv\"}", ADA))).isEqualTo("too-many-exports");
        assertThat(post("{\"format\":\"csv\"}", BOB).statusCode()).isEqualTo(202);
    }

    @Test
    void formatsComeAndGo() throws Exception {
        assertThat(json(REST.get("/exports/formats", ADA)).get("items").findValuesAsText("format"))
                .containsExactly("csv", "json");
        NdjsonFormat another = new NdjsonFormat();
        KIT.formats.addFormat(
                another,
                java.util.Map.of(
                        "export.format",
                        "ndjson",
                        "export.media.type",
                        "application/x-ndjson",
                        "export.title",
                        "Lines"));
        assertThat(REST.get("/exports/formats", ADA).body()).contains("\"title\":\"Lines\"");
        KIT.formats.removeFormat(another);
        refused("{\"format\":\"ndjson\"}", "/format", "format");
    }

    private static void write(UUID id) {
        KIT.as(KIT.export(id).owner(), () -> {
            KIT.run().run(KIT.new PlayedRun(id));
            return true;
        });
    }

    private static HttpResponse<String> post(String body, String[] key) {
        return REST.post("/exports", body, key);
    }

    private static UUID id(HttpResponse<String> answer) throws JsonProcessingException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(json(answer).get("id").asText());
    }

    private static void refused(String body, String pointer, String code) {
        HttpResponse<String> answer = post(body, ADA);
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"", "\"code\":\"" + code + "\"");
    }

    private static String code(HttpResponse<String> answer) {
        try {
            return json(answer).get("code").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return Json.mapper().readTree(answer.body());
    }
}
