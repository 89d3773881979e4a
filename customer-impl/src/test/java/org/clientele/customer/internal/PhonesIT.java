package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phone numbers of customers through HTTP. */
final class PhonesIT {
    private static final Shop SHOP = Shop.open();
    private static final RestFixture REST = RestFixture.with(
                    SHOP.customersResource(), SHOP.customerResource(), new AddressResource(SHOP.addresses()))
            .access(SHOP.access())
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer cascade");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"phone":"+49 30 123456"}
                    {"phone":"030 123456","phoneCountry":"DE"}
                    {"phone":"030 123456","locale":"de-DE"}
                    {"phone":"030/123456","addresses":[{"line1":"1","city":"Berlin","postalCode":"10115","country":"DE"}]}
                    {"phone":"030 123456","phoneCountry":"DE","locale":"fr-FR"}
                    """)
    void aLocalNumberIsStoredInFull(String body) {
        HttpResponse<String> created = REST.post("/customers", body);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(json(created).get("phone").asText()).isEqualTo("+4930123456");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"phone":"030 123456"}                               | /phone phone
                    {"phone":"030 123456","locale":"de"}                 | /phone phone
                    {"phone":"12","phoneCountry":"DE"}                   | /phone phone
                    {"phone":"030 123456","phoneCountry":"FR","locale":"de-DE"} | /phone phone
                    {"phone":"+49","phoneCountry":"DE"}                  | /phone phone
                    {"phone":"030 123456","phoneCountry":"Germany"}      | /phoneCountry country
                    {"phone":"030 123456","phoneCountry":7}              | /phoneCountry type
                    {"addresses":[{"line1":"1","city":"B","phone":"030 123456"}]} | /addresses/0/phone phone
                    """)
    void whatIsNoNumberIsPointedAt(String body, String error) {
        HttpResponse<String> answer = REST.post("/customers", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isEqualTo(error);
    }

    @Test
    void aPatchUnderstandsLocalNumbersToo() {
        String customer = REST.post(
                        "/customers",
                        "{\"addresses\":[{\"line1\":\"1\",\"city\":\"Berlin\",\"postalCode\":\"10115\",\"country\":\"DE\"}]}")
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(patched(customer, "{\"phone\":\"030 123456\"}")).isEqualTo("+4930123456");
        assertThat(patched(customer, "{\"phone\":\"020 7946 0958\",\"phoneCountry\":\"GB\"}"))
                .isEqualTo("+442079460958");
        assertThat(patched(customer, "{\"firstName\":\"A\",\"phoneCountry\":\"DE\"}"))
                .isEqualTo("+442079460958");
        assertThat(patched(customer, "{\"phone\":null}")).isEqualTo("null");
        HttpResponse<String> wrong =
                REST.send("PATCH", customer, "{\"phone\":\"12\",\"phoneCountry\":\"DE\"}", "If-Match", "*");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(error(wrong)).isEqualTo("/phone phone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "030 123456",
                "(030) 123-456",
                "030/12 34 56",
                "+49 30 123456",
                "+49 (0)30 123456",
                "0049 30 123456",
                "030123456",
                "123456",
                "+4930123456"
            })
    void aNumberIsFoundHoweverItIsTyped(String typed) {
        REST.post("/customers", "{\"phone\":\"+4930123456\"}");
        REST.post("/customers", "{\"phone\":\"+4930765432\"}");

        HttpResponse<String> found = REST.get("/customers?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));

        assertThat(json(found).get("items")).as(found.body()).hasSize(1);
    }

    private static String patched(String customer, String patch) {
        HttpResponse<String> answer = REST.send("PATCH", customer, patch, "If-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("phone").asText();
    }

    private static String error(HttpResponse<String> answer) {
        JsonNode first = json(answer).get("errors").get(0);
        return first.get("pointer").asText() + " " + first.get("code").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
