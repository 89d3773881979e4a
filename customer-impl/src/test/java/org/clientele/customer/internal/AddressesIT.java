package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.clientele.customer.AddressVerifier;
import org.clientele.customer.AddressVerifier.Result;
import org.clientele.customer.AddressVerifier.Verdict;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What countries ask of addresses, defaults and verification, through HTTP. */
final class AddressesIT {
    private static final String BERLIN =
            "{\"line1\":\"Unter den Linden 1\",\"city\":\"Berlin\",\"postalCode\":\"10117\",\"country\":\"DE\"%s}";
    private static final Shop SHOP = Shop.open();
    private static final AddressVerification VERIFICATION =
            new AddressVerification(SHOP.transactions(), Duration.ofSeconds(1));
    private static final RestFixture REST = RestFixture.with(
                    SHOP.customersResource(),
                    SHOP.customerResource(),
                    new AddressResource(SHOP.addresses()),
                    new AddressVerificationResource(SHOP.addresses(), VERIFICATION))
            .access(SHOP.access())
            .start();
    private String customer = "";

    @AfterAll
    static void close() {
        VERIFICATION.stop();
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void customer() {
        customer =
                REST.post("/customers", "{}").headers().firstValue("Location").orElseThrow();
    }

    @AfterEach
    void nobodyVerifies() {
        VERIFICATION.verifiers = List.of();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"line1":"1","city":"Berlin","postalCode":"1011","country":"DE"}     | /postalCode postal-code
                    {"line1":"1","postalCode":"10117","country":"DE"}                    | /city required
                    {"line1":"1","city":"Austin","postalCode":"78701","country":"US"}    | /province required
                    {"line1":"1","city":"Berlin","country":"XX"}                         | /country country
                    {"line1":"1","phone":"12"}                                           | /phone phone
                    {"line1":"1","defaultBilling":"yes"}                                 | /defaultBilling type
                    {"line1":"1","nope":1}                                               | /nope unknown-member
                    """)
    void whatACountryAsksForIsPointedAt(String body, String error) {
        HttpResponse<String> answer = REST.post(customer + "/addresses", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isEqualTo(error);
        if (!body.contains("default")) {
            HttpResponse<String> whole = REST.post("/customers", "{\"addresses\":[" + body + "]}");
            assertThat(error(whole)).isEqualTo("/addresses/0" + error);
        }
    }

    @Test
    void aLocalPhoneIsThatOfTheCountry() {
        JsonNode added = json(REST.post(customer + "/addresses", BERLIN.formatted(",\"phone\":\"030 123456\"")));
        assertThat(added.get("phone").asText()).isEqualTo("+4930123456");
    }

    @Test
    void anOldSloppyAddressIsChangedOnlyIntoAGoodOne() {
        String id = customer.substring(customer.lastIndexOf('/') + 1);
        SHOP.sql("insert into customer.address (id, customer_id, city, country) values (gen_random_uuid(), '" + id
                + "', 'Berlin', 'DE')");
        JsonNode old = json(REST.get(customer + "/addresses")).get("items").get(0);
        String one = customer + "/addresses/" + old.get("id").asText();

        assertThat(REST.send("PATCH", one, "{\"city\":\"Bonn\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> good = REST.send(
                "PATCH", one, "{\"city\":\"Bonn\",\"line1\":\"1\",\"postalCode\":\"53111\"}", "If-Match", "*");
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
    }

    @Test
    void aNewAddressBecomesTheDefaultWhenItIsToldTo() {
        String first = id(BERLIN.formatted(""));
        String second = id(BERLIN.formatted(",\"defaultBilling\":true"));
        String third = id(BERLIN.formatted(",\"defaultShipping\":false"));

        JsonNode read = json(REST.get(customer));
        assertThat(read.get("defaultBillingAddressId").asText()).isEqualTo(second);
        assertThat(read.get("defaultShippingAddressId").asText()).isEqualTo(first);
        REST.send("PATCH", customer, "{\"defaultShippingAddressId\":\"" + third + "\"}", "If-Match", "*");
        JsonNode addresses = json(REST.get(customer + "/addresses")).get("items");
        assertThat(addresses.get(2).get("defaultShipping").asBoolean()).isTrue();
        assertThat(addresses.get(0).get("defaultShipping").asBoolean()).isFalse();
        REST.send("DELETE", customer + "/addresses/" + third, null, "If-Match", "*");
        assertThat(json(REST.get(customer)).get("defaultShippingAddressId").isNull())
                .isTrue();
        assertThat(json(REST.get(customer)).get("country").asText()).isEqualTo("DE");
    }

    @Test
    void anAddressIsVerifiedWhenSomebodyAsks() {
        String one = customer + "/addresses/" + id(BERLIN.formatted(""));
        HttpResponse<String> nobody = REST.post(one + "/verify", "");
        assertThat(nobody.statusCode()).isEqualTo(409);
        assertThat(json(nobody).get("code").asText()).isEqualTo("no-address-verifier");

        VERIFICATION.verifiers = List.of(address -> new Verdict(
                address.city().filter("Berlin"::equals).isPresent() ? Result.VERIFIED : Result.UNDELIVERABLE,
                Optional.of(address.withPhone(Optional.empty()))));
        JsonNode answer = json(REST.post(one + "/verify", ""));
        assertThat(answer.get("verification").asText()).isEqualTo("verified");
        assertThat(answer.get("suggestion").get("city").asText()).isEqualTo("Berlin");
        assertThat(json(REST.get(one)).get("verification").asText()).isEqualTo("verified");

        // The same content again keeps the verdict, another one loses it.
        REST.send("PATCH", one, "{\"city\":\"Berlin\"}", "If-Match", "*");
        assertThat(json(REST.get(one)).get("verification").asText()).isEqualTo("verified");
        REST.send("PATCH", one, "{\"city\":\"Nowhere\"}", "If-Match", "*");
        assertThat(json(REST.get(one)).get("verification").asText()).isEqualTo("unverified");
        assertThat(json(REST.post(one + "/verify", "")).get("verification").asText())
                .isEqualTo("undeliverable");
        assertThat(json(REST.get("/customers?filter=addresses%5Bverification%20eq%20%22undeliverable%22%5D"))
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void aBrokenOrSlowVerifierHarmsNobody() {
        CountDownLatch never = new CountDownLatch(1);
        AddressVerifier broken = address -> {
            throw new IllegalStateException("out of order");
        };
        AddressVerifier slow = address -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Verdict(Result.UNVERIFIED, Optional.empty());
        };
        for (AddressVerifier verifier : List.of(broken, slow)) {
            VERIFICATION.verifiers = List.of(verifier);
            HttpResponse<String> added = REST.post(customer + "/addresses", BERLIN.formatted(""));
            assertThat(added.statusCode()).isEqualTo(201);
            HttpResponse<String> asked =
                    REST.post(customer + "/addresses/" + json(added).get("id").asText() + "/verify", "");
            assertThat(asked.statusCode()).isEqualTo(503);
            assertThat(json(asked).get("code").asText()).isEqualTo("address-verifier");
            assertThat(asked.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void whatPeopleEnterIsVerifiedInTheBackground() throws InterruptedException {
        SHOP.sql("update customer.address set verify_after = null");
        AddressVerification background = new AddressVerification(SHOP.transactions(), Duration.ofSeconds(1));
        CountDownLatch failed = new CountDownLatch(1);
        background.verifiers = List.of(address -> {
            if (failed.getCount() > 0) {
                failed.countDown();
                throw new IllegalStateException("out of order");
            }
            return new Verdict(Result.VERIFIED, Optional.empty());
        });
        background.start();
        try {
            String one = customer + "/addresses/" + id(BERLIN.formatted(""));
            failed.await();
            SHOP.sql("update customer.address set verify_after = now() where verify_after is not null");
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!json(REST.get(one)).get("verification").asText().equals("verified")) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
        } finally {
            background.stop();
        }
    }

    private String id(String body) {
        HttpResponse<String> added = REST.post(customer + "/addresses", body);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return json(added).get("id").asText();
    }

    private static String error(HttpResponse<String> answer) {
        JsonNode first = json(answer).get("errors").get(0);
        return first.get("pointer").asText() + " " + first.get("code").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
