package org.clientele.company.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.clientele.Money;
import org.clientele.access.Caller;
import org.clientele.company.Company;
import org.clientele.customer.internal.Shop;
import org.clientele.merge.internal.JdbcMergeLedger;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Companies through HTTP. */
final class CompaniesIT {
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static final String ACME = """
            {"name": "Acme %s", "vatId": "DE 123456789", "approvalLimit": {"amount": 100000, "currency": "EUR"},
             "externalIds": [{"system": "erp", "id": "7"}]}""";
    private static final Shop SHOP = Shop.open();
    private static final JdbcCompanies COMPANIES = new JdbcCompanies(SHOP.transactions(), SHOP.access());
    private static final RestFixture REST = RestFixture.with(new CompanyResource(COMPANIES), SHOP.customersResource())
            .access(SHOP.access())
            .key("seller-a", new Caller("key:a", "a", Set.of("customers:*"), Optional.of(Set.of("a"))))
            .key("seller-b", new Caller("key:b", "b", Set.of("customers:*"), Optional.of(Set.of("b"))))
            .start();

    static {
        SHOP.provide(new CompanyAttributes());
    }

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer, customer.company cascade");
    }

    @Test
    void aCompanyIsCreatedReadChangedAndDeleted() {
        HttpResponse<String> created = REST.post("/companies", ACME.formatted("Ltd"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String one = created.headers().firstValue("Location").orElseThrow();
        assertThat(json(REST.get(one))).isEqualTo(json(created));
        assertThat(json(created).get("approvalLimit").get("amount").asLong()).isEqualTo(100000);

        assertThat(REST.send("PATCH", one, "{\"name\":\"B\"}").statusCode()).isEqualTo(428);
        JsonNode changed =
                json(REST.send("PATCH", one, "{\"name\":\"B\",\"approvalLimit\":null}", "If-Match", "\"v0\""));
        assertThat(changed.get("approvalLimit").isNull()).isTrue();
        assertThat(changed.get("vatId").asText()).isEqualTo("DE 123456789");
        assertThat(REST.send("PATCH", one, "{\"name\":\"C\"}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", one, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(REST.get(one).statusCode()).isEqualTo(404);
        assertThat(REST.send("DELETE", one, null, "If-Match", "*").statusCode()).isEqualTo(404);
    }

    @Test
    void membersComeChangeAndGo() {
        String one = company("Ltd");
        UUID customer = customer("a");

        JsonNode joined = json(REST.send("PUT", one + "/members/" + customer, "{\"role\":\"buyer\"}"));
        assertThat(joined.get("members").get(0).get("customerId").asText()).isEqualTo(customer.toString());
        assertThat(joined.get("version").asInt()).isEqualTo(1);
        assertThat(json(REST.send("PUT", one + "/members/" + customer, "{\"role\":\"approver\"}"))
                        .get("members")
                        .get(0)
                        .get("role")
                        .asText())
                .isEqualTo("approver");
        assertThat(SHOP.access().call(ADMIN, () -> COMPANIES.of(customer))).hasValueSatisfying(membership -> {
            assertThat(membership.role()).isEqualTo(Company.Role.APPROVER);
            assertThat(membership.approvalLimit()).hasValue(new Money(100000, "EUR"));
        });
        assertThat(found("companies.role%20eq%20%22approver%22")).hasSize(1);
        assertThat(found("companies.id%20eq%20%22" + one.substring(one.lastIndexOf('/') + 1) + "%22"))
                .hasSize(1);
        HttpResponse<String> inUse = REST.send("DELETE", one, null, "If-Match", "*");
        assertThat(inUse.statusCode()).isEqualTo(409);
        assertThat(json(inUse).get("code").asText()).isEqualTo("in-use");
        assertThat(json(REST.send("DELETE", one + "/members/" + customer, null)).get("members"))
                .isEmpty();
        assertThat(REST.send("DELETE", one + "/members/" + customer, null).statusCode())
                .isEqualTo(200);
        assertThat(REST.send("PUT", one + "/members/" + UUID.randomUUID(), "{\"role\":\"buyer\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.send("PUT", one + "/members/" + customer, "{\"role\":\"boss\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCustomerBuysForOneCompanyOnly() {
        List<String> companies = List.of(company("1"), company("2"), company("3"), company("4"));
        UUID customer = customer("a");

        List<HttpResponse<String>> answers = companies.stream()
                .map(one -> CompletableFuture.supplyAsync(
                        () -> REST.send("PUT", one + "/members/" + customer, "{\"role\":\"buyer\"}")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(3)
                .allMatch(answer -> json(answer).get("code").asText().equals("in-another-company"));
    }

    @Test
    void companiesAreFoundByPartsOfTheirNames() {
        company("Zürich");
        company("100%");
        for (int i = 0; i < 12; i++) {
            company("n" + i);
        }

        assertThat(json(REST.get("/companies?q=zurich")).get("items")).hasSize(1);
        assertThat(json(REST.get("/companies?q=0%25")).get("items")).hasSize(1);
        JsonNode page = json(REST.get("/companies?q=acme&size=10"));
        assertThat(page.get("page").get("totalItems").asInt()).isEqualTo(14);
        assertThat(json(REST.get(page.get("page").get("next").asText())).get("items"))
                .hasSize(4);
    }

    @Test
    void sellerAccountsDecideWhatIsSeen() {
        UUID ofA = customer("a");
        UUID ofB = customer("b");
        String global = company("Global");
        String own = REST.post("/companies", ACME.formatted("A"), "Authorization", "Bearer seller-a")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String[] a = {"Authorization", "Bearer seller-a"};

        assertThat(REST.get(own, a).statusCode()).isEqualTo(200);
        assertThat(REST.get(own, "Authorization", "Bearer seller-b").statusCode())
                .isEqualTo(404);
        assertThat(REST.get(global, a).statusCode()).isEqualTo(404);
        assertThat(REST.send("PUT", own + "/members/" + ofB, "{\"role\":\"buyer\"}", a)
                        .statusCode())
                .isEqualTo(404);
        REST.send("PUT", global + "/members/" + ofA, "{\"role\":\"buyer\"}");
        REST.send("PUT", global + "/members/" + ofB, "{\"role\":\"admin\"}");
        assertThat(json(REST.get(global, a)).get("members")).hasSize(1);
        assertThat(json(REST.get("/companies", a)).get("items")).hasSize(2);
        assertThat(json(REST.send("DELETE", global + "/members/" + ofA, null, a))
                        .get("members"))
                .isEmpty();
        assertThat(REST.get(global, a).statusCode()).isEqualTo(404);
        assertThat(json(REST.get(global)).get("members")).hasSize(1);
    }

    @Test
    void erasureEndsMembership() {
        String one = company("Ltd");
        UUID customer = customer("a");
        REST.send("PUT", one + "/members/" + customer, "{\"role\":\"buyer\"}");

        new CompanyData(SHOP.transactions()).erase(customer);
        new CompanyData(SHOP.transactions()).purge(customer);

        JsonNode company = json(REST.get(one));
        assertThat(company.get("members")).isEmpty();
        assertThat(company.get("version").asInt()).isEqualTo(2);
    }

    @Test
    void membershipGoesWithWhoBecomesAnotherCustomer() {
        String one = company("Merging");
        UUID guest = customer("a");
        UUID account = customer("a");
        REST.send("PUT", one + "/members/" + guest, "{\"role\":\"approver\"}");

        SHOP.transactions().<Boolean>sql(connection -> {
            new CompanyData(SHOP.transactions()).merge(JdbcMergeLedger.unrecorded(connection, guest, account));
            return true;
        });

        JsonNode members = json(REST.get(one)).get("members");
        assertThat(members).hasSize(1);
        assertThat(members.get(0).get("customerId").asText()).isEqualTo(account.toString());
        assertThat(members.get(0).get("role").asText()).isEqualTo("approver");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                                | /name
                    {"name":" "}                                                      | /name
                    {"name":"A","vatId":"?"}                                          | /vatId
                    {"name":"A","approvalLimit":{"amount":-1,"currency":"EUR"}}       | /approvalLimit/amount
                    {"name":"A","approvalLimit":{"amount":1.5,"currency":"EUR"}}      | /approvalLimit/amount
                    {"name":"A","approvalLimit":{"amount":1,"currency":"XYZZ"}}       | /approvalLimit/currency
                    {"name":"A","externalIds":[{"system":"","id":"1"}]}               | /externalIds/0/system
                    {"name":"A","members":[]}                                         | /members
                    """)
    void wrongMembersArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = REST.post("/companies", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("errors").get(0).get("pointer").asText()).isEqualTo(pointer);
    }

    private static String company(String name) {
        return REST.post("/companies", ACME.formatted(name))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static UUID customer(String sellerAccount) {
        return UUID.fromString(json(REST.post("/customers", "{\"sellerAccounts\":[\"" + sellerAccount + "\"]}"))
                .get("id")
                .asText());
    }

    private static JsonNode found(String filter) {
        return json(REST.get("/customers?filter=" + filter)).get("items");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
