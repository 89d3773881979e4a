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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.clientele.access.Caller;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Order;
import org.clientele.order.OrderListener;
import org.clientele.order.Orders;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refunds that are recorded here, over HTTP. */
class RefundsIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final OrderWriter WRITER = OrderKit.writer(WORKSHOP);
    private static final Orders ORDERS = new JdbcOrders(
            WORKSHOP.transactions(),
            WORKSHOP.access(),
            WRITER,
            WORKSHOP.node(Map.of()).operations());
    private static final RestFixture REST = RestFixture.with(
                    new OrdersResource(ORDERS, WORKSHOP.access()),
                    new RefundResource(
                            new JdbcRefunds(WORKSHOP.transactions(), WORKSHOP.access(), ORDERS, WRITER), ORDERS))
            .transactions(WORKSHOP.open("rest"))
            .key("importer", "orders:read", "orders:import")
            .key("south", new Caller("key:south", "South", Set.of("*"), Optional.of(Set.of("south"))))
            .start();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static final String ORDER = """
            {"placedAt": "2026-03-01T12:00:00Z", "status": "completed", "currency": "GBP", %s
             "customer": {"externalId": {"system": "shop", "id": "a"}},
             "lines": [{"sku": "x", "quantity": 2, "unitPrice": 500}]}""";
    private static final String SUMMARY =
            "select total_spent, total_refunded from customer.customer_summary where seller_account = '*'";

    static {
        WRITER.listeners = List.of(new OrderListener() {
            @Override
            public void refunded(Order order, Order.Refund refund) {
                TOLD.add(order.number() + " " + refund.amount() + " "
                        + order.document().refunds().contains(refund) + " "
                        + WORKSHOP.query(SUMMARY).get(0));
            }
        });
    }

    @AfterAll
    static void close() {
        REST.close();
        WORKSHOP.close();
    }

    @BeforeEach
    void anOrder() {
        WORKSHOP.execute("truncate customer.customer cascade");
        TOLD.clear();
        put("");
    }

    private static HttpResponse<String> put(String more) {
        HttpResponse<String> put = REST.send("PUT", "/orders/A", ORDER.formatted(more));
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
        return put;
    }

    private static HttpResponse<String> refund(String body, String... headers) {
        return REST.post("/orders/A/refunds", body, headers);
    }

    /** Where twenty wait for one row, one may wait too long: 503, and nothing was changed. */
    private static int refundUnlessBusy(String body) {
        int status = refund(body).statusCode();
        for (int tries = 1; status == 503 && tries < 20; tries++) {
            status = refund(body).statusCode();
        }
        return status;
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String amounts() {
        List<String> amounts = new ArrayList<>();
        json(REST.get("/orders/A/refunds"))
                .forEach(refund -> amounts.add(refund.path("amount").asText()));
        return String.join(" ", amounts);
    }

    @Test
    void aRefundIsRecordedCountedAndTold() {
        HttpResponse<String> made =
                refund("{\"amount\": 300, \"reason\": \"scratched\", \"at\": \"2026-03-02T12:00:00Z\","
                        + " \"lines\": [{\"sku\": \"x\", \"quantity\": 1}]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location"))
                .contains("/api/admin/v1/orders/A/refunds?sellerAccount=default");
        JsonNode refund = json(made);
        assertThat(refund.path("refunded").asLong()).isEqualTo(300);
        assertThat(refund.path("refundable").asLong()).isEqualTo(700);
        assertThat(refund.path("currency").asText()).isEqualTo("GBP");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|300");
        assertThat(TOLD).containsExactly("A 300 true 1000|300");
        JsonNode order = json(REST.get("/orders/A"));
        assertThat(order.path("version").asLong()).isEqualTo(1);
        assertThat(order.path("refunds").path(0).path("id")).isEqualTo(refund.path("id"));
        assertThat(order.path("refunds").path(0).path("reason").asText()).isEqualTo("scratched");
        assertThat(order.path("refunds")
                        .path(0)
                        .path("lines")
                        .path(0)
                        .path("sku")
                        .asText())
                .isEqualTo("x");
        assertThat(json(REST.get("/orders/A/pnl")).path("refunds").asLong()).isEqualTo(300);
    }

    @Test
    void noMoreThanIsLeftIsRefunded() {
        assertThat(refund("{\"amount\": 1001, \"reason\": \"r\"}").statusCode()).isEqualTo(409);
        assertThat(refund("{\"amount\": 600, \"reason\": \"r\"}").statusCode()).isEqualTo(201);
        HttpResponse<String> more = refund("{\"amount\": 401, \"reason\": \"r\"}");
        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(more.body()).contains("\"refund-too-large\"", "400");
        assertThat(refund("{\"amount\": 400, \"reason\": \"r\"}").statusCode()).isEqualTo(201);
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|1000");
    }

    @Test
    void whatTheDocumentRefundedIsNotLeft() {
        put("\"refunds\": [{\"at\": \"2026-03-03T12:00:00Z\", \"amount\": 900}],");
        assertThat(refund("{\"amount\": 101, \"reason\": \"r\"}").statusCode()).isEqualTo(409);
        assertThat(refund("{\"amount\": 100, \"reason\": \"r\"}").statusCode()).isEqualTo(201);
        assertThat(amounts()).isEqualTo("900 100");
    }

    @Test
    void twentyAtOnceNeverExceedTheTotal() {
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(CompletableFuture.supplyAsync(
                        () -> refundUnlessBusy("{\"amount\": 150, \"reason\": \"r\"}"), pool));
            }
            List<Integer> statuses = all.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(6);
        } finally {
            pool.shutdown();
        }
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|900");
        assertThat(WORKSHOP.query("select sum(amount) from customer.refund")).containsExactly("900");
        assertThat(TOLD).hasSize(6);
    }

    @Test
    void theSameKeyRefundsOnce() {
        String body = "{\"amount\": 300, \"reason\": \"r\"}";
        HttpResponse<String> first = refund(body, "Idempotency-Key", "k1");
        HttpResponse<String> again = refund(body, "Idempotency-Key", "k1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(amounts()).isEqualTo("300");
        assertThat(TOLD).hasSize(1);
    }

    @Test
    void anImportNeitherLosesNorDoublesARefund() {
        JsonNode refund = json(refund("{\"amount\": 300, \"reason\": \"r\", \"at\": \"2026-03-02T12:00:00.25Z\"}"));
        String id = refund.path("id").asText();

        assertThat(json(put("")).path("refunds")).as("told again").hasSize(1);
        assertThat(json(put("\"fulfilment\": \"shipped\",")).path("refunds"))
                .as("changed")
                .hasSize(1);
        assertThat(WORKSHOP.query("select data::jsonb ->> 'refunded', data::jsonb ->> 'recorded' from customer.event"
                        + " where type = 'order.imported' order by position desc limit 1"))
                .containsExactly("300|300");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|300");

        put("\"refunds\": [{\"id\": \"" + id + "\", \"at\": \"2026-03-04T12:00:00Z\", \"amount\": 300}],");
        assertThat(amounts()).as("named by id").isEqualTo("300");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|300");

        put("\"refunds\": [{\"at\": \"2026-03-02T12:00:00Z\", \"amount\": 300}],");
        assertThat(amounts()).as("the same amount and second").isEqualTo("300");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|300");

        put("\"refunds\": [{\"at\": \"2026-03-02T12:00:00Z\", \"amount\": 200}],");
        assertThat(amounts()).as("another one").isEqualTo("200 300");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|500");

        put("");
        assertThat(amounts()).as("an old document").isEqualTo("300");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|300");
    }

    @Test
    void aRefundOfTheDocumentNamesOneOfTwoEqualOnes() {
        refund("{\"amount\": 100, \"reason\": \"r\", \"at\": \"2026-03-02T12:00:00Z\"}");
        refund("{\"amount\": 100, \"reason\": \"r\", \"at\": \"2026-03-02T12:00:00Z\"}");
        put("\"refunds\": [{\"at\": \"2026-03-02T12:00:00Z\", \"amount\": 100}],");
        assertThat(amounts()).isEqualTo("100 100");
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|200");
    }

    @Test
    void aRefundAndAnImportAtOnceAreBothCounted() {
        for (int i = 0; i < 10; i++) {
            String change = "\"fulfilment\": \"f" + i + "\",";
            CompletableFuture<HttpResponse<String>> import_ = CompletableFuture.supplyAsync(() -> put(change));
            assertThat(refund("{\"amount\": 10, \"reason\": \"r\"}").statusCode())
                    .isEqualTo(201);
            import_.join();
        }
        assertThat(WORKSHOP.query(SUMMARY)).containsExactly("1000|100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                     | /amount",
                "{\"amount\": 0, \"reason\": \"r\"}                                     | /amount",
                "{\"amount\": -5, \"reason\": \"r\"}                                    | /amount",
                "{\"amount\": 1.5, \"reason\": \"r\"}                                   | /amount",
                "{\"amount\": \"5\", \"reason\": \"r\"}                                 | /amount",
                "{\"amount\": 99999999999999999999, \"reason\": \"r\"}                  | /amount",
                "{\"amount\": 5}                                                        | /reason",
                "{\"amount\": 5, \"reason\": \" \"}                                     | /reason",
                "{\"amount\": 5, \"reason\": \"r\", \"at\": \"2999-01-01T00:00:00Z\"}   | /at",
                "{\"amount\": 5, \"reason\": \"r\", \"at\": \"2020-01-01T00:00:00Z\"}   | /at",
                "{\"amount\": 5, \"reason\": \"r\", \"at\": \"then\"}                   | /at",
                "{\"amount\": 5, \"reason\": \"r\", \"lines\": [{\"sku\": \"z\", \"quantity\": 1}]} | /lines/0/sku",
                "{\"amount\": 5, \"reason\": \"r\", \"lines\": [{\"sku\": \"x\", \"quantity\": 3}]} | /lines/0/quantity",
                "{\"amount\": 5, \"reason\": \"r\", \"lines\": [{\"sku\": \"x\", \"quantity\": 0}]} | /lines/0/quantity",
                "{\"amount\": 5, \"reason\": \"r\", \"lines\": [null]}                  | /lines/0",
                "{\"amount\": 5, \"reason\": \"r\", \"who\": \"me\"}                    | /who"
            })
    void aWrongRefundIsA400WithAPointer(String body, String pointer) {
        HttpResponse<String> refused = refund(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(amounts()).isEmpty();
    }

    @Test
    void onlyWhoMayRefundsAndOnlyOwnOrders() {
        String body = "{\"amount\": 300, \"reason\": \"r\"}";
        assertThat(refund(body, "Authorization", "Bearer importer").statusCode())
                .isEqualTo(403);
        assertThat(refund(body, "Authorization", "Bearer south").statusCode()).isEqualTo(404);
        assertThat(REST.post("/orders/none/refunds", body).statusCode()).isEqualTo(404);
        assertThat(REST.get("/orders/none/refunds").statusCode()).isEqualTo(404);
    }
}
