package org.clientele.subject.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
import org.clientele.rest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All that is kept of one customer, through HTTP. */
final class SubjectExportIT {
    private static final SubjectKit KIT = new SubjectKit();
    private static int next;
    private final String n = String.valueOf(++next);

    @AfterAll
    static void close() {
        KIT.close();
    }

    private String ada(String more) {
        return KIT.customer("{\"account\":true,\"email\":\"ada" + n
                + "@example.com\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"" + more + "}");
    }

    private static void note(String customer, String text) {
        KIT.ok(KIT.rest()
                .post(
                        "/customers/" + customer + "/notes",
                        new String(Json.write(Map.of("text", text)), StandardCharsets.UTF_8)));
    }

    @Test
    void theArchiveHoldsEverythingAsJsonAndEachTableAsCsv() {
        String ada = ada(",\"tags\":[\"vip\"],\"customFields\":{\"size\":44},\"addresses\":[{\"line1\":\"1 Road\","
                + "\"city\":\"Paris\",\"postalCode\":\"75001\",\"country\":\"FR\"}],\"externalIds\":[{\"system\":\"erp\",\"id\":\"E"
                + n
                + "\"}]");
        KIT.order("X" + n, "default", ada, ",\"refunds\":[{\"at\":\"2026-03-02T12:00:00Z\",\"amount\":50}]");
        note(ada, "Rings on Mondays");

        Map<String, String> files = KIT.zip(ada);

        assertThat(files).containsKeys("README.txt", "customer.json", "csv/customer.customer.csv");
        JsonNode document = Json.read(
                Objects.requireNonNull(files.get("customer.json")).getBytes(StandardCharsets.UTF_8), JsonNode.class);
        JsonNode tables = document.get("tables");
        assertThat(document.get("customer").asText()).isEqualTo(ada);
        assertThat(Instant.parse(document.get("exportedAt").asText()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(tables.fieldNames().next()).isEqualTo("customer.customer");
        assertThat(tables.at("/customer.customer/0/email").asText()).isEqualTo("ada" + n + "@example.com");
        assertThat(tables.at("/customer.customer/0/tags/0").asText()).isEqualTo("vip");
        assertThat(tables.at("/customer.customer/0/custom_fields/size").asInt()).isEqualTo(44);
        assertThat(tables.at("/customer.address/0/city").asText()).isEqualTo("Paris");
        assertThat(tables.at("/customer.external_id/0/id").asText()).isEqualTo("E" + n);
        assertThat(tables.at("/customer.orders/0/placed_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(tables.at("/customer.orders/0/total").isIntegralNumber()).isTrue();
        assertThat(tables.at("/customer.orders/0/document/lines/0/sku").asText())
                .isEqualTo("A");
        assertThat(tables.at("/customer.note/0/text").asText()).isEqualTo("Rings on Mondays");
        assertThat(tables.at("/customer.customer_summary")).isNotEmpty();
        assertThat(tables.at("/customer.event")).isNotEmpty();

        tables.fieldNames().forEachRemaining(table -> {
            assertThat(files).containsKey("csv/" + table + ".csv");
            assertThat(files.get("README.txt"))
                    .contains("csv/" + table + ".csv (" + tables.get(table).size() + ")");
        });
        assertThat(files.get("csv/customer.note.csv"))
                .startsWith("\ufeffcreated_at,id,text\r\n")
                .endsWith("\"Rings on Mondays\"\r\n");
        assertThat(files.get("csv/customer.segment_member.csv")).isEqualTo("\ufeffsegment_id,segment,kind\r\n");
        assertThat(files.get("README.txt")).contains(ada).doesNotContain("NOT COMPLETE");
    }

    @Test
    void theFormatIsAskedForOrWhatIsAccepted() {
        String ada = ada("");

        for (HttpResponse<String> json : List.of(
                KIT.export(ada, "?format=json"),
                KIT.export(ada, "", "Accept", "application/json"),
                KIT.export(ada, "?format=json", "Accept", "application/zip"))) {
            assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(json.headers().firstValue("Content-Disposition").orElse(""))
                    .matches("attachment; filename=\"customer-C-\\d+-\\d{4}-\\d\\d-\\d\\d\\.json\"");
            assertThat(json.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(SubjectKit.json(json).get("customer").asText()).isEqualTo(ada);
        }
        for (HttpResponse<String> zip :
                List.of(KIT.export(ada, ""), KIT.export(ada, "?format=zip", "Accept", "application/json"))) {
            assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(zip.body()).startsWith("PK");
        }
        assertThat(SubjectKit.code(KIT.export(ada, "?format=pdf"))).isEqualTo("400 validation");
        assertThat(KIT.export(ada, "", "Accept", "text/csv").statusCode()).isEqualTo(406);
    }

    @Test
    void textsSurviveAndNoneIsAFormula() {
        String wild = "Grüße 👩‍🚀 \"quoted\", comma;\r\nsecond line مرحبا";
        String ada = ada("");
        note(ada, wild);
        note(ada, "=HYPERLINK(\"http://evil.example\")");

        Map<String, String> files = KIT.zip(ada);

        assertThat(SubjectKit.texts(KIT.tables(ada).get("customer.note"), "text"))
                .containsExactly(wild, "=HYPERLINK(\"http://evil.example\")");
        assertThat(files.get("csv/customer.note.csv"))
                .contains("\"Grüße 👩‍🚀 \"\"quoted\"\", comma;\r\nsecond line مرحبا\"\r\n")
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"\r\n");
    }

    @Test
    void whatLetsSomebodyInIsNotTold() {
        String ada = ada("");
        KIT.shop()
                .sql(
                        "insert into customer.account_credential (customer_id, password) values ('" + ada
                                + "', '$argon2id$canary')",
                        "insert into customer.account_session (id, token_hash, customer_id, expires_at) values ('"
                                + UUID.randomUUID() + "', sha256('" + ada + "'), '" + ada
                                + "', now() + interval '1 day')",
                        "insert into customer.outbox_mail (id, customer_id, template, locale, recipient, subject, text_body,"
                                + " secrets) values ('" + UUID.randomUUID() + "', '" + ada
                                + "', 'password-reset', 'en',"
                                + " 'ada@example.com', 'Your password', 'Click https://shop.example/canary now',"
                                + " array['https://shop.example/canary'])");

        String everything = String.join("\n", KIT.zip(ada).values());
        JsonNode tables = KIT.tables(ada);

        assertThat(everything).doesNotContain("canary").doesNotContain("token_hash");
        assertThat(tables.at("/customer.account_credential/0").size()).isEqualTo(1);
        assertThat(tables.at("/customer.account_session/0/expires_at").isTextual())
                .isTrue();
        assertThat(tables.at("/customer.outbox_mail/0/text_body").asText())
                .startsWith("Click ")
                .endsWith(" now");
    }

    @Test
    void bytesAreRefusedWhoeverTellsThem() {
        String ada = ada("");

        KIT.with(
                telling(export ->
                        export.query("customer.account_session", "select token_hash from customer.account_session")),
                () -> assertThat(SubjectKit.code(KIT.export(ada, ""))).isEqualTo("409 export-refused"));
    }

    @Test
    void onlyWhoMaySeeTheWholePersonMayExport() {
        String ada = ada(",\"sellerAccounts\":[\"north\"]");
        assertThat(KIT.export(ada, "", "Authorization", "Bearer officer").statusCode())
                .isEqualTo(200);
        assertThat(KIT.export(ada, "", "Authorization", "Bearer north").statusCode())
                .isEqualTo(200);
        assertThat(SubjectKit.code(KIT.export(ada, "", "Authorization", "Bearer blind")))
                .isEqualTo("403 scope-missing");
        assertThat(SubjectKit.code(KIT.export(ada, "", "Authorization", "Bearer reader")))
                .isEqualTo("403 scope-missing");
        assertThat(SubjectKit.code(KIT.export(ada, "", "Authorization", "Bearer south")))
                .isEqualTo("404 not-found");
        assertThat(SubjectKit.code(KIT.export(UUID.randomUUID().toString(), "")))
                .isEqualTo("404 not-found");

        KIT.order("S" + n, "south", ada, "");

        assertThat(SubjectKit.code(KIT.export(ada, "", "Authorization", "Bearer north")))
                .isEqualTo("409 other-seller-accounts");
    }

    @Test
    void anExportIsAuditedOnceAndOneThatIsRefusedIsNot() {
        String ada = ada("");
        KIT.export(ada, "?format=json");
        KIT.export(ada, "?format=json", "Authorization", "Bearer blind");

        assertThat(KIT.audited().stream().filter(entry -> entry.customerId().equals(Optional.of(SubjectKit.uuid(ada)))))
                .extracting(AuditEntry::action)
                .containsExactly("customer.exported");
    }

    @Test
    void ifOneCannotTellNothingIsExportedInItsName() {
        String ada = ada("");

        KIT.with(
                telling(export -> {
                    export.rows("guest.visit", "at").add(Instant.now());
                    throw new IllegalStateException("quizzlewick");
                }),
                () -> {
                    HttpResponse<String> answer = KIT.export(ada, "");
                    assertThat(SubjectKit.code(answer)).isEqualTo("409 export-refused");
                    assertThat(answer.body())
                            .contains("org.clientele.subject.internal")
                            .doesNotContain("quizzlewick");
                });
        assertThat(KIT.export(ada, "").statusCode()).isEqualTo(200);
    }

    @Test
    void allTellOfTheSameMomentAndNobodyWrites() {
        String ada = ada("");

        // The first one has read already; what is committed now must not be told by those after it.
        KIT.with(
                telling(export -> {
                    CompletableFuture.runAsync(() -> note(ada, "Too late")).join();
                    export.table("customer.note", "customer_id", "created_at", "id", "text");
                }),
                () -> assertThat(KIT.tables(ada).get("customer.note")).isEmpty());
        assertThat(KIT.tables(ada).get("customer.note")).hasSize(1);

        KIT.with(
                telling(export -> KIT.shop().sql("delete from customer.note where customer_id = '" + ada + "'")),
                () -> assertThat(SubjectKit.code(KIT.export(ada, ""))).isEqualTo("409 export-refused"));
        assertThat(KIT.tables(ada).get("customer.note")).hasSize(1);
    }

    @Test
    void computedRowsAreToldAsTheyAre() {
        String ada = ada("");

        KIT.with(
                telling(export -> {
                    SubjectExport.Rows rows = export.rows("guest.visit", "at", "page", "seconds", "tags");
                    rows.add(Instant.parse("2026-01-02T03:04:05Z"), "=home", 12L, List.of("a", "b"));
                    rows.add(null, "", -1.50, null);
                }),
                () -> {
                    JsonNode visits = KIT.tables(ada).get("guest.visit");
                    assertThat(visits.at("/0/at").asText()).isEqualTo("2026-01-02T03:04:05Z");
                    assertThat(visits.at("/0/tags/1").asText()).isEqualTo("b");
                    assertThat(KIT.zip(ada).get("csv/guest.visit.csv"))
                            .isEqualTo(
                                    "\ufeffat,page,seconds,tags\r\n"
                                            + "\"2026-01-02T03:04:05Z\",\"'=home\",12,\"[\"\"a\"\",\"\"b\"\"]\"\r\n,\"\",-1.5,\r\n");
                });
    }

    @Test
    void whatCannotBeToldIsAFaultOfWhoTellsIt() {
        String ada = ada("");
        List<Consumer<SubjectExport>> wrong = List.of(
                export -> export.table("customer.note; drop table x", "customer_id", "text"),
                export -> export.table("customer.note", "customer_id"),
                export -> export.table("customer.note", "customer_id", "text"),
                export -> export.rows("guest.visit", "at", "page").add("only one"),
                export -> export.rows("guest.visit", "at").add(new Object()),
                export -> {
                    SubjectExport.Rows ended = export.rows("guest.visit", "at");
                    export.rows("guest.other", "at").add(1);
                    ended.add(2);
                });

        wrong.forEach(mistake -> KIT.with(telling(mistake), () -> assertThat(SubjectKit.code(KIT.export(ada, "")))
                .isEqualTo("409 export-refused")));
    }

    /** Each table with a column for customers: whoever adds one tells it, or says in {@link Untold} why not. */
    @Test
    void noTableIsForgotten() {
        String ada = ada("");
        assertThat(SubjectKit.json(KIT.export(ada, "?format=json")).get("untold"))
                .isEmpty();

        KIT.shop().sql("create table customer.forgotten (customer_id uuid, secret text)");
        try {
            assertThat(SubjectKit.json(KIT.export(ada, "?format=json")).get("untold"))
                    .extracting(JsonNode::asText)
                    .containsExactly("customer.forgotten");
            assertThat(KIT.zip(ada).get("README.txt")).contains("NOT COMPLETE", "customer.forgotten");
        } finally {
            KIT.shop().sql("drop table customer.forgotten");
        }
    }

    @Test
    void ofAnErasedCustomerWhatIsLeftIsTold() {
        String ada = ada("");
        KIT.order("E" + n, "default", ada, "");
        note(ada, "Goes");
        JsonNode customer = SubjectKit.json(KIT.rest().get("/customers/" + ada));
        KIT.ok(KIT.rest()
                .send(
                        "DELETE",
                        "/customers/" + ada + "?mode=erase&confirm="
                                + customer.get("reference").asText(),
                        null,
                        "If-Match",
                        "*"));

        JsonNode tables = KIT.tables(ada);

        assertThat(tables.at("/customer.customer/0/erased_at").isTextual()).isTrue();
        assertThat(tables.at("/customer.customer/0/email").isNull()).isTrue();
        assertThat(tables.get("customer.orders")).hasSize(1);
        assertThat(tables.get("customer.note")).isEmpty();
    }

    @Test
    void whoBecamePartOfACustomerIsToldWithItButNoSecretOfIts() {
        String ada = ada("");
        UUID gone = UUID.randomUUID();
        UUID merge = UUID.randomUUID();
        KIT.shop()
                .sql(
                        "insert into customer.merge (id, into_id, merged_by, merged_by_name, into_seller_accounts) values ('"
                                + merge + "', '" + ada + "', 'key:x', 'Grace Hopper', '{}')",
                        "insert into customer.merged (from_id, into_id, merge_id, email, account) values ('" + gone
                                + "', '" + ada + "', '" + merge + "', 'old@example.com', false)",
                        "insert into customer.merge_entry (merge_id, from_id, contributor, kind, name, content) values ('"
                                + merge + "', '" + gone + "', 'x', 'aside', 'customer.account_credential',"
                                + " '[{\"customer_id\": \"" + gone
                                + "\", \"password\": \"canary\", \"changed_at\": \"2026-01-01\"}]'), ('"
                                + merge + "', '" + gone + "', 'x', 'aside', 'customer.customer',"
                                + " '[{\"first_name\": \"Augusta\", \"search_text\": \"augusta\"}]')",
                        "insert into customer.event (id, type, at, customer_id, seller_accounts, data) values ('"
                                + UUID.randomUUID() + "', 'x.left', now(), '" + gone
                                + "', '{}', '{\"by\": \"staff:7\"}')");

        assertThat(KIT.export(gone.toString(), "?format=json").statusCode()).isEqualTo(308);
        assertThat(KIT.export(gone.toString(), "?format=json").headers().firstValue("Location"))
                .contains("/api/admin/v1/customers/" + ada + "/export?format=json");
        JsonNode tables = KIT.tables(ada);
        assertThat(SubjectKit.texts(tables.get("customer.event"), "type")).contains("x.left");
        assertThat(tables.at("/customer.merged/0/email").asText()).isEqualTo("old@example.com");
        assertThat(tables.at("/customer.merge_entry/0/row").toString()).isEqualTo("{\"changed_at\":\"2026-01-01\"}");
        assertThat(tables.at("/customer.merge_entry/1/row").toString()).isEqualTo("{\"first_name\":\"Augusta\"}");
        assertThat(tables.toString()).doesNotContain("Grace Hopper").doesNotContain("staff:7");
    }

    private static CustomerData telling(Consumer<SubjectExport> what) {
        return new CustomerData() {
            @Override
            public void export(SubjectExport export) {
                what.accept(export);
            }
        };
    }
}
