package org.clientele.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.rest.TellsPersons;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is noted of requests, and what tampering with it comes to. */
final class AuditIT {
    private static final Shop SHOP = Shop.open();
    private static final JdbcAudit AUDIT =
            new JdbcAudit(SHOP.transactions(), SHOP.access(), "a key", Duration.ofHours(1));
    private static final RestFixture REST = RestFixture.with(
                    new AuditResource(SHOP.transactions(), SHOP.access(), AUDIT),
                    SHOP.customersResource(),
                    SHOP.customerResource(),
                    new WatchedResource())
            .access(SHOP.access())
            .audit(new AdminAudit(SHOP.transactions(), SHOP.access(), AUDIT))
            .transactions(SHOP.open("rest"))
            .key("reader", "customers:read", "audit:read")
            .key("north", new Caller("key:n", "North", Set.of("*"), Optional.of(Set.of("north"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        AUDIT.round();
        tamper(
                "delete from customer.audit_entry",
                "update customer.audit_head set number = 0, hash = decode(repeat('00', 32), 'hex'), signature = null");
    }

    @Test
    void changesAreNotedWithoutTheirValues() {
        String id = create("ada@example.com", "north");
        REST.send("PATCH", "/customers/" + id, "{\"firstName\":\"Augusta\"}", "If-Match", "*", "X-Request-Id", "req-1");
        REST.send(
                "DELETE",
                "/customers/" + id + "?mode=purge&confirm=" + reference(id) + "&reason=asked%20by%20phone",
                null,
                "If-Match",
                "*");

        List<JsonNode> entries = changes();

        assertThat(entries)
                .extracting(entry -> entry.get("action").asText())
                .containsExactly("POST /customers", "PATCH /customers/{id}", "DELETE /customers/{id}");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.get("customerId").asText()).isEqualTo(id);
            assertThat(entry.at("/target/id").asText()).isEqualTo(id);
            assertThat(entry.at("/actor/id").asText()).isEqualTo("key:fixture");
            assertThat(entry.at("/actor/name").asText()).isEqualTo("Fixture");
        });
        assertThat(entries.get(0).at("/sellerAccounts/0").asText()).isEqualTo("north");
        assertThat(entries.get(1).get("requestId").asText()).isEqualTo("req-1");
        assertThat(entries.get(1).at("/details/members/0").asText()).isEqualTo("firstName");
        assertThat(entries.get(2).at("/details/mode").asText()).isEqualTo("purge");
        assertThat(entries.get(2).at("/details/reason").asText()).isEqualTo("asked by phone");
        assertThat(entries.toString()).doesNotContain("Augusta", "ada@example.com");
    }

