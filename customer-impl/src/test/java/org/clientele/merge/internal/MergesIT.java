package org.clientele.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merging customers through HTTP. */
final class MergesIT {
    private static final MergeKit KIT = MergeKit.open();
    private static final String[] SELLER = {"Authorization", "Bearer seller-a"};
    private static int next;
    private final String n = String.valueOf(++next);

    @AfterAll
    static void close() {
        KIT.close();
    }

    private String ada(String more) {
        return KIT.customer(
                "{\"account\":true,\"email\":\"ada" + n + "@example.com\",\"firstName\":\"Ada\"" + more + "}");
    }

    private String guest(String more) {
        return KIT.customer("{\"email\":\"guest" + n
                + "@example.com\",\"account\":false,\"firstName\":\"A.\",\"lastName\":\"Lovelace\"" + more + "}");
    }

    @Test
    void aPreviewTellsWhatAMergeWouldComeToAndChangesNothing() {
        String into = ada("");
        String from = guest("");
        KIT.order("P" + n, "default", "{\"id\":\"" + from + "\"}", "");
        JsonNode before = KIT.get("/customers/" + into);

        HttpResponse<String> answer =
                KIT.rest().post("/customers/" + into + "/merges", "{\"from\":[\"" + from + "\"],\"preview\":true}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode preview = MergeKit.json(answer);
        assertThat(preview.at("/moves/orders").asInt()).isEqualTo(1);
        JsonNode firstName = field(preview, "firstName");
        assertThat(firstName.get("chosen").asText()).isEqualTo(into);
        assertThat(firstName.at("/values/" + from).asText()).isEqualTo("A.");
        assertThat(field(preview, "lastName").get("chosen").asText()).isEqualTo(from);
        assertThat(KIT.get("/customers/" + into)).isEqualTo(before);
        assertThat(KIT.rest().get("/customers/" + from).statusCode()).isEqualTo(200);

        HttpResponse<String> blind = KIT.rest()
                .post(
                        "/customers/" + into + "/merges",
                        "{\"from\":[\"" + from + "\"],\"preview\":true}",
                        "Authorization",
                        "Bearer blind");
        assertThat(blind.statusCode()).isEqualTo(200);
        assertThat(blind.body()).doesNotContain("Lovelace").doesNotContain("guest" + n);
    }

    private static JsonNode field(JsonNode preview, String name) {
        for (JsonNode field : preview.get("fields")) {
            if (field.get("name").asText().equals(name)) {
                return field;
            }
        }
        throw new AssertionError(name + " is not in " + preview);
    }

    @Test
    void theSurvivorGetsEverythingAndTheChosenFields() {
        String into = ada(",\"tags\":[\"a\"],\"phone\":\"+493012345678\"");
        String from = guest(",\"tags\":[\"b\"],\"externalIds\":[{\"system\":\"erp\",\"id\":\"M" + n + "\"}]");
        KIT.order("S" + n, "default", "{\"id\":\"" + from + "\"}", "");
        KIT.ok(KIT.rest().post("/customers/" + from + "/notes", "{\"text\":\"Likes engines\"}"));
        String reference = KIT.get("/customers/" + from).get("reference").asText();

        HttpResponse<String> merge = KIT.rest()
                .post(
                        "/customers/" + into + "/merges",
                        "{\"from\":[\"" + from + "\"],\"choose\":{\"firstName\":\"" + from + "\"}}");

        assertThat(merge.statusCode()).as(merge.body()).isEqualTo(201);
        assertThat(MergeKit.json(merge).at("/from/0/reference").asText()).isEqualTo(reference);
        String location = merge.headers().firstValue("Location").orElseThrow();
        assertThat(KIT.get(location)).isEqualTo(MergeKit.json(merge));
        JsonNode survivor = KIT.get("/customers/" + into);
        assertThat(survivor.get("firstName").asText()).isEqualTo("A.");
        assertThat(survivor.get("lastName").asText()).isEqualTo("Lovelace");
        assertThat(survivor.get("email").asText()).isEqualTo("ada" + n + "@example.com");
        assertThat(survivor.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(survivor.get("orders").asInt()).isEqualTo(1);
        assertThat(KIT.get("/customers/" + into + "/notes").at("/items/0/text").asText())
                .isEqualTo("Likes engines");
        assertThat(KIT.get("/customers/" + into + "/merges").get("items")).hasSize(1);
        assertThat(KIT.get("/customers/" + into + "/timeline").toString()).contains("Merged with " + reference);
        for (String old : List.of(reference, "guest" + n + "@example.com", "M" + n)) {
            assertThat(KIT.get("/customers?q=" + old).at("/items/0/id").asText())
                    .as(old)
                    .isEqualTo(into);
        }
        assertThat(KIT.get("/customers/by-external/erp/M" + n).get("id").asText())
                .isEqualTo(into);
        assertThat(KIT.query("select type || ' ' || customer_id from customer.event where type = 'customer.merged'"))
                .contains("customer.merged " + into);
        assertThat(KIT.audited().stream()
                        .filter(entry -> entry.action().equals("customer.merged"))
                        .map(AuditEntry::customerId))
                .contains(java.util.Optional.of(UUID.fromString(from)));
    }

    @Test
    void theOldAddressLeadsToTheSurvivorAlsoOverSeveralMerges() {
        String first = guest("");
        String second = ada("");
        String third = KIT.customer("{\"account\":false,\"firstName\":\"Z\"}");
        KIT.merged(second, first);
        KIT.merged(third, second);

        for (String path : List.of("", "?fields=id", "/notes", "/orders", "/addresses?x=%20", "/tags", "/merges")) {
            HttpResponse<String> moved = KIT.rest().get("/customers/" + first + path);
            assertThat(moved.statusCode()).as(path).isEqualTo(308);
            assertThat(moved.headers().firstValue("Location")).hasValue("/api/admin/v1/customers/" + third + path);
        }
        HttpResponse<String> note =
                KIT.rest().post("/customers/" + first + "/notes", "{\"text\":\"x\"}", "Idempotency-Key", "k" + n);
        assertThat(note.statusCode()).isEqualTo(308);
        HttpResponse<String> again = KIT.rest()
                .post(
                        note.headers().firstValue("Location").orElseThrow(),
                        "{\"text\":\"x\"}",
                        "Idempotency-Key",
                        "k" + n);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(KIT.rest()
                        .get("/customers/" + third + "/notes/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
        assertThat(KIT.rest().get("/customers/" + first, SELLER).statusCode())
                .as("not the caller's")
                .isEqualTo(404);
        assertThat(KIT.rest()
                        .get("/customers/" + first, "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void ordersThatStillNameTheOldOneGoToTheSurvivor() {
        String into = ada("");
        String from = guest(",\"externalIds\":[{\"system\":\"erp\",\"id\":\"O" + n + "\"}]");
        KIT.merged(into, from);

        KIT.order("A" + n, "default", "{\"id\":\"" + from + "\"}", "");
        KIT.order("B" + n, "default", "{\"externalId\":{\"system\":\"erp\",\"id\":\"O" + n + "\"}}", "");
        KIT.order("C" + n, "default", "{\"email\":\"Guest" + n + "@Example.com\"}", "");

        assertThat(KIT.get("/customers/" + into).get("orders").asInt()).isEqualTo(3);
        HttpResponse<String> upsert = KIT.rest()
                .send(
                        "PUT",
                        "/customers/by-external/erp/O" + n,
                        "{\"email\":\"guest" + n + "@example.com\",\"firstName\":\"Ada\"}");
        assertThat(upsert.statusCode()).as(upsert.body()).isEqualTo(200);
        assertThat(MergeKit.json(upsert).get("email").asText()).isEqualTo("ada" + n + "@example.com");
    }

    @Test
    void theLoginOfAnAccountComesBeforeAGuestsAndSessionsOfTheMergedEnd() {
        String into = guest("");
        String from = ada("");
        KIT.shop()
                .sql(
                        "insert into customer.account_credential (customer_id, password) values ('" + from
                                + "', 'secret')",
                        "insert into customer.account_session (id, token_hash, customer_id, expires_at) values (gen_random_uuid(), '"
                                + from + "', '" + from + "', now() + interval '1 day')");
        HttpResponse<String> refused = KIT.rest()
                .post(
                        "/customers/" + into + "/merges",
                        "{\"from\":[\"" + from + "\"],\"choose\":{\"email\":\"" + into + "\"}}");
        assertThat(refused.statusCode()).isEqualTo(400);

        String merge = KIT.merged(into, from);

        JsonNode survivor = KIT.get("/customers/" + into);
        assertThat(survivor.get("account").asBoolean()).isTrue();
        assertThat(survivor.get("email").asText()).isEqualTo("ada" + n + "@example.com");
        assertThat(credentials(into, from)).containsExactly(into + " secret");
        assertThat(KIT.query("select id from customer.account_session where customer_id in ('" + into + "', '" + from
                        + "')"))
                .isEmpty();

        KIT.ok(KIT.undo(merge));
        assertThat(credentials(into, from)).containsExactly(from + " secret");
        assertThat(KIT.get("/customers/" + into).get("account").asBoolean()).isFalse();
    }

    private static List<String> credentials(String... customers) {
        return KIT.query(
                "select customer_id || ' ' || password from customer.account_credential where customer_id in ('"
                        + String.join("', '", customers) + "') order by 1");
    }

    @Test
    void whatWasWrittenSinceStaysTheSurvivors() {
        String into = ada(",\"tags\":[\"a\"]");
        String from = guest(",\"tags\":[\"b\"]");
        KIT.order("W" + n, "a", "{\"id\":\"" + from + "\"}", "");
        String merge = KIT.merged(into, from);
        KIT.ok(KIT.rest().send("PATCH", "/customers/" + into, "{\"lastName\":\"King\"}", "If-Match", "*"));
        KIT.ok(KIT.rest().post("/customers/" + into + "/tags", "{\"tag\":\"c\"}"));
        KIT.ok(KIT.rest().post("/customers/" + into + "/notes", "{\"text\":\"New\"}"));
        KIT.order("X" + n, "a", "{\"email\":\"guest" + n + "@example.com\"}", "");

        KIT.ok(KIT.undo(merge));

        JsonNode survivor = KIT.get("/customers/" + into);
        assertThat(survivor.get("lastName").asText()).isEqualTo("King");
        assertThat(survivor.get("tags").toString()).isEqualTo("[\"a\",\"c\"]");
        assertThat(survivor.get("orders").asInt()).isEqualTo(1);
        assertThat(survivor.get("sellerAccounts").toString()).isEqualTo("[\"a\"]");
        assertThat(KIT.get("/customers/" + into + "/notes").get("items")).hasSize(1);
        assertThat(KIT.get("/customers/" + from).get("orders").asInt()).isEqualTo(1);
        assertThat(KIT.get("/customers/" + from).get("lastName").asText()).isEqualTo("Lovelace");
        assertThat(KIT.query("select type from customer.event where type = 'customer.unmerged' and customer_id = '"
                        + into + "'"))
                .hasSize(1);
    }

    @Test
    void anUndoIsRefusedWhenItCannotBeExact() {
        String into = ada("");
        String from = guest("");
        String other = KIT.customer("{\"firstName\":\"O\",\"account\":false}");
        String merge = KIT.merged(into, from);
        String later = KIT.merged(into, other);
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 later-merge");
        KIT.ok(KIT.undo(later));
        String on = KIT.merged(other, into);
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 merged-on");
        KIT.ok(KIT.undo(on));
        KIT.ok(KIT.undo(merge));
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 already-undone");
        assertThat(KIT.undo(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
    }

    @Test
    void anAddressThatSomebodyElseRegisteredMeanwhileIsTaken() {
        String into = guest("");
        String account = KIT.customer("{\"account\":true,\"email\":\"taken" + n + "@example.com\"}");
        String survivor = ada("");
        String merge = KIT.merged(survivor, account, into);
        KIT.customer("{\"account\":true,\"email\":\"taken" + n + "@example.com\"}");
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 email-taken");
        assertThat(KIT.rest().get("/customers/" + account).statusCode()).isEqualTo(308);
    }

    @Test
    void afterThirtyDaysThereIsNothingToUndoAndNothingKept() {
        String into = ada("");
        String from = guest("");
        String merge = KIT.merged(into, from);
        KIT.shop().sql("update customer.merge set merged_at = now() - interval '31 days' where id = '" + merge + "'");
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 undo-expired");

        KIT.expiry().run();

        assertThat(KIT.query("select position from customer.merge_entry where merge_id = '" + merge + "'"))
                .isEmpty();
        assertThat(KIT.get("/merges/" + merge).get("state").asText()).isEqualTo("expired");
        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 undo-expired");
        assertThat(KIT.rest().get("/customers/" + from).statusCode()).isEqualTo(308);
    }

    @Test
    void erasingTheSurvivorErasesWhatTheLedgerHoldsOfTheMerged() {
        String canary = "Quizzlewick" + n;
        String into = ada("");
        String from = guest(",\"company\":\"" + canary + "\"");
        KIT.order(
                "E" + n,
                "default",
                "{\"id\":\"" + from + "\"}",
                ",\"attribution\":{\"campaign\":\"for " + canary + "\"}");
        String merge = KIT.merged(into, from);
        String reference = KIT.get("/customers/" + into).get("reference").asText();

        KIT.ok(KIT.rest()
                .send("DELETE", "/customers/" + into + "?mode=erase&confirm=" + reference, null, "If-Match", "*"));

        assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 erased");
        List<String> left = new ArrayList<>();
        for (String table : KIT.query("select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                + " from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('customer')")) {
            KIT.query("select t::text from " + table + " t").stream()
                    .filter(row ->
                            row.contains(canary) || row.contains("guest" + n + "@") || row.contains("ada" + n + "@"))
                    .forEach(row -> left.add(table + " " + row));
        }
        assertThat(left).isEmpty();
        assertThat(KIT.rest().get("/customers/" + from).statusCode()).isEqualTo(308);
    }

    @Test
    void aPurgeOfTheSurvivorForgetsTheMerge() {
        String into = ada("");
        String from = guest("");
        String merge = KIT.merged(into, from);
        String reference = KIT.get("/customers/" + into).get("reference").asText();
        KIT.ok(KIT.rest()
                .send("DELETE", "/customers/" + into + "?mode=purge&confirm=" + reference, null, "If-Match", "*"));
        assertThat(KIT.undo(merge).statusCode()).isEqualTo(404);
        assertThat(KIT.rest().get("/customers/" + from).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyWhoeverSeesACustomerWhollyMergesIt() {
        String own = ada(",\"sellerAccounts\":[\"a\"]");
        String shared = guest(",\"sellerAccounts\":[\"a\",\"b\"]");
        assertThat(KIT.rest()
                        .post("/customers/" + own + "/merges", MergeKit.body(shared), SELLER)
                        .statusCode())
                .isEqualTo(404);
        assertThat(KIT.rest()
                        .post("/customers/" + shared + "/merges", MergeKit.body(own), SELLER)
                        .statusCode())
                .isEqualTo(404);
        String merge = KIT.merged(own, shared);
        assertThat(KIT.rest().post("/merges/" + merge + "/undo", "{}", SELLER).statusCode())
                .isEqualTo(404);
        assertThat(KIT.rest().get("/merges/" + merge, SELLER).statusCode()).isEqualTo(404);
        assertThat(MergeKit.json(KIT.rest().get("/customers/" + own + "/merges", SELLER))
                        .get("items"))
                .isEmpty();
        assertThat(KIT.rest()
                        .post("/customers/" + own + "/merges", MergeKit.body(own), "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/from required",
                "{\"from\":[]}|/from length",
                "{\"from\":[\"INTO\"]}|/from/0 same",
                "{\"from\":[\"FROM\",\"FROM\"]}|/from/1 same",
                "{\"from\":[\"FROM\"],\"choose\":{\"nonsense\":\"FROM\"}}|/choose/nonsense field",
                "{\"from\":[\"FROM\"],\"choose\":{\"phone\":\"00000000-0000-0000-0000-000000000000\"}}|/choose/phone customer"
            })
    void badMergesAreRefused(String body, String error) {
        String into = ada("");
        String from = guest("");
        HttpResponse<String> refused = KIT.rest()
                .post(
                        "/customers/" + into + "/merges",
                        body.replace("INTO", into).replace("FROM", from));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        JsonNode first = MergeKit.json(refused).at("/errors/0");
        assertThat(first.get("pointer").asText() + " " + first.get("code").asText())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "null",
                "{\"from\":[null]}",
                "{\"from\":\"x\"}",
                "{\"from\":[\"x\"]}",
                "{\"from\":[],\"choose\":[]}"
            })
    void nonsenseIsRefused(String body) {
        HttpResponse<String> refused = KIT.rest().post("/customers/" + ada("") + "/merges", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    }

    @Test
    void whoIsErasedOrMergedAlreadyCannotBeMerged() {
        String into = ada("");
        String from = guest("");
        KIT.merged(into, from);
        assertThat(MergeKit.code(KIT.merge(into, from))).isEqualTo("409 already-merged");
        assertThat(KIT.merge(into, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        String erased = KIT.customer("{\"firstName\":\"E\",\"account\":false}");
        KIT.ok(KIT.rest()
                .send(
                        "DELETE",
                        "/customers/" + erased + "?mode=erase&confirm="
                                + KIT.get("/customers/" + erased)
                                        .get("reference")
                                        .asText(),
                        null,
                        "If-Match",
                        "*"));
        assertThat(MergeKit.code(KIT.merge(into, erased))).isEqualTo("409 erased");
    }

    @Test
    void ofTwoMergesAtTheSameTimeOneWins() {
        for (int round = 0; round < 8; round++) {
            String one = KIT.customer("{\"firstName\":\"One\",\"account\":false}");
            String other = KIT.customer("{\"firstName\":\"Other\",\"account\":false}");
            CompletableFuture<HttpResponse<String>> forth = CompletableFuture.supplyAsync(() -> KIT.merge(one, other));
            CompletableFuture<HttpResponse<String>> back = CompletableFuture.supplyAsync(() -> KIT.merge(other, one));
            assertThat(List.of(forth.join().statusCode(), back.join().statusCode()))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void ofTwoUndosAtTheSameTimeOneWins() {
        String merge = KIT.merged(ada(""), guest(""));
        List<CompletableFuture<Integer>> undos = List.of(
                CompletableFuture.supplyAsync(() -> KIT.undo(merge).statusCode()),
                CompletableFuture.supplyAsync(() -> KIT.undo(merge).statusCode()));
        assertThat(undos.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void anUndoAndALaterMergeAtTheSameTimeAreInOrder() {
        for (int round = 0; round < 6; round++) {
            String into = KIT.customer("{\"firstName\":\"S\",\"account\":false}");
            String merge = KIT.merged(into, KIT.customer("{\"firstName\":\"F\",\"account\":false}"));
            String other = KIT.customer("{\"firstName\":\"O\",\"account\":false}");
            CompletableFuture<HttpResponse<String>> later = CompletableFuture.supplyAsync(() -> KIT.merge(into, other));
            String undone = MergeKit.code(KIT.undo(merge));
            String second = KIT.id(later.join());
            assertThat(undone).isIn("200 ", "409 later-merge");
            KIT.ok(KIT.undo(second));
            assertThat(KIT.undo(merge).statusCode()).isEqualTo(undone.startsWith("200") ? 409 : 200);
        }
    }

    @Test
    void ordersThatComeInWhileMergingBelongToTheSurvivorOrComeBack() {
        String into = ada("");
        String from = guest("");
        List<CompletableFuture<Integer>> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String number = "R" + n + "-" + i;
            orders.add(CompletableFuture.supplyAsync(() -> KIT.rest()
                    .send("PUT", "/orders/" + number, MergeKit.order("default", "{\"id\":\"" + from + "\"}", ""))
                    .statusCode()));
        }
        KIT.merged(into, from);
        long taken = orders.stream()
                .map(CompletableFuture::join)
                .filter(status -> status < 300)
                .count();
        assertThat(KIT.get("/customers/" + into).get("orders").asLong()).isEqualTo(taken);
    }

    @Test
    void aBundleThatThrowsStopsTheMergeAndOneThatNotesTakesBackItself() {
        String into = ada("");
        String from = guest("");
        List<CustomerData> usual = KIT.merges().data;
        List<String> taken = new ArrayList<>();
        CustomerData noting = new CustomerData() {
            @Override
            public void merge(MergeLedger ledger) {
                ledger.note("points", "7");
            }

            @Override
            public void unmerge(MergeLedger ledger) {
                taken.addAll(ledger.noted("points"));
            }
        };
        CustomerData broken = new CustomerData() {
            @Override
            public void merge(MergeLedger ledger) {
                throw new IllegalStateException("no");
            }
        };
        try {
            KIT.merges().data = java.util.stream.Stream.concat(usual.stream(), java.util.stream.Stream.of(broken))
                    .toList();
            assertThat(MergeKit.code(KIT.merge(into, from))).isEqualTo("409 merge-refused");
            assertThat(KIT.rest().get("/customers/" + from).statusCode()).isEqualTo(200);
            KIT.merges().data = java.util.stream.Stream.concat(usual.stream(), java.util.stream.Stream.of(noting))
                    .toList();
            String merge = KIT.merged(into, from);
            KIT.merges().data = usual;
            assertThat(MergeKit.code(KIT.undo(merge))).isEqualTo("409 undo-refused");
            KIT.merges().data = java.util.stream.Stream.concat(usual.stream(), java.util.stream.Stream.of(noting))
                    .toList();
            KIT.ok(KIT.undo(merge));
            assertThat(taken).containsExactly("7");
        } finally {
            KIT.merges().data = usual;
        }
    }

    @Test
    void aTableThatIsNoNameIsRefused() {
        KIT.shop().transactions().<Boolean>sql(connection -> {
            MergeLedger ledger = JdbcMergeLedger.unrecorded(connection, UUID.randomUUID(), UUID.randomUUID());
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> ledger.move("customer.note; drop table x", "customer_id"));
            return true;
        });
    }
}
