package org.clientele.group.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.customer.internal.Shop;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups through HTTP. */
final class GroupsIT {
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static final Shop SHOP = Shop.open();
    private static final Groups GROUPS = new JdbcGroups(SHOP.transactions(), SHOP.access(), SHOP.news());
    private static final RestFixture REST = RestFixture.with(
                    new GroupResource(GROUPS), new CustomerGroupsResource(SHOP.customers()), SHOP.customersResource())
            .access(SHOP.access())
            .key("seller-a", new Caller("key:a", "a", Set.of("customers:*"), Optional.of(Set.of("a"))))
            .start();
    private String membership = "";
    private UUID customer = new UUID(0, 0);

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer, customer.customer_group cascade");
        customer = UUID.randomUUID();
        SHOP.sql("insert into customer.customer (id, account) values ('" + customer + "', false)");
        membership = "/customers/" + customer + "/groups";
    }

    @Test
    void aGroupWithoutACodeIsCalledByItsName() {
        HttpResponse<String> created = REST.post("/groups", "{\"name\":\" Gold & Silver! \"}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(json(created).get("id").asText()).isEqualTo("gold-silver");
        assertThat(json(created).get("code").asText()).isEqualTo("gold-silver");
        assertThat(REST.post("/groups", "{\"name\":\"!\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void whoeverIsInAHundredGroupsJoinsAndLeavesLikeOthers() {
        SHOP.sql(
                "insert into customer.customer_group (code, name, kind)"
                        + " select 'g' || i, 'G' || i, 'vip' from generate_series(1, 101) i",
                "update customer.customer set groups = (select array_agg('g' || i) from generate_series(1, 100) i)");
        Supplier<Customer> join = () -> SHOP.customers().regroup(customer, List.of("g101"), List.of());
        assertThat(SHOP.access().call(ADMIN, join).groups()).hasSize(101).contains("g101");
        Supplier<Customer> leave = () -> SHOP.customers().regroup(customer, List.of(), List.of("g7"));
        assertThat(SHOP.access().call(ADMIN, leave).groups()).hasSize(100).doesNotContain("g7");
    }

    @Test
    void aGroupIsCreatedReadChangedAndDeleted() {
        HttpResponse<String> created = REST.post("/groups", """
                {"code": "wholesale", "name": "Wholesale", "kind": "wholesale", "benefits": {"percentOff": 12.5,
                 "priceList": "b2b", "freeShipping": true, "paymentTermsDays": 30, "purchaseOrders": true, "locale": "de-AT",
                 "timeZone": "Europe/Vienna", "priceRegion": "EU"}}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/api/admin/v1/groups/wholesale");
        JsonNode group = json(REST.get("/groups/wholesale"));
        assertThat(group).isEqualTo(json(created));
        assertThat(group.get("benefits").get("percentOff").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(group.get("benefits").get("earlyAccess").asBoolean()).isFalse();

        assertThat(REST.post("/groups", "{\"code\":\"wholesale\",\"name\":\"W\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(REST.send("PATCH", "/groups/wholesale", "{\"name\":\"W\"}").statusCode())
                .isEqualTo(428);
        JsonNode changed = json(
                REST.send("PATCH", "/groups/wholesale", "{\"benefits\":{\"percentOff\":null}}", "If-Match", "\"v0\""));
        assertThat(changed.get("benefits").get("percentOff").isNull()).isTrue();
        assertThat(changed.get("benefits").get("priceList").asText()).isEqualTo("b2b");
        assertThat(REST.send("PATCH", "/groups/wholesale", "{\"name\":\"W\"}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", "/groups/wholesale", null, "If-Match", "\"v1\"")
                        .statusCode())
                .isEqualTo(204);
        assertThat(REST.get("/groups/wholesale").statusCode()).isEqualTo(404);
    }

    @Test
    void customersJoinAndLeave() {
        group("vip");
        group("regional north");

        assertThat(codes(REST.post(membership, "{\"group\":\"vip\"}"))).containsExactly("vip");
        assertThat(codes(REST.send("PUT", membership, "[\"vip\",\"regional north\"]")))
                .containsExactly("regional north", "vip");
        assertThat(codes(REST.send("DELETE", membership + "/regional%20north", null)))
                .containsExactly("vip");
        assertThat(codes(REST.get(membership))).containsExactly("vip");
        assertThat(json(REST.get("/customers?filter=groups%20eq%20%22vip%22")).get("items"))
                .hasSize(1);
        HttpResponse<String> unknown = REST.post(membership, "{\"group\":\"nope\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(error(unknown)).isEqualTo("/group group");
        assertThat(REST.send("PUT", membership, "[\"nope\"]").statusCode()).isEqualTo(400);
        assertThat(codes(REST.get(membership))).containsExactly("vip");
    }

    @Test
    void aNewCustomerIsInGroupsThatExist() {
        group("vip");

        assertThat(json(REST.post("/customers", "{\"groups\":[\"vip\"]}"))
                        .get("groups")
                        .get(0)
                        .asText())
                .isEqualTo("vip");
        HttpResponse<String> unknown = REST.post("/customers", "{\"groups\":[\"vip\",\"nope\"]}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(error(unknown)).isEqualTo("/groups group");
    }

    @Test
    void aGroupInUseGoesOnlyByForce() {
        group("vip");
        REST.post(membership, "{\"group\":\"vip\"}");

        HttpResponse<String> refused = REST.send("DELETE", "/groups/vip", null, "If-Match", "*");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("code").asText()).isEqualTo("in-use");
        assertThat(REST.send("DELETE", "/groups/vip?force=true", null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(codes(REST.get(membership))).isEmpty();
    }

    @Test
    void whoLosesAGroupIsToldOfAndLookedAtBySegments() {
        group("vip");
        SHOP.sql(
                "insert into customer.customer (id, account, groups) select gen_random_uuid(), false, '{vip}'"
                        + " from generate_series(1, 2500)",
                "truncate customer.event, customer.segment_touched");
        assertThat(REST.send("DELETE", "/groups/vip?force=true", null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(number("select count(distinct customer_id) from customer.event where type = 'customer.changed'"))
                .isEqualTo(2500);
        assertThat(number("select count(distinct customer_id) from customer.segment_touched"))
                .isEqualTo(2500);
        assertThat(number("select count(*) from customer.customer where groups <> '{}' or version = 0 and id <> '"
                        + customer + "'"))
                .isZero();
    }

    private static long number(String sql) {
        return SHOP.transactions().read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void nobodyIsInAGroupThatWasDeletedMeanwhile() {
        for (int round = 0; round < 10; round++) {
            group("g" + round);
            String code = "g" + round;
            CompletableFuture<Integer> join = CompletableFuture.supplyAsync(
                    () -> REST.post(membership, "{\"group\":\"" + code + "\"}").statusCode());
            int deleted = REST.send("DELETE", "/groups/" + code, null, "If-Match", "*")
                    .statusCode();
            int joined = join.join();

            assertThat(List.of(joined, deleted)).isIn(List.of(200, 409), List.of(400, 204));
        }
    }

    @Test
    void cartsReadTheBenefitsOfACustomer() {
        REST.post("/groups", "{\"code\":\"vip\",\"name\":\"VIP\",\"kind\":\"vip\",\"benefits\":{\"percentOff\":5}}");
        REST.post(membership, "{\"group\":\"vip\"}");

        List<Group> groups = SHOP.access().call(ADMIN, () -> GROUPS.of(customer));
        assertThat(groups).extracting(Group::kind).containsExactly(Group.Kind.VIP);
        assertThat(groups.get(0).benefits().percentOff()).hasValue(BigDecimal.valueOf(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"name":"*"}                                              | /code
                    {"code":"*","name":"N"}                                   | /code
                    {"code":"c","name":""}                                    | /name
                    {"code":"c","name":"N","kind":"gold"}                     | /kind
                    {"code":"c","name":"N","benefits":{"percentOff":101}}     | /benefits/percentOff
                    {"code":"c","name":"N","benefits":{"percentOff":-1}}      | /benefits/percentOff
                    {"code":"c","name":"N","benefits":{"percentOff":0.001}}   | /benefits/percentOff
                    {"code":"c","name":"N","benefits":{"paymentTermsDays":1.5}} | /benefits/paymentTermsDays
                    {"code":"c","name":"N","benefits":{"timeZone":"Mars"}}    | /benefits/timeZone
                    {"code":"c","name":"N","benefits":{"locale":"?"}}         | /benefits/locale
                    {"code":"c","name":"N","benefits":{"gold":true}}          | /benefits/gold
                    """)
    void wrongMembersArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = REST.post("/groups", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).startsWith(pointer + " ");
    }

    @Test
    void onlyCallersOfAllSellerAccountsChangeGroups() {
        group("vip");
        assertThat(REST.get("/groups", "Authorization", "Bearer seller-a").statusCode())
                .isEqualTo(200);
        assertThat(REST.post("/groups", "{\"code\":\"x\",\"name\":\"X\"}", "Authorization", "Bearer seller-a")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.post(membership, "{\"group\":\"vip\"}", "Authorization", "Bearer seller-a")
                        .statusCode())
                .isEqualTo(404);
    }

    private static void group(String code) {
        assertThat(REST.post("/groups", "{\"code\":\"" + code + "\",\"name\":\"N\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static List<String> codes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        json(answer).forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private static String error(HttpResponse<String> answer) {
        JsonNode first = json(answer).get("errors").get(0);
        return first.get("pointer").asText() + " " + first.get("code").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
