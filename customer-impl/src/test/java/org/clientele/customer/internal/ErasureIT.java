package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.customer.CustomerListener;
import org.clientele.operation.Operations;
import org.clientele.order.internal.CustomerOrdersResource;
import org.clientele.order.internal.JdbcOrders;
import org.clientele.order.internal.JdbcRefunds;
import org.clientele.order.internal.OrderData;
import org.clientele.order.internal.OrderWriter;
import org.clientele.order.internal.OrdersResource;
import org.clientele.order.internal.RefundResource;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.rest.idempotency.internal.ErasedAnswers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Erasing and purging customers over HTTP: what goes, what stays, and that it stays gone. */
class ErasureIT {
    private static final Shop SHOP = Shop.open();
    private static final Transactions REST_SCHEMA = SHOP.open("rest");
    private static final OrderWriter WRITER = new OrderWriter(SHOP.transactions(), SHOP.access(), SHOP.news());
    private static final JdbcOrders ORDERS = new JdbcOrders(SHOP.transactions(), SHOP.access(), WRITER, noOperations());
    private static final RestFixture REST = RestFixture.with(
                    SHOP.customersResource(),
                    new CustomerResource(SHOP.customers(), SHOP.search()),
                    new AddressResource(SHOP.addresses()),
                    new OrdersResource(ORDERS, SHOP.access()),
                    new CustomerOrdersResource(ORDERS, SHOP.access()),
                    new RefundResource(new JdbcRefunds(SHOP.transactions(), SHOP.access(), ORDERS, WRITER), ORDERS))
            .access(SHOP.access())
            .transactions(REST_SCHEMA)
            .key("writer", "customers:read", "customers:write", "customers.pii:read")
            .key("north", new Caller("key:north", "North", Set.of("*"), Optional.of(Set.of("north"))))
            .start();
    private static final List<String> CANARIES =
            List.of("quizzlewick", "brambleford", "zaphrine", "+4930987654", "yarrowgate", "erp-77321", "vexillum");
    private static final String ORDER = """
            {"placedAt": "2026-03-01T12:00:00Z", "status": "%s", "currency": "GBP", "sellerAccount": "default",
             "customer": {"externalId": {"system": "erp", "id": "ERP-77321-%s"}, "email": "zaphrine@brambleford.example",
                          "firstName": "Zaphrine", "lastName": "Quizzlewick", "phone": "+4930987654"},
             "shippingAddress": {"firstName": "Zaphrine", "lastName": "Quizzlewick", "line1": "7 Yarrowgate", "city": "York"},
             "billingAddress": {"lastName": "Quizzlewick", "line1": "7 Yarrowgate"},
             "lines": [{"sku": "mug", "name": "Mug for Quizzlewick", "quantity": 2, "unitPrice": 500},
                       {"sku": "tea", "name": "Tea", "quantity": 1, "unitPrice": 100}],
             "promoCodes": [{"code": "FOR-QUIZZLEWICK", "discount": 0}],
             "refunds": [{"at": "2026-03-02T12:00:00Z", "amount": 50, "reason": "Mrs Quizzlewick rang"}],
             "attribution": {"channel": "mail", "campaign": "spring", "utm": {"term": "zaphrine@brambleford.example"}}}""";

    static {
        SHOP.keep(new OrderData(SHOP.transactions()));
        SHOP.keep(new ErasedAnswers(REST_SCHEMA));
    }

