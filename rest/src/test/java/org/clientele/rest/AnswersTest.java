package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.clientele.rest.internal.SessionResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static final RestFixture REST = RestFixture.with(
                    new ThingResource(), new SessionResource(RestFixture.ACCESS))
            .key("reader", "things:read")
            .origins("https://office.example")
            .start();

    @AfterAll
    static void stop() {
        REST.close();
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new AssertionError(answer.body(), broken);
        }
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /things/broken                                | 500 | internal
            GET    | /things/busy                                  | 503 | saturated
            GET    | /things/taken                                 | 409 | email-taken
            GET    | /nothing                                      | 404 | not-found
            GET    | /things/01890000-0000-7000-8000-000000000002  | 404 | not-found
            GET    | /things/no-uuid                               | 404 | not-found
            GET    | /things?page=x                                | 400 | validation
            GET    | /things?page=99999999999                      | 400 | validation
            GET    | /things?color=green                           | 400 | validation
            GET    | /things?color=%00                             | 400 | nul-character
            GET    | /things?color=%ff                             | 400 | malformed-address
            GET    | /things?color=%c0%80                          | 400 | malformed-address
            DELETE | /things                                       | 405 | method-not-allowed
            DELETE | /things/01890000-0000-7000-8000-000000000001  | 428 | precondition-required
            GET    | /api/other/v1/things                          | 404 | not-found
            GET    | //elsewhere                                   | 404 | not-found
            """)
    void everyErrorIsAProblem(String method, String path, int status, String code) {
        HttpResponse<String> answer = REST.send(method, path, null, "X-Request-Id", "abc-1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        if (path.startsWith("/things")) {
            assertThat(problem.path("traceId").asText()).isEqualTo("abc-1");
            assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-store");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(answer.body()).doesNotContain("select").doesNotContain("Exception");
    }

    @Test
    void headersTellWhatToDo() {
        assertThat(header(REST.get("/things/busy"), "Retry-After")).isEqualTo("7");
        assertThat(header(REST.send("DELETE", "/things", null), "Allow"))
                .contains("GET")
                .contains("POST");
        assertThat(header(REST.get("/session", "Authorization", "Bearer wrong"), "WWW-Authenticate"))
                .isEqualTo("Bearer");
    }

    @Test
    void titlesFollowTheLanguage() {
        assertThat(json(REST.get("/nothing", "Accept-Language", "de-CH, en;q=0.5"))
                        .path("title")
                        .asText())
                .isEqualTo("Nicht gefunden");
        assertThat(json(REST.get("/nothing", "Accept-Language", ";;;"))
                        .path("title")
                        .asText())
                .isEqualTo("Not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET  | /session      | Bearer fixture-key | 200
            GET  | /session      | Bearer reader      | 200
            GET  | /session      | Bearer wrong       | 401
            GET  | /session      | Basic Zm9v         | 401
            GET  | /things       | Bearer reader      | 200
            GET  | /things       | Bearer wrong       | 401
            POST | /things       | Bearer reader      | 403
            GET  | /things/open  | Bearer wrong       | 200
            GET  | /things/open  | Basic Zm9v         | 200
            """)
    void scopesDecide(String method, String path, String authorization, int status) {
        HttpResponse<String> answer =
                REST.send(method, path, method.equals("POST") ? "{}" : null, "Authorization", authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 403) {
            assertThat(json(answer).path("code").asText()).isEqualTo("scope-missing");
        }
    }

    @Test
    void sessionTellsWhoCalls() {
        HttpResponse<String> answer = REST.get("/session");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"key:fixture\",\"name\":\"Fixture\",\"scopes\":[\"*\"],\"sellerAccounts\":null,"
                        + "\"grants\":[{\"scopes\":[\"*\"],\"sellerAccounts\":null}],\"csrfToken\":null}");
        assertThat(header(answer, "Content-Type")).startsWith("application/json");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
    }

    @Test
    void requestIdIsTakenOnlyIfSane() {
        assertThat(header(REST.get("/session", "X-Request-Id", "a.B_9-"), "X-Request-Id"))
                .isEqualTo("a.B_9-");
        assertThat(header(REST.get("/session", "X-Request-Id", "a b"), "X-Request-Id"))
                .isNotEqualTo("a b");
        assertThat(header(REST.get("/session", "X-Request-Id", "x".repeat(65)), "X-Request-Id"))
                .hasSize(36);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', nullValues = "-", textBlock = """
            {"name":"x","count":1,"colour":"blue"}                    | validation     | /colour         | unknown-member
            {"name":"x","count":"1"}                                  | validation     | /count          | type
            {"name":"x","count":1.5}                                  | validation     | /count          | type
            {"name":"x","count":null}                                 | validation     | /count          | type
            {"name":7,"count":1}                                      | validation     | /name           | type
            {"name":true,"count":1}                                   | validation     | /name           | type
            {"name":"x","count":1,"fragile":"true"}                   | validation     | /fragile        | type
            {"name":"x","count":1,"fragile":1}                        | validation     | /fragile        | type
            {"name":"x","count":1,"color":"DARK_RED"}                 | validation     | /color          | value
            {"name":"x","count":1,"color":0}                          | validation     | /color          | type
            {"name":"x","count":1,"madeAt":"yesterday"}               | validation     | /madeAt         | format
            {"name":"x","count":1,"madeAt":1}                         | validation     | /madeAt         | type
            {"name":"x","count":1,"day":[2020,1,1]}                   | validation     | /day            | type
            {"name":"x","count":1,"owner":"7"}                        | validation     | /owner          | format
            {"name":"x","count":1,"price":{"amount":1,"currency":"e"}}| validation     | /price/currency | currency
            {"name":"x","count":1,"price":"1 EUR"}                    | validation     | /price          | type
            {"name":"x","count":1,"parts":[{"name":"a"},{"name":"b","nam":1}]} | validation     | /parts/1/nam    | unknown-member
            {"name":"x","count":1,"parts":{"name":"a"}}               | validation     | /parts          | type
            {"name":"x","name":"y","count":1}                         | validation     | /name           | duplicate-member
            {"name":"a\\u0000b","count":1}                            | validation     | /name           | nul-character
            {"name":"a\\ud800b","count":1}                            | validation     | /name           | unpaired-surrogate
            {"name":"x","count":                                      | malformed-json | ^^              | malformed-json
            {"name":"x","count":1} {}                                 | -              | -               | -
            [1]                                                       | validation     | ^^              | type
            "x"                                                       | validation     | ^^              | type
            null                                                      | validation     | ^^              | type
            """)
    void wrongBodiesPointAtTheMember(String body, String code, String pointer, String violation) {
        HttpResponse<String> answer = REST.post("/things", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        if (code != null) {
            assertThat(json(answer).path("code").asText()).as(answer.body()).isEqualTo(code);
            JsonNode error = json(answer).path("errors").path(0);
            assertThat(error.path("pointer").asText()).as(answer.body()).isEqualTo(pointer);
            assertThat(error.path("code").asText()).as(answer.body()).isEqualTo(violation);
        }
    }

    @Test
    void bodiesComeBackWhole() {
        HttpResponse<String> answer = REST.post(
                "/things",
                "{\"name\":\"\u00e9\u6f22\",\"count\":1,\"color\":\"dark-red\",\"madeAt\":\"2026-01-01T01:00:00+01:00\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "ETag")).isEqualTo("\"v1\"");
        assertThat(header(answer, "Location")).endsWith("/api/admin/v1/things/" + ThingResource.ID);
        assertThat(answer.body())
                .isEqualTo("{\"name\":\"\u00e9\u6f22\",\"count\":1,\"color\":\"dark-red\","
                        + "\"madeAt\":\"2026-01-01T00:00:00Z\",\"day\":null,\"owner\":null,\"price\":null,\"parts\":null,"
                        + "\"fragile\":null}");
    }

    @Test
    void otherMediaTypesAreRefused() {
        assertThat(REST.post("/things", "a", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(REST.post("/things", "a=b", "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);
        assertThat(REST.get("/things", "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(REST.get("/things", "Accept", "text/html, */*;q=0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void entityTagsGuardChanges() {
        String path = "/things/" + ThingResource.ID;
        HttpResponse<String> got = REST.get(path);
        assertThat(header(got, "ETag")).isEqualTo("\"v3\"");
        assertThat(REST.get(path, "If-None-Match", "\"v3\"").statusCode()).isEqualTo(304);
        assertThat(REST.get(path, "If-None-Match", "\"v2\"").statusCode()).isEqualTo(200);
        assertThat(REST.send("PATCH", path, "{}").statusCode()).isEqualTo(428);
        assertThat(REST.send("PATCH", path, "{}", "If-Match", "\"v2\"").statusCode())
                .isEqualTo(412);
        assertThat(REST.send("PATCH", path, "{}", "If-Match", "W/\"v3\"").statusCode())
                .isEqualTo(412);
        assertThat(REST.send("PATCH", path, "{}", "If-Match", "v3").statusCode())
                .isEqualTo(400);
        assertThat(REST.send("DELETE", path, null, "If-Match", "*").statusCode())
                .isEqualTo(204);
        HttpResponse<String> patched =
                REST.send("PATCH", path, "{\"note\":null,\"name\":\"second\"}", "If-Match", "\"v3\"");
        assertThat(patched.body()).isEqualTo("{\"name\":\"second\",\"note\":null}");
        assertThat(header(patched, "ETag")).isEqualTo("\"v4\"");
        HttpResponse<String> unknown = REST.send("PATCH", path, "{\"id\":\"x\"}", "If-Match", "*");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).path("errors").path(0).path("pointer").asText())
                .isEqualTo("/id");
    }

    @Test
    void methodIsWhatWasSent() {
        String path = "/things/" + ThingResource.ID;
        assertThat(REST.get(path + "?_method=DELETE", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(REST.get(path, "X-HTTP-Method-Override", "DELETE", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(header(REST.get(path + "?_type=xml"), "Content-Type")).startsWith("application/json");
    }

    @Test
    void onlyExactOriginsMayCall() {
        HttpResponse<String> preflight = REST.send(
                "OPTIONS",
                "/things",
                null,
                "X-Test",
                "1",
                "Origin",
                "https://office.example",
                "Access-Control-Request-Method",
                "POST");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("https://office.example");
        assertThat(header(REST.get("/things", "Origin", "https://office.example.evil"), "Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
