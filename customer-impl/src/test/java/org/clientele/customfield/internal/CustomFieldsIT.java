package org.clientele.customfield.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.attribute.internal.SchemaResource;
import org.clientele.customer.internal.CustomerWriter;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom fields with types, through HTTP. */
final class CustomFieldsIT {
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static final Shop SHOP = Shop.open();
    private static final CustomFieldAttributes ATTRIBUTES =
            new CustomFieldAttributes(SHOP::provide, SHOP.transactions(), Duration.ofMillis(200));
    private static final RestFixture REST = RestFixture.with(
                    new CustomFieldResource(new JdbcCustomFields(SHOP.transactions(), SHOP.access(), ATTRIBUTES)),
                    SHOP.customersResource(),
                    SHOP.customerResource(),
                    new SchemaResource(SHOP.attributes()))
            .access(SHOP.access())
            .key("reader", "customers:read")
            .key("seller-a", new Caller("key:a", "a", Set.of("customers:*"), Optional.of(Set.of("a"))))
            .start();

    @AfterAll
    static void close() {
        ATTRIBUTES.stop();
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer, customer.custom_field cascade");
        ATTRIBUTES.refresh();
    }

    @Test
    void aFieldIsDefinedReadChangedAndDeleted() {
        HttpResponse<String> created = define("{\"name\":\"tier\",\"type\":\"code\",\"values\":[\"a\",\"b\"]}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(json(REST.get("/custom-fields/tier"))).isEqualTo(json(created));
        assertThat(json(created).get("label").asText()).isEqualTo("tier");
        assertThat(define("{\"name\":\"tier\",\"type\":\"text\"}").statusCode()).isEqualTo(409);
        assertThat(REST.send("PATCH", "/custom-fields/tier", "{}").statusCode()).isEqualTo(428);
        JsonNode changed = json(REST.send(
                "PATCH", "/custom-fields/tier", "{\"label\":\"Tier\",\"values\":null}", "If-Match", "\"v0\""));
        assertThat(changed.get("label").asText()).isEqualTo("Tier");
        assertThat(changed.get("values")).isEmpty();
        assertThat(REST.send("PATCH", "/custom-fields/tier", "{\"type\":\"text\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.send("DELETE", "/custom-fields/tier", null, "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", "/custom-fields/tier", null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(json(REST.get("/custom-fields")).get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    text    | 7              | "x"
                    integer | "7"            | 7
                    integer | 7.5            | -9223372036854775808
                    integer | 99999999999999999999 | 0
                    decimal | "1.5"          | 1.5
                    boolean | "true"         | true
                    boolean | 1              | false
                    date    | "2026-02-30"   | "2028-02-29"
                    date    | "1.2.2026"     | "2026-02-01"
                    date    | "0000-01-01"   | "0001-01-01"
                    code    | ["a"]          | "a"
                    """)
    void aValueIsOfItsType(String type, String wrong, String right) {
        define("{\"name\":\"f\",\"type\":\"" + type + "\"}");

        HttpResponse<String> refused = REST.post("/customers", "{\"customFields\":{\"f\":" + wrong + "}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("/customFields/f type");
        HttpResponse<String> created = REST.post("/customers", "{\"customFields\":{\"f\":" + right + "}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(json(created).get("custom.f").toString()).isEqualTo(right);
        String customer = created.headers().firstValue("Location").orElseThrow();
        assertThat(error(REST.send("PATCH", customer, "{\"customFields\":{\"f\":" + wrong + "}}", "If-Match", "*")))
                .isEqualTo("/customFields/f type");
        assertThat(error(REST.send("PUT", "/customers/by-external/s/1", "{\"customFields\":{\"f\":" + wrong + "}}")))
                .isEqualTo("/customFields/f type");
        assertThat(imported("{\"email\":\"i@example.com\",\"customFields\":{\"f\":" + wrong + "}}")
                        .violations())
                .extracting(Problem.Violation::pointer)
                .containsExactly("/customFields/f");
        assertThat(imported("{\"email\":\"i@example.com\",\"customFields\":{\"f\":" + right + "}}")
                        .outcome())
                .isEqualTo(CustomerWriter.Outcome.CREATED);
    }

    @Test
    void codesAreOfTheirSetAndRequiredOnesAreThere() {
        define("{\"name\":\"tier\",\"type\":\"code\",\"values\":[\"a\",\"b\"],\"required\":true}");

        assertThat(error(REST.post("/customers", "{\"customFields\":{\"tier\":\"c\"}}")))
                .isEqualTo("/customFields/tier value");
        assertThat(error(REST.post("/customers", "{}"))).isEqualTo("/customFields/tier required");
        String customer = REST.post("/customers", "{\"customFields\":{\"tier\":\"a\",\"free\":[1]}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(error(REST.send("PATCH", customer, "{\"customFields\":{\"tier\":null}}", "If-Match", "*")))
                .isEqualTo("/customFields/tier required");
    }

    @Test
    void valuesFromBeforeTheTypeStayAndDoNoHarm() {
        String customer = REST.post("/customers", "{\"customFields\":{\"n\":\"many\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        for (String type : List.of("integer", "decimal", "boolean", "date")) {
            define("{\"name\":\"n\",\"type\":\"" + type + "\",\"required\":true}");
            assertThat(json(REST.get(customer)).get("custom.n").isNull()).isTrue();
            assertThat(REST.get("/customers?sort=custom.n&fields=id,custom.n").statusCode())
                    .isEqualTo(200);
            assertThat(REST.send("PATCH", customer, "{\"firstName\":\"" + type + "\"}", "If-Match", "*")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(REST.send("PATCH", customer, "{\"customFields\":{\"other\":\"" + type + "\"}}", "If-Match", "*")
                            .statusCode())
                    .isEqualTo(200);
            REST.send("DELETE", "/custom-fields/n", null, "If-Match", "*");
        }
        assertThat(json(REST.get(customer)).has("custom.n")).isFalse();
    }

    @Test
    void aFieldIsAColumnAFilterAndASortKeyAtOnce() {
        define("{\"name\":\"shoe\",\"type\":\"integer\",\"personal\":true}");
        define("{\"name\":\"since\",\"type\":\"date\",\"label\":\"Partner since\"}");
        for (int size : new int[] {38, 44, 41}) {
            REST.post("/customers", "{\"customFields\":{\"shoe\":" + size + ",\"since\":\"20" + size + "-01-31\"}}");
        }

        JsonNode sorted = json(REST.get("/customers?sort=-custom.shoe&fields=custom.shoe,custom.since"))
                .get("items");
        assertThat(sorted.findValuesAsText("custom.shoe")).containsExactly("44", "41", "38");
        assertThat(sorted.get(0).get("custom.since").asText()).isEqualTo("2044-01-31");
        assertThat(found("custom.shoe gt 40 and custom.since lt \"2042-01-01\""))
                .hasSize(1);
        assertThat(found("custom.shoe pr")).hasSize(3);
        assertThat(REST.get("/schema/customers").body()).contains("\"custom.since\"", "Partner since");
        assertThat(REST.get("/schema/customers", "Authorization", "Bearer reader")
                        .body())
                .contains("custom.since")
                .doesNotContain("custom.shoe");
        REST.send("DELETE", "/custom-fields/shoe", null, "If-Match", "*");
        assertThat(REST.get("/customers?sort=custom.shoe").statusCode()).isEqualTo(400);
    }

    @Test
    void otherNodesFollowWithinTwoSeconds() throws InterruptedException {
        ATTRIBUTES.start();
        SHOP.sql("insert into customer.custom_field (name, label, type, required, personal)"
                + " values ('elsewhere', 'E', 'text', false, false)");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (REST.get("/customers?sort=custom.elsewhere").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type":"text"}                                      | /name
                    {"name":"a.b","type":"text"}                         | /name
                    {"name":"or","type":"text"}                          | /name
                    {"name":"x'); drop table customer.note; --","type":"text"} | /name
                    {"name":"a"}                                         | /type
                    {"name":"a","type":"money"}                          | /type
                    {"name":"a","type":"text","values":["x"]}            | /values
                    {"name":"a","type":"code","values":["x","x"]}        | /values
                    {"name":"a","type":"text","label":""}                | /label
                    """)
    void wrongDefinitionsArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = define(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).startsWith(pointer + " ");
    }

    @Test
    void strictShopsKnowNoOtherFields() {
        CustomFieldConfig strict = (CustomFieldConfig) Proxy.newProxyInstance(
                CustomFieldConfig.class.getClassLoader(),
                new Class<?>[] {CustomFieldConfig.class},
                (proxy, method, arguments) -> true);
        Problem.Checks checks = new Problem.Checks();
        new CustomFieldRules(strict).check(checks, Map.of(), Optional.empty(), Map.of("a/b", 1));
        assertThat(checks.violations()).extracting(Problem.Violation::pointer).containsExactly("/customFields/a~1b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"n":1e200000}                | /customFields/n range
            {"n":[{"a/b":-1e-200000}]}    | /customFields/n/0/a~1b range
            {"n":12345678901234567890123456789012345678901} | /customFields/n range""")
    void aNumberThatTheDatabaseCannotReadAgainIsRefused(String fields, String error) {
        HttpResponse<String> refused = REST.post("/customers", "{\"customFields\":" + fields + "}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo(error);
    }

    @Test
    void onlyCallersOfAllSellerAccountsDefineFields() {
        assertThat(REST.post("/custom-fields", "{\"name\":\"a\",\"type\":\"text\"}", "Authorization", "Bearer seller-a")
                        .statusCode())
                .isEqualTo(403);
    }

    private static CustomerWriter.Result imported(String line) {
        CustomerWriter writer = new CustomerWriter(SHOP.transactions(), SHOP.access(), SHOP.news());
        return SHOP.access().call(ADMIN, () -> writer.write(List.of(
                        CustomerWriter.Line.read(Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))))
                .get(0));
    }

    private static HttpResponse<String> define(String body) {
        return REST.post("/custom-fields", body);
    }

    private static JsonNode found(String filter) {
        return json(REST.get("/customers?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                .get("items");
    }

    private static String error(HttpResponse<String> answer) {
        JsonNode first = json(answer).get("errors").get(0);
        return first.get("pointer").asText() + " " + first.get("code").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
