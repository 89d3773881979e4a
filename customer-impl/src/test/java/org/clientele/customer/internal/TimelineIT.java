package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.clientele.access.Caller;
import org.clientele.customer.TimelineSource;
import org.clientele.customer.TimelineSource.Entry;
import org.clientele.order.internal.HistoryDiagnosisResource;
import org.clientele.order.internal.OrderJson;
import org.clientele.order.internal.OrderTimeline;
import org.clientele.order.internal.OrderWriter;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened to a customer, and what may be missing from it, over HTTP. */
class TimelineIT {
    private static final Shop SHOP = Shop.open();
    private static final OrderWriter WRITER = new OrderWriter(SHOP.transactions(), SHOP.access(), SHOP.news());
    private static final Timeline TIMELINE = new Timeline(SHOP.access());
    private static final RestFixture REST = RestFixture.with(
                    SHOP.customersResource(),
                    new TimelineResource(SHOP.customers(), TIMELINE),
                    new HistoryDiagnosisResource(SHOP.transactions(), SHOP.access(), SHOP.customers()))
            .access(SHOP.access())
            .key("north", new Caller("key:north", "North", Set.of("*"), Optional.of(Set.of("north"))))
            .start();
    private String customer = "";

    static {
        TIMELINE.addSource(new OrderTimeline(SHOP.transactions(), SHOP.access()));
    }

    @AfterAll
    static void close() {
        REST.close();
        TIMELINE.close();
        SHOP.close();
    }

    @BeforeEach
    void someHistory() {
        SHOP.sql("truncate customer.customer cascade", "truncate customer.refused_order");
        customer = create("jo@example.com", "+442071234567");
        order("A", "2026-03-01T12:00:00Z", "default", customer, """
                , "refunds": [{"at": "2026-03-05T12:00:00Z", "amount": 250}],
                "returns": [{"at": "2026-03-04T12:00:00Z", "lines": [{"sku": "x", "quantity": 1}]}],
                "feedback": {"rating": 2, "at": "2026-03-03T12:00:00Z"}""");
        order("B", "2026-03-02T12:00:00Z", "north", customer, "");
    }