    @Test
    void whatFailedIsNotNotedNorIsARepeatedRequest() {
        String id = create("fail@example.com", "north");
        assertThat(REST.send("PATCH", "/customers/" + id, "{\"firstName\":\"B\"}", "If-Match", "\"v99\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.post("/customers", "{\"nonsense\":1}").statusCode()).isEqualTo(400);
        assertThat(REST.post("/customers/" + UUID.randomUUID() + "/deactivate", "")
                        .statusCode())
                .isEqualTo(404);
        for (int i = 0; i < 2; i++) {
            assertThat(REST.post("/customers/" + id + "/deactivate", "", "Idempotency-Key", "once-and-for-all")
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(changes())
                .extracting(entry -> entry.get("action").asText())
                .containsExactly("POST /customers", "POST /customers/{id}/deactivate");
    }

    /** As a plugin has it. */
    @Path("watched/{customerId}")
    @RequiresScope("watched:write")
    public static final class WatchedResource {
        @GET
        @RequiresScope("watched:read")
        @TellsPersons
        public String get(@PathParam("customerId") UUID customer) {
            return "1";
        }

        @PUT
        public void put(@PathParam("customerId") UUID customer) {}
    }

    @Test
    void whatPluginsTellAndChangeOfCustomersIsNotedAsTheirs() {
        String id = create("watched@example.com", "north");
        assertThat(REST.get("/watched/" + id).statusCode()).isEqualTo(200);
        assertThat(REST.send("PUT", "/watched/" + id, "").statusCode()).isEqualTo(204);
        AUDIT.round();

        assertThat(entries("/audit?customerId=" + id))
                .extracting(entry -> entry.get("action").asText())
                .contains("GET /watched/{customerId}", "PUT /watched/{customerId}");
    }

    @Test
    void viewsOfPersonsAreNotedWithAFingerprintOfTheQuery() {
        String id = create("view@example.com", "north");
        REST.get("/customers/" + id);
        REST.get("/customers?q=view@example.com");
        REST.get("/customers?q=view@example.com");
        REST.get("/customers/stats");
        REST.post("/customers/.search", "{\"q\":\"view\"}");
        REST.get("/customers/" + id, "Authorization", "Bearer reader");
        AUDIT.round();

        List<JsonNode> views = entries("/audit").stream()
                .filter(entry -> !entry.get("action").asText().equals("POST /customers"))
                .toList();

        assertThat(views)
                .extracting(entry -> entry.get("action").asText())
                .containsExactly("GET /customers/{id}", "GET /customers", "GET /customers", "POST /customers/.search");
        assertThat(views.get(0).get("customerId").asText()).isEqualTo(id);
        assertThat(views.get(1).at("/details/query").asText()).hasSize(32);
        assertThat(views.get(1).at("/details/query")).isEqualTo(views.get(2).at("/details/query"));
        assertThat(views.toString()).doesNotContain("example.com");
    }

    @Test
    void entriesAreFoundByActorCustomerAndActionWithinTheCallersSellerAccounts() {
        String north = create("n@example.com", "north");
        String south = create("s@example.com", "south");
        REST.post("/customers/" + north + "/deactivate", "", "Authorization", "Bearer north");
        AUDIT.round();

        assertThat(entries("/audit?customerId=" + south)).hasSize(1);
        assertThat(entries("/audit?actor=key:n")).hasSize(1);
        assertThat(entries("/audit?action=POST%20/customers")).hasSize(2);
        assertThat(json(REST.get("/audit", "Authorization", "Bearer north"))
                        .get("items")
                        .findValuesAsText("customerId"))
                .containsExactly(north, north);
        JsonNode first = json(REST.get("/audit?limit=1"));
        assertThat(first.at("/page/more").asBoolean()).isTrue();
        assertThat(entries(first.at("/page/next").asText()).get(0).get("number").asInt())
                .isEqualTo(2);
        JsonNode last = json(REST.get("/audit?before=now&limit=2"));
        assertThat(last.get("items").findValuesAsText("number")).containsExactly("3", "2");
        assertThat(entries(last.at("/page/next").asText()).get(0).get("number").asInt())
                .isEqualTo(1);
        assertThat(REST.get("/audit/verification", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(403);
        for (String query :
                List.of("after=x", "before=x", "after=1&before=now", "limit=0", "limit=9999", "customerId=x")) {
            assertThat(REST.get("/audit?" + query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void aPurgeIsSeenByWhoMadeItThoughTheCustomerBelongsToNobodyAnyMore() {
        String id = create("gone@example.com", "north");
        String path = "/customers/" + id + "?mode=purge&confirm=" + reference(id);
        assertThat(REST.send("DELETE", path, null, "If-Match", "*", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(204);
        AUDIT.round();
        assertThat(json(REST.get("/audit", "Authorization", "Bearer north"))
                        .get("items")
                        .findValuesAsText("action"))
                .contains("DELETE /customers/{id}");
    }

    @Test
    void anEntryIsRolledBackWithItsChange() {
        assertThatThrownBy(() -> SHOP.transactions().run(em -> {
                    record(1);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        AUDIT.round();
        assertThat(entries("/audit")).isEmpty();
        assertThat(AUDIT.verify().intact()).isTrue();
    }

    @Test
    void theDatabaseRefusesToChangeEntries() {
        record(1);
        assertThatThrownBy(() -> SHOP.sql("delete from customer.audit_entry"));
        assertThatThrownBy(() -> SHOP.sql("truncate customer.audit_entry"));
        assertThatThrownBy(() -> SHOP.sql("update customer.audit_entry set actor_id = 'x'"));
        AUDIT.round();
        assertThatThrownBy(() -> SHOP.sql("update customer.audit_entry set number = null"));
        assertThat(entries("/audit")).hasSize(1);
    }

    @Test
    void manyWritersAndTwoNodesMakeOneChain() {
        JdbcAudit other = new JdbcAudit(SHOP.transactions(), SHOP.access(), "a key", Duration.ofMillis(5));
        other.start();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 3; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 100; i++) {
                    record(i);
                    AUDIT.round();
                }
            }));
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
        other.stop();

        Verification verification = AUDIT.verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.entries()).isEqualTo(300);
        assertThat(verification.waiting()).isZero();
        assertThat(verification.signed()).isTrue();
    }

    @Test
    void anEditIsFound() {
        chain(5);
        tamper("update customer.audit_entry set actor_name = 'Nobody' where number = 3");
        assertThat(codes()).containsExactly("3 edited");
    }

    @Test
    void aDeletionIsFound() {
        chain(5);
        tamper("delete from customer.audit_entry where number in (2, 3)");
        assertThat(codes()).containsExactly("2 deleted");
    }

    @Test
    void aDeletionWithNewNumbersIsFound() {
        chain(5);
        tamper(
                "delete from customer.audit_entry where number = 2",
                "update customer.audit_entry set number = number - 1 where number = 3",
                "update customer.audit_entry set number = number - 1 where number = 4",
                "update customer.audit_entry set number = number - 1 where number = 5");
        assertThat(codes()).containsExactly("2 reordered", "5 truncated");
    }

    @Test
    void anotherOrderIsFound() {
        chain(5);
        tamper(
                "update customer.audit_entry set number = -2 where number = 2",
                "update customer.audit_entry set number = 2 where number = 3",
                "update customer.audit_entry set number = 3 where number = -2");
        assertThat(codes()).containsExactly("2 reordered", "3 reordered", "4 reordered");
    }

    @Test
    void aTruncationIsFoundAlsoIfTheHeadIsMadeToFit() {
        chain(5);
        tamper("delete from customer.audit_entry where number > 3");
        assertThat(codes()).containsExactly("4 truncated");
        tamper("update customer.audit_head set number = 3,"
                + " hash = (select hash from customer.audit_entry where number = 3)");
        assertThat(codes()).containsExactly("0 head-edited");
        tamper("delete from customer.audit_entry");
        tamper("update customer.audit_head set number = 0, hash = decode(repeat('00', 32), 'hex')");
        assertThat(codes()).containsExactly("0 head-edited");
        tamper("delete from customer.audit_head");
        assertThat(codes()).containsExactly("0 head-edited");
        tamper("insert into customer.audit_head values (0, decode(repeat('00', 32), 'hex'), null)");
    }

    private static void chain(int entries) {
        for (int i = 0; i < entries; i++) {
            record(i);
        }
        AUDIT.round();
        assertThat(AUDIT.verify().findings()).isEmpty();
        assertThat(AUDIT.verify().entries()).isEqualTo(entries);
    }

    private static void record(int n) {
        SHOP.access().call(Caller.system("test"), () -> {
            AUDIT.record(new AuditEntry(
                    "test.done", Optional.empty(), Optional.empty(), "tests", Optional.of("t" + n), Map.of("n", n)));
            return true;
        });
    }

    private static List<String> codes() {
        JsonNode verification = json(REST.get("/audit/verification"));
        assertThat(verification.get("intact").asBoolean()).isFalse();
        List<String> codes = new ArrayList<>();
        verification
                .get("findings")
                .forEach(finding -> codes.add(finding.get("number").asLong() + " "
                        + finding.get("code").asText()));
        return codes;
    }

    /** As whoever owns the database may. */
    private static void tamper(String... statements) {
        SHOP.sql("alter table customer.audit_entry disable trigger all");
        SHOP.sql(statements);
        SHOP.sql("alter table customer.audit_entry enable trigger all");
    }

    private static List<JsonNode> changes() {
        AUDIT.round();
        return entries("/audit").stream()
                .filter(entry -> !entry.get("action").asText().startsWith("GET"))
                .toList();
    }

    private static List<JsonNode> entries(String path) {
        List<JsonNode> entries = new ArrayList<>();
        json(REST.get(path)).get("items").forEach(entries::add);
        return entries;
    }

    private static String create(String email, String sellerAccount) {
        HttpResponse<String> answer = REST.post(
                "/customers",
                "{\"email\":\"" + email + "\",\"account\":false,\"sellerAccounts\":[\"" + sellerAccount + "\"]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asText();
    }

    private static String reference(String id) {
        return json(REST.get("/customers/" + id)).get("reference").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