    private static Operations noOperations() {
        return (Operations) Proxy.newProxyInstance(
                ErasureIT.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException();
                });
    }

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** A customer with all there can be; {@code n} keeps the tests apart. */
    private static JsonNode customer(String n, String... headers) {
        HttpResponse<String> created = REST.post("/customers", """
                {"email": "zaphrine.%1$s@brambleford.example", "firstName": "Zaphrine", "lastName": "Quizzlewick",
                 "phone": "+4930987654", "dateOfBirth": "1971-07-07", "company": "Vexillum Ltd", "gender": "f",
                 "salutation": "Mrs", "tags": ["vexillum"], "customFields": {"nick": "Vexillum"},
                 "externalIds": [{"system": "erp", "id": "ERP-77321-%1$s"}],
                 "addresses": [{"line1": "7 Yarrowgate", "city": "York", "postalCode": "YO1 7HH", "country": "GB"}]}""".formatted(n), headers);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created);
    }

    private static HttpResponse<String> order(String number, String status, String n, String... headers) {
        HttpResponse<String> put = REST.send("PUT", "/orders/" + number, ORDER.formatted(status, n), headers);
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
        return put;
    }

    private static HttpResponse<String> delete(JsonNode customer, String mode, String... headers) {
        String query =
                "?mode=" + mode + "&confirm=" + customer.path("reference").asText();
        return REST.send("DELETE", "/customers/" + customer.path("id").asText() + query, null, headers);
    }

    private static HttpResponse<String> erase(JsonNode customer) {
        HttpResponse<String> erased = delete(customer, "erase", "If-Match", "*");
        assertThat(erased.statusCode()).as(erased.body()).isEqualTo(204);
        return erased;
    }

    private static List<String> query(String sql) {
        return SHOP.transactions().read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        });
    }

    /** Every row of every table, bytes in hexadecimal. */
    private static List<String> everything() {
        List<String> rows = new ArrayList<>();
        for (String table : query("select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                + " from information_schema.tables where table_type = 'BASE TABLE'"
                + " and table_schema not in ('pg_catalog', 'information_schema')")) {
            query("select t::text from " + table + " t")
                    .forEach(row -> rows.add(table + ": " + row.toLowerCase(Locale.ROOT)));
        }
        return rows;
    }

    private static void assertNobodyIsLeft(String n) {
        for (String canary : CANARIES) {
            String hex = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
            String caps =
                    HexFormat.of().formatHex(canary.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            String name = canary.substring(0, 1).toUpperCase(Locale.ROOT) + canary.substring(1);
            String capital = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
            assertThat(everything())
                    .as(n)
                    .noneMatch(row ->
                            row.contains(canary) || row.contains(hex) || row.contains(caps) || row.contains(capital));
        }
    }

    private static void empty() {
        SHOP.sql("truncate customer.customer cascade", "truncate rest.idempotent_answer", "select customer.recount()");
    }

    @Test
    void noTableTellsOfThePersonAfterwardsAndAnOldDocumentBringsNobodyBack() {
        empty();
        JsonNode customer = customer("1", "Idempotency-Key", "create-1");
        order("E-1", "processing", "1", "Idempotency-Key", "order-1");
        order("E-2", "completed", "1");
        assertThat(REST.post("/orders/E-1/refunds", "{\"amount\": 100, \"reason\": \"Zaphrine rang\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(everything()).anyMatch(row -> row.contains("quizzlewick"));
        String figures = "select orders || ' ' || units || ' ' || total_spent || ' ' || total_refunded"
                + " from customer.customer_summary where seller_account = '*'";
        List<String> before = query(figures);

        erase(customer);

        assertNobodyIsLeft("erased");
        assertThat(query(figures)).isEqualTo(before).containsExactly("2 6 2200 200");
        JsonNode left = json(REST.get("/customers/" + customer.path("id").asText()));
        assertThat(left.path("reference")).isEqualTo(customer.path("reference"));
        assertThat(left.path("status").asText()).isEqualTo("inactive");
        assertThat(left.path("erased").asBoolean()).isTrue();
        assertThat(left.path("erasedAt").isTextual()).isTrue();
        assertThat(left.path("email").isNull()).isTrue();
        assertThat(left.path("dateOfBirth").isNull()).isTrue();
        JsonNode order = json(REST.get("/orders/E-1"));
        assertThat(order.path("total").asLong()).isEqualTo(1100);
        assertThat(order.path("lines").path(1).path("name").asText()).isEqualTo("Tea");
        assertThat(order.path("lines").path(0).path("name").isNull()).isTrue();
        assertThat(order.path("attribution").toString()).isEqualTo("{\"campaign\":\"spring\",\"channel\":\"mail\"}");

        long version = order.path("version").asLong();
        assertThat(json(order("E-1", "processing", "1")).path("version").asLong())
                .as("told again")
                .isEqualTo(version);
        assertThat(json(order("E-1", "completed", "1")).path("version").asLong())
                .as("changed")
                .isEqualTo(version + 1);
        assertNobodyIsLeft("told again");
        assertThat(query("select count(*) from customer.customer")).containsExactly("1");
        assertThat(json(REST.get("/orders/E-1")).path("status").asText()).isEqualTo("completed");
        assertThat(query(figures)).isEqualTo(before);
    }

    @Test
    void aRepeatedRequestOfTheTimeBeforeDoesNotMakeThePersonAgain() {
        empty();
        JsonNode customer = customer("2", "Idempotency-Key", "create-2");
        erase(customer);
        HttpResponse<String> again = REST.post("/customers", """
                {"email": "zaphrine.%1$s@brambleford.example", "firstName": "Zaphrine", "lastName": "Quizzlewick",
                 "phone": "+4930987654", "dateOfBirth": "1971-07-07", "company": "Vexillum Ltd", "gender": "f",
                 "salutation": "Mrs", "tags": ["vexillum"], "customFields": {"nick": "Vexillum"},
                 "externalIds": [{"system": "erp", "id": "ERP-77321-%1$s"}],
                 "addresses": [{"line1": "7 Yarrowgate", "city": "York", "postalCode": "YO1 7HH", "country": "GB"}]}""".formatted("2"), "Idempotency-Key", "create-2");
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("\"erased\"");
        assertNobodyIsLeft("repeated");
    }

    @Test
    void theEmailAndTheExternalIdsAreFreeAgain() {
        empty();
        JsonNode customer = customer("3");
        erase(customer);
        assertThat(customer("3").path("id")).isNotEqualTo(customer.path("id"));
    }

    @Test
    void anErasedGuestStaysErasedWhateverOrdersTell() {
        empty();
        order("G-1", "completed", "4");
        JsonNode order = json(REST.get("/orders/G-1"));
        String id = order.path("customer").path("id").asText();
        erase(json(REST.get("/customers/" + id)));
        order("G-1", "returned", "4");
        assertThat(REST.send(
                                "PUT",
                                "/orders/G-9",
                                ORDER.formatted("completed", "4")
                                        .replace("\"customer\": {", "\"customer\": {\"id\": \"" + id + "\", "))
                        .statusCode())
                .isEqualTo(201);
        assertNobodyIsLeft("guest");
        assertThat(query("select count(*) from customer.orders where customer_id = '" + id + "' and anonymous"))
                .containsExactly("2");
    }

    @Test
    void anErasedCustomerIsNotChangedAnyMore() {
        empty();
        JsonNode customer = customer("5");
        erase(customer);
        String path = "/customers/" + customer.path("id").asText();
        assertThat(REST.send("PATCH", path, "{\"firstName\": \"Zaphrine\"}", "If-Match", "*")
                        .body())
                .contains("\"erased\"");
        assertThat(REST.post(path + "/activate", "").statusCode()).isEqualTo(409);
        assertThat(REST.post(path + "/tags", "{\"tag\": \"vexillum\"}").statusCode())
                .isEqualTo(409);
        assertThat(REST.post(path + "/addresses", "{\"line1\": \"7 Yarrowgate\"}")
                        .statusCode())
                .isEqualTo(409);
        String version = json(REST.get(path)).path("version").asText();
        erase(customer);
        assertThat(json(REST.get(path)).path("version").asText()).as("twice").isEqualTo(version);
        assertNobodyIsLeft("changed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "?mode=erase&confirm=REF  | -      | 428 | precondition-required",
                "?mode=erase&confirm=REF  | \"v9\" | 412 | stale",
                "?mode=erase&confirm=REF  | x      | 400 | if-match",
                "?mode=erase              | *      | 400 | ?confirm",
                "?mode=erase&confirm=     | *      | 400 | ?confirm",
                "?mode=erase&confirm=C-1x | *      | 400 | ?confirm",
                "?confirm=REF             | *      | 400 | ?mode",
                "?mode=drop&confirm=REF   | *      | 400 | ?mode"
            })
    void nothingIsErasedByMistake(String query, String ifMatch, int status, String told) {
        empty();
        JsonNode customer = customer("6");
        String path = "/customers/" + customer.path("id").asText();
        String[] headers = ifMatch == null ? new String[0] : new String[] {"If-Match", ifMatch};
        HttpResponse<String> refused = REST.send(
                "DELETE", path + query.replace("REF", customer.path("reference").asText()), null, headers);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(refused.body()).contains(told);
        assertThat(json(REST.get(path)).path("email").isTextual()).isTrue();
    }

    @Test
    void onlyWhoMayAndSeesAllOfItErases() {
        empty();
        JsonNode customer = customer("7");
        assertThat(delete(customer, "erase", "If-Match", "*", "Authorization", "Bearer writer")
                        .statusCode())
                .isEqualTo(403);
        assertThat(delete(customer, "erase", "If-Match", "*", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(404);
        String id = customer.path("id").asText();
        SHOP.sql("insert into customer.customer_summary (customer_id, seller_account, account, active, created_at)"
                + " select id, unnest(array['north', 'south']), true, true, created_at from customer.customer where id = '"
                + id + "'");
        HttpResponse<String> others = delete(customer, "erase", "If-Match", "*", "Authorization", "Bearer north");
        assertThat(others.statusCode()).isEqualTo(409);
        assertThat(others.body()).contains("other-seller-accounts");
        SHOP.sql("delete from customer.customer_summary where seller_account = 'south'");
        assertThat(delete(customer, "erase", "If-Match", "*", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoHasOrdersIsNotPurgedAndWhoHasNoneIsGone() {
        empty();
        JsonNode buyer = customer("8");
        order("P-1", "cancelled", "8");
        HttpResponse<String> refused = delete(buyer, "purge", "If-Match", "*");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("has-orders");

        JsonNode lead =
                json(REST.post("/customers", "{\"email\": \"lead@brambleford.example\"}", "Idempotency-Key", "l"));
        HttpResponse<String> purged = delete(lead, "purge", "If-Match", "\"v0\"", "Idempotency-Key", "p");
        assertThat(purged.statusCode()).as(purged.body()).isEqualTo(204);
        assertThat(delete(lead, "purge", "If-Match", "\"v0\"", "Idempotency-Key", "p")
                        .headers()
                        .firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(delete(lead, "purge", "If-Match", "*").statusCode()).isEqualTo(404);
        assertThat(REST.get("/customers/" + lead.path("id").asText()).statusCode())
                .isEqualTo(404);
        assertThat(everything()).noneMatch(row -> row.contains("lead@brambleford"));
        assertThat(query("select coalesce(sum(n), 0) from customer.customer_count where bucket = 'all'"
                        + " and seller_account = '*'"))
                .isEqualTo(query("select count(*) from customer.customer"));
    }

    @Test
    void aBundleThatThrowsKeepsEverythingAsItWas() {
        empty();
        JsonNode customer = customer("9");
        order("R-1", "completed", "9");
        CustomerData broken = new CustomerData() {
            @Override
            public void erase(UUID id) {
                throw new IllegalStateException("Quizzlewick");
            }

            @Override
            public void purge(UUID id) {
                throw new IllegalStateException("Quizzlewick");
            }
        };
        SHOP.keep(broken);
        try {
            List<String> before = everything();
            HttpResponse<String> refused = delete(customer, "erase", "If-Match", "*");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body())
                    .contains("\"erase-refused\"", "org.clientele.customer.internal")
                    .doesNotContain("Quizzlewick");
            assertThat(everything()).isEqualTo(before);
            JsonNode lead = json(REST.post("/customers", "{\"email\": \"lead9@brambleford.example\"}"));
            assertThat(delete(lead, "purge", "If-Match", "*").body()).contains("\"erase-refused\"");
        } finally {
            SHOP.forget(broken);
        }
        erase(customer);
    }

    @Test
    void theOrdersMustLetGoToo() {
        Shop other = Shop.open();
        try {
            Customer made = other.access().call(Caller.system("test"), () -> {
                OrderWriter writer = new OrderWriter(other.transactions(), other.access(), other.news());
                writer.write(List.of(org.clientele.order.internal.OrderJson.read(("{\"number\":\"1\","
                                + ORDER.formatted("completed", "x").substring(1))
                        .getBytes(StandardCharsets.UTF_8))));
                return other.customers()
                        .findByExternalId(new org.clientele.customer.ExternalId("erp", "ERP-77321-x"))
                        .orElseThrow();
            });
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> other.access().call(Caller.system("test"), () -> other.customers()
                                    .erase(made.id(), java.util.OptionalLong.empty())))
                    .hasMessageContaining("orders could not let go");
        } finally {
            other.close();
        }
    }

    @Test
    void ordersThatComeInMeanwhileBringNobodyBack() {
        empty();
        for (int i = 0; i < 8; i++) {
            String n = "c" + i;
            JsonNode customer = customer(n);
            order("M-" + n, "processing", n);
            int round = i;
            CompletableFuture<Void> importing = CompletableFuture.runAsync(() -> {
                order("M-" + n, "completed", n);
                if (round % 2 == 0) {
                    order("M-" + n, "returned", n);
                }
            });
            erase(customer);
            importing.join();
            assertThat(query("select count(*) from customer.orders where number = 'M-" + n + "' and anonymous"))
                    .containsExactly("1");
        }
        assertNobodyIsLeft("meanwhile");
    }

    @Test
    void listenersHearOfIt() {
        empty();
        List<String> heard = new CopyOnWriteArrayList<>();
        JsonNode customer = customer("l");
        JsonNode lead = json(REST.post("/customers", "{}"));
        SHOP.listen(new CustomerListener() {
            @Override
            public void erased(Customer erased) {
                heard.add("erased " + erased.reference() + " " + erased.email());
            }

            @Override
            public void purged(UUID id) {
                heard.add("purged " + id);
            }
        });
        erase(customer);
        delete(lead, "purge", "If-Match", "*");
        assertThat(heard)
                .containsExactly(
                        "erased " + customer.path("reference").asText() + " Optional.empty",
                        "purged " + lead.path("id").asText());
    }

    @Test
    void whoeverLocksACustomerKeepsAnErasureOut() throws InterruptedException {
        UUID id = UUID.fromString(customer("lock").at("/id").asText());
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch locked = new CountDownLatch(1);
        CompletableFuture<?> erasure = as(() -> SHOP.transactions().sql(connection -> {
            Customer customer = SHOP.customers().lock(id);
            assertThat(customer.erased()).isFalse();
            CompletableFuture<?> begun = CompletableFuture.runAsync(() -> as(() -> {
                locked.countDown();
                Customer erased = SHOP.customers().erase(id, OptionalLong.empty());
                order.add("erased");
                return erased;
            }));
            try {
                locked.await();
                // It would be done by now if nothing held it up.
                assertThat(catchThrowable(() -> begun.get(500, TimeUnit.MILLISECONDS)))
                        .isInstanceOf(TimeoutException.class);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            order.add("kept");
            return begun;
        }));
        erasure.join();
        assertThat(order).containsExactly("kept", "erased");
        assertThatThrownBy(() -> as(() -> SHOP.customers().lock(id)))
                .isInstanceOfSatisfying(Problem.Conflict.class, conflict -> assertThat(conflict.code())
                        .isEqualTo("erased"));
        assertThatThrownBy(() -> as(() -> SHOP.customers().lock(UUID.randomUUID())))
                .isInstanceOf(Problem.NotFound.class);
    }

    private static <T> T as(Supplier<T> work) {
        return SHOP.access().call(Caller.system("test"), work);
    }
}