    private static String create(String email, String phone) {
        HttpResponse<String> created = REST.post(
                "/customers",
                "{\"email\": \"" + email + "\", \"firstName\": \"Jo\", \"lastName\": \"Doe\", \"phone\": \"" + phone
                        + "\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created).path("id").asText();
    }

    private static OrderWriter.Batch order(String number, String at, String seller, String buyer, String more) {
        String who = buyer.contains("@") ? "\"email\": \"" + buyer + "\"" : "\"id\": \"" + buyer + "\"";
        byte[] json = """
                {"number": "%s", "placedAt": "%s", "status": "completed", "currency": "GBP", "sellerAccount": "%s",
                 "customer": {%s}, "lines": [{"sku": "x", "quantity": 2, "unitPrice": 500}]%s}""".formatted(number, at, seller, who, more).getBytes(StandardCharsets.UTF_8);
        return SHOP.access().call(Caller.system("test"), () -> WRITER.take(List.of(OrderJson.read(json))));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private JsonNode timeline(String query, String... headers) {
        HttpResponse<String> got = REST.get("/customers/" + customer + "/timeline" + query, headers);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        return json(got);
    }

    private static List<String> titles(JsonNode timeline) {
        List<String> titles = new ArrayList<>();
        timeline.path("items").forEach(item -> titles.add(item.path("title").asText()));
        return titles;
    }

    /** All pages of so many. */
    private List<String> pages(int limit) {
        List<String> titles = new ArrayList<>();
        JsonNode page = timeline("?limit=" + limit);
        titles.addAll(titles(page));
        while (page.path("page").path("next").isTextual()) {
            page = json(REST.get(page.path("page").path("next").asText()));
            assertThat(page.path("items")).isNotEmpty();
            titles.addAll(titles(page));
        }
        return titles;
    }

    @Test
    void whatHappenedComesNewestFirst() {
        JsonNode timeline = timeline("");
        assertThat(titles(timeline))
                .containsExactly(
                        "Registered",
                        "Refund of 2.50 GBP for order A",
                        "1 unit of order A came back",
                        "Feedback on order A: 2 of 5",
                        "Order B, completed, 10.00 GBP",
                        "Order A, completed, 10.00 GBP");
        assertThat(timeline.path("missing")).isEmpty();
        assertThat(timeline.path("items").path(5).path("ref").asText())
                .isEqualTo("/api/admin/v1/orders/A?sellerAccount=default");
        assertThat(timeline.path("items").path(5).path("kind").asText()).isEqualTo("order");
        assertThat(titles(timeline("", "Authorization", "Bearer north")))
                .containsExactly("Registered", "Order B, completed, 10.00 GBP");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesMissAndRepeatNothingAlsoOfOneMoment(int limit) {
        TimelineSource notes = (id, before, most) -> IntStream.range(0, 9)
                .mapToObj(i -> new Entry(Instant.parse("2026-03-02T12:00:00Z"), "note", "Note " + i, ""))
                .filter(entry -> entry.at().isBefore(before))
                .limit(most)
                .toList();
        TIMELINE.addSource(notes);
        try {
            assertThat(pages(limit)).hasSize(15).doesNotHaveDuplicates().startsWith("Registered");
        } finally {
            TIMELINE.removeSource(notes);
        }
    }

    @Test
    void aSourceThatThrowsOrSleepsIsLeftOutAndNamed() {
        TimelineSource broken = (id, before, most) -> {
            throw new IllegalStateException("broken");
        };
        TimelineSource slow = (id, before, most) -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(20));
            return List.of();
        };
        TIMELINE.addSource(broken);
        TIMELINE.addSource(slow);
        try {
            long start = System.nanoTime();
            JsonNode timeline = timeline("");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(timeline.path("items")).hasSize(6);
            assertThat(timeline.path("missing")).hasSize(2);
            assertThat(timeline.path("missing").path(0).asText()).startsWith("org.clientele.customer.internal:");
        } finally {
            TIMELINE.removeSource(broken);
            TIMELINE.removeSource(slow);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=x", "?after=%C3%A4", "?after=MjAyNiAx", "?limit=0", "?limit=101", "?limit=x"})
    void aBadParameterIsA400(String query) {
        HttpResponse<String> got = REST.get("/customers/" + customer + "/timeline" + query);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(400);
        assertThat(got.body()).contains("\"pointer\":\"" + query.substring(0, query.indexOf('=')) + "\"");
    }

    @Test
    void nobodyElsesTimelineExists() {
        SHOP.sql(
                "delete from customer.orders where seller_account = 'north'",
                "delete from customer.customer_summary where seller_account = 'north'");
        assertThat(REST.get("/customers/" + customer + "/timeline", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/customers/" + customer + "/history-diagnosis", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonNode diagnosis(String query, String... headers) {
        HttpResponse<String> got = REST.get("/customers/" + customer + "/history-diagnosis" + query, headers);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(got.body()).doesNotContain("example.com", "Doe", "+44");
        return json(got).path("findings");
    }

    private static JsonNode finding(JsonNode findings, String code) {
        for (JsonNode finding : findings) {
            if (finding.path("code").asText().equals(code)) {
                return finding;
            }
        }
        return Json.mapper().missingNode();
    }

    @Test
    void whatIsMissingIsFoundWithoutNamingAnybody() {
        order("G-1", "2026-02-01T12:00:00Z", "default", "jo@example.com", "");
        order("G-2", "2026-02-02T12:00:00Z", "default", "jo@example.com", "");
        String twin = create("jo.doe@example.org", "+442071234567");
        order("T-1", "2026-02-01T12:00:00Z", "default", twin, "");
        order("F-1", "2026-02-01T12:00:00Z", "default", "jo@example.com", ", \"tax\": 9999999999999999");

        JsonNode findings = diagnosis("");
        assertThat(finding(findings, "guest-orders-unproven").path("orders").asLong())
                .isEqualTo(2);
        assertThat(finding(findings, "guest-orders-unproven").path("references"))
                .hasSize(1);
        assertThat(finding(findings, "other-seller-accounts").path("references").toString())
                .isEqualTo("[\"default\",\"north\"]");
        assertThat(finding(findings, "possible-duplicates").path("orders").asLong())
                .isEqualTo(1);
        assertThat(finding(findings, "import-refused").path("references").toString())
                .isEqualTo("[\"F-1\"]");
        assertThat(finding(findings, "import-refused").path("detail").asText()).contains("range at /tax");
        assertThat(finding(diagnosis("?sellerAccount=default"), "other-seller-accounts")
                        .path("references")
                        .toString())
                .isEqualTo("[\"north\"]");

        JsonNode north = diagnosis("", "Authorization", "Bearer north");
        assertThat(north).as("others' seller accounts").isEmpty();

        SHOP.sql("update customer.customer set verification = 'verified' where id = '" + customer + "'");
        assertThat(finding(diagnosis(""), "guest-orders-not-attached")
                        .path("orders")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void whereNothingIsMissingNothingIsFound() {
        String other = create("else@example.com", "+442079999999");
        SHOP.sql("update customer.customer set first_name = 'Else' where id = '" + other + "'");
        customer = other;
        assertThat(diagnosis("")).isEmpty();
    }
}
