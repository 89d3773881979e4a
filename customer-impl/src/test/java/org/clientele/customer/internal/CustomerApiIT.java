package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountKit;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.internal.SchemaResource;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customers through HTTP. */
final class CustomerApiIT {
    private static final Shop SHOP = Shop.open();
    private static final AccountKit ACCOUNTS = AccountKit.of(SHOP);
    private static final RestFixture REST = RestFixture.with(
                    new CustomersResource(SHOP.customers(), ACCOUNTS.accounts(), SHOP.search()),
                    new CustomerResource(SHOP.customers(), SHOP.search()),
                    new AddressResource(SHOP.addresses()),
                    new SchemaResource(SHOP.attributes()))
            .access(SHOP.access())
            .key("reader", "customers:read")
            .key(
                    "seller-a",
                    new Caller("key:a", "a", Set.of("customers:*", "customers.pii:read"), Optional.of(Set.of("a"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @Test
    void aCustomerIsCreatedReadAndFound() {
        HttpResponse<String> created = REST.post("/customers", """
                {"email": "Grace.Hopper@Example.com", "firstName": "Grace", "lastName": "Hopper", "phone": "+4930123456",
                 "dateOfBirth": "1906-12-09", "tags": ["vip"], "newsletter": true, "externalIds": [{"system": "erp", "id": "G-1"}],
                 "addresses": [{"line1": "1 Navy Way", "city": "New York", "province": "NY", "postalCode": "10001", "country": "US"}],
                 "customFields": {"shoe": 38}}""");

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode customer = json(created);
        assertThat(created.headers().firstValue("Location"))
                .hasValue("/api/admin/v1/customers/" + customer.get("id").asText());
        assertThat(created.headers().firstValue("ETag")).isPresent();
        HttpResponse<String> read = REST.get("/customers/" + customer.get("id").asText());
        assertThat(json(read)).isEqualTo(customer);
        assertThat(customer.get("email").asText()).isEqualTo("grace.hopper@example.com");
        assertThat(customer.get("reference").asText()).matches("C-\\d{6,}");
        assertThat(customer.get("name").asText()).isEqualTo("Grace Hopper");
        assertThat(customer.get("account").asBoolean()).isTrue();
        assertThat(customer.get("status").asText()).isEqualTo("active");
        assertThat(customer.get("verification").asText()).isEqualTo("unverified");
        assertThat(customer.get("lifecycle").asText()).isEqualTo("lead");
        assertThat(customer.get("age").asInt()).isGreaterThan(100);
        assertThat(customer.get("tags").get(0).asText()).isEqualTo("vip");
        assertThat(customer.get("externalIds").get(0).get("id").asText()).isEqualTo("G-1");
        assertThat(customer.get("customFields").get("shoe").asInt()).isEqualTo(38);
        assertThat(customer.get("addresses").get(0).get("city").asText()).isEqualTo("New York");
        assertThat(customer.get("defaultShippingAddressId"))
                .isEqualTo(customer.get("addresses").get(0).get("id"));
        assertThat(customer.get("country").asText()).isEqualTo("US");
        assertThat(customer.get("orders").asInt()).isZero();
        assertThat(customer.get("totalSpent").get("amount").asLong()).isZero();
        assertThat(customer.get("lastOrderAt").isNull()).isTrue();
        assertThat(items(REST.get("/customers?q=grace%20hop"))).hasSize(1);
        assertThat(items(REST.get("/customers?q=G-1"))).hasSize(1);
        assertThat(json(REST.get("/customers/by-external/erp/G-1"))).isEqualTo(customer);
    }

    @Test
    void aChangeNeedsTheVersionItIsBasedOn() {
        JsonNode customer = create("change@example.com");
        String path = "/customers/" + customer.get("id").asText();

        assertThat(REST.send("PATCH", path, "{\"firstName\":\"B\"}").statusCode())
                .isEqualTo(428);
        HttpResponse<String> changed =
                REST.send("PATCH", path, "{\"firstName\":\"B\",\"company\":null}", "If-Match", "\"v0\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).get("firstName").asText()).isEqualTo("B");
        assertThat(json(changed).get("version").asLong()).isPositive();
        HttpResponse<String> stale = REST.send("PATCH", path, "{\"firstName\":\"C\"}", "If-Match", "\"v0\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(code(stale)).isEqualTo("stale");
        assertThat(REST.send("PATCH", path, "{\"firstName\":\"C\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void parallelChangesOfOneVersionLetOneThrough() {
        JsonNode customer = create("parallel@example.com");
        String path = "/customers/" + customer.get("id").asText();

        List<Integer> statuses =
                inParallel(8, i -> REST.send("PATCH", path, "{\"firstName\":\"N" + i + "\"}", "If-Match", "\"v0\"")
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(7);
    }

    @Test
    void emailIsUniqueAmongAccounts() {
        List<HttpResponse<String>> answers = inParallel(
                6,
                i -> REST.post("/customers", "{\"email\":\"One@Example.com\",\"firstName\":\"A\",\"lastName\":\"B\"}"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(5)
                .allMatch(answer -> code(answer).equals("email-taken"));
        assertThat(REST.post("/customers", "{\"email\":\"one@example.com\",\"account\":false}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void emailIsReadOnly() {
        String path = "/customers/" + create("fixed@example.com").get("id").asText();

        HttpResponse<String> answer = REST.send("PATCH", path, "{\"email\":\"x@example.com\"}", "If-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("email-read-only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"email":"no"}                              | /email
                    {"account":true}                            | /email
                    {"firstName":""}                            | /firstName
                    {"firstName":7}                             | /firstName
                    {"phone":"030 123"}                         | /phone
                    {"dateOfBirth":"2999-01-01"}                | /dateOfBirth
                    {"dateOfBirth":"31.12.1999"}                | /dateOfBirth
                    {"locale":"not a locale"}                   | /locale
                    {"timeZone":"Mars/Base"}                    | /timeZone
                    {"tags":["a","*"]}                          | /tags
                    {"addresses":[{"country":"Germany"}]}       | /addresses/0/country
                    {"addresses":[{}]}                          | /addresses/0
                    {"nope":1}                                  | /nope
                    {"id":"x"}                                  | /id
                    {"externalIds":[{"system":"","id":"1"}]}    | /externalIds/0/system
                    """)
    void wrongMembersArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = REST.post("/customers", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        List<String> pointers = new ArrayList<>();
        json(answer)
                .get("errors")
                .forEach(error -> pointers.add(error.get("pointer").asText()));
        assertThat(pointers).contains(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    size=9                        | ?size
                    size=101                      | ?size
                    size=x                        | ?size
                    page=0                        | ?page
                    limit=0                       | ?limit
                    sort=nope                     | ?sort
                    fields=nope                   | ?fields
                    view=nope                     | ?view
                    filter=country%20eq           | ?filter
                    filter=nope%20eq%201          | ?filter
                    after=xyz                     | ?after
                    """)
    void wrongParametersArePointedAt(String parameter, String pointer) {
        HttpResponse<String> answer = REST.get("/customers?" + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("errors").get(0).get("pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void aSearchInTheBodyPointsIntoTheBody() {
        HttpResponse<String> answer = REST.post("/customers/.search", "{\"filter\":\"country eq\",\"size\":50}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("errors").get(0).get("pointer").asText()).isEqualTo("/filter");

        HttpResponse<String> found = REST.post("/customers/.search", "{\"filter\":\"id pr\",\"fields\":[\"name\"]}");
        assertThat(found.statusCode()).isEqualTo(200);
    }

    @Test
    void theLinksOfAListVisitItAll() {
        IntStream.range(0, 25).forEach(i -> create("link" + i + "@example.com"));
        List<String> seen = new ArrayList<>();
        String link = "/api/admin/v1/customers?filter=email%20sw%20%22link%22&size=10&sort=email&fields=id,email";
        while (link != null) {
            JsonNode page = json(REST.get(link));
            page.get("items").forEach(item -> seen.add(item.get("email").asText()));
            assertThat(page.get("page").get("totalItems").asInt()).isEqualTo(25);
            assertThat(page.get("page").get("totalKind").asText()).isEqualTo("exact");
            link = page.get("page").get("next").isNull()
                    ? null
                    : page.get("page").get("next").asText();
        }

        assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void addressesFollowTheirOwnVersions() {
        String path = "/customers/" + create("home@example.com").get("id").asText() + "/addresses";
        HttpResponse<String> first = REST.post(
                path, "{\"line1\":\"1 rue Neuve\",\"city\":\"Lyon\",\"postalCode\":\"69001\",\"country\":\"FR\"}");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first).get("defaultShipping").asBoolean()).isTrue();
        String one = path + "/" + json(first).get("id").asText();
        REST.post(path, "{\"line1\":\"Ring 1\",\"city\":\"Graz\",\"postalCode\":\"8010\",\"country\":\"AT\"}");

        assertThat(REST.send("PATCH", one, "{\"city\":\"Nice\"}").statusCode()).isEqualTo(428);
        HttpResponse<String> changed = REST.send("PATCH", one, "{\"city\":\"Nice\"}", "If-Match", "\"v0\"");
        assertThat(json(changed).get("city").asText()).isEqualTo("Nice");
        assertThat(json(changed).get("country").asText()).isEqualTo("FR");
        assertThat(items(REST.get("/customers?filter=city%20eq%20%22nice%22"))).hasSize(1);
        assertThat(REST.send("DELETE", one, null, "If-Match", "\"v0\"").statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", one, null, "If-Match", "*").statusCode()).isEqualTo(204);
        assertThat(items(REST.get(path))).hasSize(1);
        assertThat(items(REST.get("/customers?filter=city%20eq%20%22graz%22"))).hasSize(1);
        assertThat(REST.get(one).statusCode()).isEqualTo(404);
    }

    @Test
    void tagsAreReplacedAddedAndRemoved() {
        String path = "/customers/" + create("tagged@example.com").get("id").asText() + "/tags";

        assertThat(REST.send("PUT", path, "[\"b\",\"a\"]").body()).isEqualTo("[\"a\",\"b\"]");
        assertThat(REST.post(path, "{\"tag\":\"c\"}").body()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(REST.send("DELETE", path + "/a", null).body()).isEqualTo("[\"b\",\"c\"]");
        assertThat(items(REST.get("/customers?filter=tags%20eq%20%22c%22"))).hasSize(1);
    }

    @Test
    void anExternalIdUpserts() {
        String path = "/customers/by-external/shop/77";
        HttpResponse<String> created = REST.send("PUT", path, "{\"email\":\"up@example.com\",\"firstName\":\"U\"}");
        HttpResponse<String> changed = REST.send("PUT", path, "{\"email\":\"up@example.com\",\"firstName\":\"V\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).get("id")).isEqualTo(json(created).get("id"));
        assertThat(json(changed).get("firstName").asText()).isEqualTo("V");
        assertThat(code(REST.post(
                        "/customers",
                        "{\"email\":\"z@example.com\",\"externalIds\":[{\"system\":\"shop\",\"id\":\"77\"}]}")))
                .isEqualTo("external-id-taken");
    }

    @Test
    void deactivatedCustomersAreInTheirView() {
        String path = "/customers/" + create("off@example.com").get("id").asText();

        assertThat(json(REST.post(path + "/deactivate", "")).get("status").asText())
                .isEqualTo("inactive");
        assertThat(items(REST.get("/customers?view=deactivated"))).hasSize(1);
        assertThat(json(REST.post(path + "/activate", "")).get("status").asText())
                .isEqualTo("active");
        assertThat(items(REST.get("/customers?view=deactivated"))).isEmpty();
    }

    @Test
    void sellerAccountsAndScopesDecideWhatIsSeen() {
        HttpResponse<String> ofA =
                REST.post("/customers", "{\"email\":\"a@seller.com\"}", "Authorization", "Bearer seller-a");
        assertThat(json(ofA).has("email")).isTrue();
        String own = "/customers/" + json(ofA).get("id").asText();
        String foreign = "/customers/" + create("foreign@example.com").get("id").asText();

        assertThat(json(REST.get(own)).get("sellerAccounts").get(0).asText()).isEqualTo("a");
        assertThat(REST.get(own, "Authorization", "Bearer seller-a").statusCode())
                .isEqualTo(200);
        assertThat(REST.get(foreign, "Authorization", "Bearer seller-a").statusCode())
                .isEqualTo(404);
        assertThat(REST.send(
                                "PATCH",
                                foreign,
                                "{\"firstName\":\"x\"}",
                                "If-Match",
                                "*",
                                "Authorization",
                                "Bearer seller-a")
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.post("/customers", "{\"sellerAccounts\":[\"b\"]}", "Authorization", "Bearer seller-a")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> read = REST.get(own, "Authorization", "Bearer reader");
        assertThat(json(read).has("email")).isFalse();
        assertThat(json(read).has("addresses")).isFalse();
        assertThat(REST.post("/customers", "{}", "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.get(own + "/addresses", "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theSchemaTellsEveryAttributeTheCallerMaySee() {
        List<String> all = new ArrayList<>();
        json(REST.get("/schema/customers"))
                .get("attributes")
                .forEach(one -> all.add(one.get("name").asText()));
        List<String> impersonal = new ArrayList<>();
        json(REST.get("/schema/customers", "Authorization", "Bearer reader"))
                .get("attributes")
                .forEach(one -> impersonal.add(one.get("name").asText()));

        assertThat(all).contains("email", "totalSpent", "addresses", "lifecycle");
        assertThat(impersonal).contains("totalSpent").doesNotContain("email", "lastName", "addresses");
    }

    @Test
    void statisticsFollowEveryWrite() {
        long before = json(REST.get("/customers/stats")).get("total").asLong();
        create("counted@example.com");

        assertThat(json(REST.get("/customers/stats")).get("total").asLong()).isEqualTo(before + 1);
    }

    private static JsonNode create(String email) {
        HttpResponse<String> answer = REST.post(
                "/customers", "{\"email\":\"" + email + "\",\"firstName\":\"F\",\"lastName\":\"L\",\"company\":\"C\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static JsonNode items(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("items");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).get("code").asText();
    }

    private interface Call<T> {
        T with(int i);
    }

    private static <T> List<T> inParallel(int n, Call<T> call) {
        List<CompletableFuture<T>> running = IntStream.range(0, n)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.with(i)))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void attributesMayGoAndComeWhileCustomersAreRead() throws Exception {
        String id = json(REST.post("/customers", "{\"email\":\"going@example.com\"}"))
                .get("id")
                .asText();
        AttributeProvider plugin = () -> List.of(Attribute.named("going.number", Attribute.Type.INTEGER)
                .label("Number")
                .group("going")
                .from("customer", "customer", "id")
                .expression("1")
                .build());
        AtomicBoolean on = new AtomicBoolean(true);
        Thread switching = new Thread(() -> {
            while (on.get()) {
                SHOP.provide(plugin);
                SHOP.withdraw(plugin);
            }
        });
        switching.start();
        try {
            for (int i = 0; i < 300; i++) {
                assertThat(REST.get("/customers/" + id).statusCode()).isEqualTo(200);
            }
            assertThat(json(REST.get("/customers/" + id + "?fields=*")).has("email"))
                    .isTrue();
        } finally {
            on.set(false);
            switching.join();
        }
    }
}
