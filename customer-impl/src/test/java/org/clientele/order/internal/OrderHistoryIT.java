package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.Caller;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Orders;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The orders of a customer, and what one of them earned, over HTTP. */
class OrderHistoryIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Orders ORDERS =
            OrderKit.orders(WORKSHOP, WORKSHOP.node(Map.of()).operations());
    private static final RestFixture REST = RestFixture.with(
                    new OrdersResource(ORDERS, WORKSHOP.access()),
                    new CustomerOrdersResource(ORDERS, WORKSHOP.access()))
            .key("reader", "orders:read", "customers:read")
            .key("north", new Caller("key:north", "North", Set.of("*"), Optional.of(Set.of("north"))))
            .start();
    private String customer = "";

    @AfterAll
    static void close() {
        REST.close();
        WORKSHOP.close();
    }

    @BeforeEach
    void someOrders() {
        WORKSHOP.execute("truncate customer.customer cascade");
        put("A", "2026-01-10T10:00:00Z", "completed", "default", "GBP", 1000);
        put("B", "2026-02-10T10:00:00Z", "processing", "default", "GBP", 501);
        put("C", "2026-03-10T10:00:00Z", "cancelled", "default", "GBP", 9000);
        put("D", "2026-04-10T10:00:00Z", "returned", "default", "GBP", 300);
        put("E", "2026-05-10T10:00:00Z", "completed", "north", "EUR", 700);
        customer = WORKSHOP.query("select id from customer.customer").get(0);
    }

    private static void put(String number, String at, String status, String seller, String currency, long price) {
        HttpResponse<String> put =
                REST.send("PUT", "/orders/" + number, """
                {"placedAt": "%s", "status": "%s", "sellerAccount": "%s", "currency": "%s", "paymentMethod": "card",
                 "customer": {"email": "jo@example.com", "firstName": "Jo"}, "shippingAddress": {"city": "York"},
                 "fulfilment": "shipped", "lines": [{"sku": "x", "quantity": 3, "unitPrice": 0},
                 {"sku": "y", "quantity": 1, "unitPrice": %d, "cost": 10}]}""".formatted(at, status, seller, currency, price));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    }

    private JsonNode list(String query, String... headers) {
        HttpResponse<String> got = REST.get("/customers/" + customer + "/orders" + query, headers);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        return Json.read(got.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String numbers(JsonNode list) {
        List<String> numbers = new ArrayList<>();
        list.path("items").forEach(item -> numbers.add(item.path("number").asText()));
        return String.join("", numbers);
    }

    @Test
    void anItemTellsEverythingOfTheOrder() {
        JsonNode item = list("?status=processing").path("items").path(0);
        assertThat(item.path("number").asText()).isEqualTo("B");
        assertThat(item.path("placedAt").asText()).isEqualTo("2026-02-10T10:00:00Z");
        assertThat(item.path("status").asText()).isEqualTo("processing");
        assertThat(item.path("units").asLong()).isEqualTo(4);
        assertThat(item.path("lines")).hasSize(2);
        assertThat(item.path("total").asLong()).isEqualTo(501);
        assertThat(item.path("paymentMethod").asText()).isEqualTo("card");
        assertThat(item.path("shippingAddress").path("city").asText()).isEqualTo("York");
        assertThat(item.path("fulfilment").asText()).isEqualTo("shipped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                        | EDCBA",
                "?sort=placedAt                                            | ABCDE",
                "?sort=-placedAt                                           | EDCBA",
                "?sort=total                                               | DBEAC",
                "?sort=-total                                              | CAEBD",
                "?status=completed,processing                              | EBA",
                "?status=                                                  | EDCBA",
                "?sellerAccount=north                                      | E",
                "?sellerAccount=none                                       | ''",
                "?from=2026-02-10&to=2026-04-10                            | DCB",
                "?from=2026-02-10T10:00:00Z&to=2026-03-10T10:00:00Z        | CB",
                "?from=2026-02-10T11:30:00%2B01:00&to=2026-03-10T09:59:59Z | ''",
                "?status=completed&to=2026-01-10&sort=total                | A"
            })
    void theListIsFilteredAndSorted(String query, String expected) {
        assertThat(numbers(list(query))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?status=completed,        | ?status",
                "?status=nope              | ?status",
                "?sort=number              | ?sort",
                "?from=yesterday           | ?from",
                "?to=2026-13-01            | ?to",
                "?to=%2B999999999-12-31    | ?to",
                "?from=0001-01-01          | ?from",
                "?from=2026-03-02&to=2026-03-01 | ?to",
                "?size=1000                | ?size",
                "?page=0                   | ?page"
            })
    void aBadParameterIsA400WithItsName(String query, String pointer) {
        HttpResponse<String> got = REST.get("/customers/" + customer + "/orders" + query);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(400);
        assertThat(got.body()).contains("\"pointer\":\"" + pointer + "\"");
    }

    @Test
    void theSummaryFollowsTheFilter() {
        JsonNode all = list("").path("summary");
        assertThat(all.path("count").asLong()).isEqualTo(3);
        assertThat(all.path("total").path("amount").asLong()).isEqualTo(1501);
        assertThat(all.path("total").path("currency").asText()).isEqualTo("GBP");
        assertThat(all.path("averageOrderValue").path("amount").asLong()).isEqualTo(751);
        assertThat(all.path("lastOrderAt").asText()).isEqualTo("2026-05-10T10:00:00Z");
        assertThat(all.path("otherCurrencies").path(0).path("amount").asLong()).isEqualTo(700);

        JsonNode cancelled = list("?status=cancelled").path("summary");
        assertThat(cancelled.path("count").asLong()).isEqualTo(1);
        assertThat(cancelled.path("total").path("amount").asLong()).isEqualTo(9000);

        JsonNode none = list("?status=pending").path("summary");
        assertThat(none.path("count").asLong()).isZero();
        assertThat(none.path("total").isNull()).isTrue();
        assertThat(none.path("lastOrderAt").isNull()).isTrue();
    }

    @Test
    void pagesKeepTheFilterInTheirLinks() {
        for (int i = 0; i < 12; i++) {
            put("N" + i, "2026-06-%02dT10:00:00Z".formatted(i + 1), "completed", "default", "GBP", 1);
        }
        JsonNode first = list("?status=completed&from=2026-06-01&size=10");
        assertThat(first.path("page").path("totalItems").asLong()).isEqualTo(12);
        String next = first.path("page").path("next").asText();
        HttpResponse<String> second = REST.get(next);
        assertThat(numbers(Json.read(second.body().getBytes(StandardCharsets.UTF_8), JsonNode.class)))
                .isEqualTo("N1N0");
    }

    @Test
    void aCallerSeesTheOrdersOfOwnSellerAccountsAndNoPersonsWithoutTheScope() {
        JsonNode north = list("", "Authorization", "Bearer north");
        assertThat(numbers(north)).isEqualTo("E");
        assertThat(north.path("summary").path("total").path("currency").asText())
                .isEqualTo("EUR");
        assertThat(numbers(list("?sellerAccount=default", "Authorization", "Bearer north")))
                .isEmpty();
        assertThat(list("", "Authorization", "Bearer reader").toString()).doesNotContain("York", "jo@example.com");
        assertThat(REST.get("/customers/01900000-0000-7000-8000-000000000000/orders")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOrderTellsWhatItEarned() {
        HttpResponse<String> got = REST.get("/orders/A/pnl");
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        JsonNode pnl = Json.read(got.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(pnl.path("revenue").asLong()).isEqualTo(1000);
        assertThat(pnl.path("costOfGoods").asLong()).isEqualTo(10);
        assertThat(pnl.path("margin").asLong()).isEqualTo(990);
        assertThat(pnl.path("marginPercent").asDouble()).isEqualTo(99.0);
        assertThat(pnl.path("complete").asBoolean(true)).isFalse();
        assertThat(pnl.path("lines")).hasSize(2);
        assertThat(REST.get("/orders/none/pnl").statusCode()).isEqualTo(404);
        assertThat(REST.get("/orders/A/pnl", "Authorization", "Bearer north").statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/orders/A/pnl?sellerAccount=north").statusCode()).isEqualTo(404);
    }
}
