package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.clientele.access.Caller;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.internal.OperationsResource;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Orders;
import org.clientele.order.internal.CustomerOrdersResource;
import org.clientele.order.internal.OrderKit;
import org.clientele.order.internal.OrdersResource;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders, imports and operations over HTTP. */
class OrdersApiIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Workshop.Node NODE = WORKSHOP.node(handlers());
    private static final Orders ORDERS = OrderKit.orders(WORKSHOP, NODE.operations());
    private static final Mappings MAPPINGS = new Mappings(WORKSHOP.transactions());
    private static final RestFixture REST = RestFixture.with(
                    new OrdersResource(ORDERS, WORKSHOP.access()),
                    new CustomerOrdersResource(ORDERS, WORKSHOP.access()),
                    new OperationsResource(NODE.operations()),
                    new ImportMappingsResource(MAPPINGS, ImportKit.targets(MAPPINGS)),
                    new ImportsResource(
                            NODE.operations(), ImportKit.targets(MAPPINGS), MAPPINGS, WORKSHOP.access(), 2_000_000))
            .key("reader", "orders:read", "customers:read")
            .key("south", new Caller("key:south", "South", Set.of("*"), Optional.of(Set.of("south"))))
            .start();
    private static final String ORDER = "{\"placedAt\":\"2026-03-01T12:00:00Z\",\"status\":\"completed\","
            + "\"currency\":\"GBP\",\"customer\":{\"email\":\"jo@example.com\",\"firstName\":\"Jo\"},"
            + "\"shippingAddress\":{\"city\":\"York\"},"
            + "\"lines\":[{\"sku\":\"x\",\"quantity\":2,\"unitPrice\":150}]}";

    private static Map<String, OperationHandler> handlers() {
        Map<String, OperationHandler> handlers = new HashMap<>(ImportKit.handlers(WORKSHOP));
        handlers.put("wait", run -> {
            while (!run.cancelled()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
            }
        });
        return handlers;
    }

    @AfterAll
    static void close() {
        REST.close();
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.customer cascade");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }

    private static JsonNode await(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonNode operation = json(REST.get(path));
        while (!operation.path("finishedAt").isTextual()) {
            assertThat(System.nanoTime()).as(path + " " + operation).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
            operation = json(REST.get(path));
        }
        return operation;
    }

    @Test
    void noOrderIsLostForAPhoneNumber() {
        String order =
                "{\"number\":\"%1$s\",\"placedAt\":\"2026-03-01T12:00:00Z\",\"status\":\"completed\",\"currency\":\"EUR\","
                        + "\"customer\":{\"email\":\"%1$s@example.com\",\"phone\":\"%2$s\"},\"shippingAddress\":{\"city\":\"Berlin\","
                        + "\"country\":\"DE\",\"phone\":\"%2$s\"},\"lines\":[]}";
        for (String phone : new String[] {"030 123456", "call me"}) {
            String number = "P-" + phone.length();
            HttpResponse<String> put = REST.send("PUT", "/orders/" + number, order.formatted(number, phone));
            assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
            assertThat(json(REST.get("/orders/" + number))
                            .path("customer")
                            .path("phone")
                            .asText())
                    .isEqualTo(phone);
        }
        assertThat(WORKSHOP.query("select c.phone, a.phone from customer.customer c join customer.address a"
                        + " on a.customer_id = c.id order by 1"))
                .containsExactly("+4930123456|+4930123456", "null|null");
    }

    @Test
    void anOrderIsPutAndRead() {
        HttpResponse<String> created = REST.send("PUT", "/orders/A-1", ORDER);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(REST.send("PUT", "/orders/A-1", ORDER).statusCode()).isEqualTo(200);
        HttpResponse<String> got = REST.get("/orders/A-1");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("ETag")).contains("\"v0\"");
        JsonNode order = json(got);
        assertThat(order.path("number").asText()).isEqualTo("A-1");
        assertThat(order.path("sellerAccount").asText()).isEqualTo("default");
        assertThat(order.path("total").asLong()).isEqualTo(300);
        assertThat(order.path("status").asText()).isEqualTo("completed");
        assertThat(order.path("customer").path("email").asText()).isEqualTo("jo@example.com");
        assertThat(order.path("lines").path(0).path("total").asLong()).isEqualTo(300);

        String customer = order.path("customer").path("id").asText();
        JsonNode list = json(REST.get("/customers/" + customer + "/orders?status=completed"));
        assertThat(list.path("items").path(0).path("number").asText()).isEqualTo("A-1");
        assertThat(list.path("page").path("totalItems").asInt()).isEqualTo(1);
        assertThat(json(REST.get("/customers/" + customer + "/orders?status=pending"))
                        .path("items"))
                .isEmpty();
        assertThat(REST.get("/customers/" + customer + "/orders?status=nope").statusCode())
                .isEqualTo(400);
        assertThat(REST.get("/customers/" + customer + "/orders?size=5").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoMayNotSeePersonsSeesNone() {
        REST.send("PUT", "/orders/A-1", ORDER);
        HttpResponse<String> got = REST.get("/orders/A-1", "Authorization", "Bearer reader");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).doesNotContain("jo@example.com", "York", "Jo");
        assertThat(REST.send("PUT", "/orders/A-2", ORDER, "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void othersSellerAccountsDoNotExist() {
        REST.send("PUT", "/orders/A-1", ORDER);
        assertThat(REST.get("/orders/A-1", "Authorization", "Bearer south").statusCode())
                .isEqualTo(404);
        assertThat(REST.send("PUT", "/orders/A-2", ORDER, "Authorization", "Bearer south")
                        .body())
                .contains("/sellerAccount");
    }

    @Test
    void aWrongOrderIsA400WithPointers() {
        HttpResponse<String> refused = REST.send("PUT", "/orders/A-1", ORDER.replace("\"GBP\"", "\"X\""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errors").path(0).path("pointer").asText())
                .isEqualTo("/currency");
        assertThat(REST.send("PUT", "/orders/A-1", "{\"number\":\"B\"," + ORDER.substring(1))
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.send("PUT", "/orders/A-1", "[]").statusCode()).isEqualTo(400);
        assertThat(REST.send("PUT", "/orders/A-1", "null").statusCode()).isEqualTo(400);
        assertThat(REST.get("/orders/none").statusCode()).isEqualTo(404);
    }

    @Test
    void ndjsonIsImportedAndItsErrorsAreListed() {
        HttpResponse<String> accepted = REST.post(
                "/imports?type=orders",
                "{\"number\":\"1\"," + ORDER.substring(1) + "\nnonsense\n",
                "Content-Type",
                "application/x-ndjson");
        JsonNode done = await(accepted);
        assertThat(done.path("state").asText()).isEqualTo("succeeded");
        assertThat(done.path("errorCount").asInt()).isEqualTo(1);
        assertThat(done.path("result").path("created").asInt()).isEqualTo(1);
        JsonNode errors = json(REST.get(done.path("errors").asText()));
        assertThat(errors.path("items").path(0).path("item").asText()).isEqualTo("2");
        JsonNode list = json(REST.get("/operations?size=10"));
        assertThat(list.path("items").path(0).path("id").asText())
                .isEqualTo(done.path("id").asText());
    }

    @Test
    void csvIsImportedByAStoredMapping() {
        String mapping = "{\"type\":\"orders\",\"separator\":\";\",\"group\":\"no\",\"document\":{"
                + "\"number\":{\"column\":\"no\"},\"placedAt\":{\"column\":\"day\",\"as\":\"time\",\"pattern\":\"dd.MM.yyyy\","
                + "\"zone\":\"Europe/Berlin\"},\"status\":{\"constant\":\"completed\"},\"currency\":{\"constant\":\"EUR\"},"
                + "\"paymentMethod\":{\"column\":\"mail\",\"lookup\":{\"a@example.com\":null}},"
                + "\"customer\":{\"email\":{\"column\":\"mail\"}}},\"lines\":{\"sku\":{\"column\":\"sku\"},"
                + "\"quantity\":{\"column\":\"n\",\"as\":\"integer\"},\"unitPrice\":{\"column\":\"price\",\"as\":\"minor-units\"}}}";
        assertThat(REST.send("PUT", "/import-mappings/mine", mapping).statusCode())
                .isEqualTo(201);
        assertThat(REST.send("PUT", "/import-mappings/mine", mapping).statusCode())
                .isEqualTo(200);
        assertThat(REST.get("/import-mappings").body()).contains("mine", "online-retail");
        JsonNode done = await(REST.post(
                "/imports?type=orders&mapping=mine",
                "no;day;mail;sku;n;price\n1;02.03.2026;a@example.com;x;2;1.255\n1;02.03.2026;a@example.com;y;1;1\n",
                "Content-Type",
                "text/csv; charset=utf-8"));
        assertThat(done.path("result").path("created").asInt())
                .as(done.toString())
                .isEqualTo(1);
        JsonNode order = json(REST.get("/orders/1"));
        assertThat(order.path("total").asLong()).isEqualTo(352);
        assertThat(order.path("placedAt").asText()).isEqualTo("2026-03-01T23:00:00Z");
        assertThat(REST.send("DELETE", "/import-mappings/mine", null).statusCode())
                .isEqualTo(204);
        assertThat(REST.get("/import-mappings/mine").statusCode()).isEqualTo(404);
    }

    @Test
    void aMappingThatMakesNoSenseIsRefusedWithPointers() {
        HttpResponse<String> refused = REST.send(
                "PUT",
                "/import-mappings/wrong",
                "{\"type\":\"x\",\"separator\":\"ab\",\"charset\":\"EBCDIC\",\"skip\":[{\"column\":\"a\"}],"
                        + "\"document\":{\"a\":{\"column\":\"a\",\"constant\":1},\"b\":{\"column\":\"b\",\"as\":\"time\","
                        + "\"pattern\":\"{\",\"zone\":\"Moon\"},\"c\":3}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/type",
                        "/separator",
                        "/charset",
                        "/skip/0",
                        "/document/a",
                        "/document/b/pattern",
                        "/document/b/zone",
                        "/document/c");
    }

    @Test
    void gzippedBodiesAreUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ImportKit.utf8("{\"number\":\"1\"," + ORDER.substring(1)));
        }
        HttpRequest request = REST.request("/imports?type=orders")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                .build();
        assertThat(await(REST.send(request)).path("result").path("created").asInt())
                .isEqualTo(1);
        HttpRequest broken = REST.request("/imports?type=orders")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2, 3, 4}))
                .build();
        assertThat(REST.send(broken).statusCode()).isEqualTo(400);
    }

    @Test
    void whatCannotBeImportedIsRefusedAtOnce() {
        assertThat(REST.post("/imports", "{}", "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.post("/imports?type=ships", "{}", "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.post("/imports?type=orders", "a", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.post("/imports?type=orders&mapping=no", "a", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.post("/imports?type=customers&mapping=online-retail", "a", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(400);
        assertThat(REST.post("/imports?type=orders", "{}", "Content-Type", "multipart/form-data; boundary=x")
                        .statusCode())
                .isEqualTo(415);
        assertThat(REST.post("/imports?type=orders", "x".repeat(2_100_000), "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(413);
        assertThat(REST.post(
                                "/imports?type=orders",
                                "{}",
                                "Content-Type",
                                "application/x-ndjson",
                                "Authorization",
                                "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void operationsAreCancelledAndTheirChangesStreamed() {
        String id = WORKSHOP.as(
                        new Caller("key:fixture", "Fixture", Set.of("*"), Optional.empty()),
                        () -> NODE.operations().start("wait", Map.of()))
                .id()
                .toString();
        HttpResponse<String> cancelled = REST.send("DELETE", "/operations/" + id, null);
        assertThat(cancelled.statusCode()).isIn(200, 202);
        HttpResponse<String> events = REST.get("/operations/" + id + "/events");
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(events.body()).contains("event: operation", "\"state\":\"cancelled\"");
        assertThat(REST.get("/operations/" + new java.util.UUID(1, 1)).statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/operations/nonsense").statusCode()).isIn(400, 404);
    }
}
