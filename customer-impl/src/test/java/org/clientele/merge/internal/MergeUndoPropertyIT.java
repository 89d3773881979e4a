package org.clientele.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever customers have, an undo gives it back to them exactly. */
class MergeUndoPropertyIT {
    private static final MergeKit KIT = MergeKit.open();

    /** Every row that tells of customers, but for versions that only grow and times at which something was counted. */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    private static int next;

    static {
        TABLES.put("customer", "to_jsonb(t) - 'version'");
        for (String table : List.of(
                "customer_summary",
                "address",
                "external_id",
                "orders",
                "refund",
                "note",
                "company_member",
                "outbox_mail",
                "account_credential",
                "duplicate_dismissal",
                "merged",
                "merge_entry")) {
            TABLES.put(table, "to_jsonb(t)");
        }
        TABLES.put("segment", "to_jsonb(t) - 'counted_at'");
        TABLES.put("segment_member", "to_jsonb(t)");
    }

    @AfterContainer
    static void close() {
        KIT.close();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void anUndoGivesEverythingBack(@ForAll long seed) {
        Random random = new Random(seed);
        KIT.shop()
                .sql(
                        "delete from customer.orders",
                        "delete from customer.segment",
                        "delete from customer.customer",
                        "delete from customer.merge");
        List<String> ids = customers(random);
        List<String> from = ids.subList(1, ids.size());
        Map<String, List<String>> rows = rows();
        Map<String, JsonNode> exports = exports(ids);
        assertStatisticsAreExact();

        List<String> merges = new ArrayList<>();
        if (random.nextBoolean()) {
            merges.add(KIT.merged(ids.get(0), from.toArray(String[]::new)));
        } else {
            from.forEach(one -> merges.add(0, KIT.merged(ids.get(0), one)));
        }

        from.forEach(one ->
                assertThat(KIT.rest().get("/customers/" + one).statusCode()).isEqualTo(308));
        assertThat(KIT.query("select count(*)::text from customer.orders where customer_id <> '" + ids.get(0) + "'"))
                .containsExactly("0");
        assertStatisticsAreExact();
        merges.forEach(merge -> assertThat(KIT.undo(merge).statusCode()).isEqualTo(200));

        assertThat(exports(ids)).isEqualTo(exports);
        rows().forEach((table, now) ->
                assertThat(now).as(table).containsExactlyElementsOf(rows.getOrDefault(table, List.of())));
        assertStatisticsAreExact();
    }

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        TABLES.forEach((table, columns) -> rows.put(
                table,
                KIT.query("select row::text from (select " + columns + " from customer." + table
                        + " t) r (row) order by 1")));
        return rows;
    }

    /** The rebuild of the statistics and the recount of the counters find nothing to do. */
    private static void assertStatisticsAreExact() {
        String summaries = "select to_jsonb(t)::text from customer.customer_summary t order by 1";
        String counts = "select concat_ws(' ', seller_account, bucket, sum(n)) from customer.customer_count"
                + " group by seller_account, bucket having sum(n) <> 0 order by 1";
        List<String> summed = KIT.query(summaries);
        List<String> counted = KIT.query(counts);
        KIT.shop()
                .sql(
                        "select customer.refresh_summaries(array(select id from customer.customer))",
                        "select customer.recount()");
        assertThat(KIT.query(summaries)).isEqualTo(summed);
        assertThat(KIT.query(counts)).isEqualTo(counted);
    }

    /** What the API tells of them, without the entries of the merges themselves. */
    private static Map<String, JsonNode> exports(List<String> ids) {
        Map<String, JsonNode> exports = new LinkedHashMap<>();
        for (String id : ids) {
            for (String part :
                    List.of("", "/addresses", "/notes", "/orders", "/groups", "/tags", "/timeline?limit=100")) {
                JsonNode json = KIT.get("/customers/" + id + part);
                if (part.isEmpty()) {
                    ((ObjectNode) json).remove("version");
                }
                if (part.startsWith("/timeline")) {
                    json.get("items")
                            .forEach(item -> assertThat(item.has("kind")).isTrue());
                    json = withoutMerges(json);
                }
                exports.put(id + part, json);
            }
        }
        for (String number : KIT.query("select seller_account || ' ' || number from customer.orders order by 1")) {
            String[] order = number.split(" ", 2);
            for (String part : List.of("", "/pnl")) {
                exports.put(number + part, KIT.get("/orders/" + order[1] + part + "?sellerAccount=" + order[0]));
            }
        }
        return exports;
    }

    private static JsonNode withoutMerges(JsonNode timeline) {
        List<JsonNode> items = new ArrayList<>();
        timeline.get("items").forEach(item -> {
            if (!item.get("kind").asText().startsWith("merge")) {
                items.add(item);
            }
        });
        return org.clientele.rest.Json.mapper().valueToTree(items);
    }

    private static List<String> customers(Random random) {
        List<String> ids = new ArrayList<>();
        String segments = segment();
        int many = 2 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            ids.add(customer(random));
        }
        for (String id : ids) {
            history(random, id, segments);
        }
        if (random.nextBoolean()) {
            KIT.ok(KIT.rest()
                    .post("/duplicates/dismissals", "{\"ids\":[\"" + ids.get(1) + "\",\"" + customer(random) + "\"]}"));
        }
        return ids;
    }

    private static String segment() {
        String id = UUID.randomUUID().toString();
        KIT.shop()
                .sql("insert into customer.segment (id, name, kind, seller_accounts, evaluated_at) values ('" + id
                        + "', 'S', 'static', '{}', now())");
        return id;
    }

    private static String customer(Random random) {
        int n = ++next;
        ObjectNode customer = org.clientele.rest.Json.mapper().createObjectNode();
        boolean account = random.nextBoolean();
        customer.put("account", account);
        if (account || random.nextBoolean()) {
            customer.put("email", account || random.nextBoolean() ? "c" + n + "@example.com" : "same@example.com");
        }
        maybe(random, customer, "firstName", "Ada", "Ädä", "O'Neil");
        maybe(random, customer, "lastName", "Lovelace", "L\u00f8v\\\"");
        maybe(random, customer, "phone", "+493012345" + random.nextInt(10));
        maybe(random, customer, "company", "Engines & Co");
        maybe(random, customer, "dateOfBirth", "1815-12-10");
        maybe(random, customer, "locale", "de-DE", "en-GB");
        if (random.nextBoolean()) {
            customer.put("newsletter", true);
        }
        if (random.nextBoolean()) {
            customer.putArray("tags").add("t" + random.nextInt(3)).add("u");
        }
        if (random.nextBoolean()) {
            customer.putArray("sellerAccounts").add(List.of("a", "b").get(random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            customer.putArray("externalIds").addObject().put("system", "erp").put("id", "E" + n);
        }
        return KIT.customer(customer.toString());
    }

    private static void maybe(Random random, ObjectNode customer, String field, String... values) {
        if (random.nextInt(3) > 0) {
            customer.put(field, values[random.nextInt(values.length)]);
        }
    }

    private static void history(Random random, String id, String segment) {
        for (int i = random.nextInt(3); i > 0; i--) {
            KIT.ok(KIT.rest()
                    .post(
                            "/customers/" + id + "/addresses",
                            "{\"line1\":\"" + random.nextInt(9) + " High Street\",\"city\":\"York\","
                                    + List.of(
                                                    "\"postalCode\":\"YO1 7HH\",\"country\":\"GB\"}",
                                                    "\"postalCode\":\"75001\",\"country\":\"FR\"}")
                                            .get(random.nextInt(2))));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String status =
                    List.of("completed", "cancelled", "pending", "returned").get(random.nextInt(4));
            String currency = List.of("EUR", "USD").get(random.nextInt(2));
            KIT.ok(KIT.rest()
                    .send(
                            "PUT",
                            "/orders/N-" + ++next,
                            MergeKit.order(
                                            List.of("a", "b", "default").get(random.nextInt(3)),
                                            "{\"id\":\"" + id + "\"}",
                                            ",\"promoCodes\":[{\"code\":\"P" + random.nextInt(3)
                                                    + "\",\"discount\":1}]")
                                    .replace("\"completed\"", "\"" + status + "\"")
                                    .replace("\"EUR\"", "\"" + currency + "\"")));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            KIT.ok(KIT.rest().post("/customers/" + id + "/notes", "{\"text\":\"Note " + ++next + "\"}"));
        }
        if (random.nextBoolean()) {
            KIT.shop()
                    .sql(
                            "update customer.customer set custom_fields = '{\"size\":" + random.nextInt(3) + ",\"f"
                                    + random.nextInt(3) + "\":\"x\"}', groups = '{vip}' where id = '" + id + "'",
                            "insert into customer.account_credential (customer_id, password) values ('" + id + "', 'p"
                                    + random.nextInt() + "')",
                            "insert into customer.outbox_mail (id, customer_id, template, locale, recipient, subject, text_body)"
                                    + " values ('" + UUID.randomUUID() + "', '" + id
                                    + "', 't', 'en', 'a@b', 's', 't')");
        }
        if (random.nextBoolean()) {
            String company = UUID.randomUUID().toString();
            KIT.shop()
                    .sql(
                            "insert into customer.company (id, name, seller_accounts) values ('" + company
                                    + "', 'C', '{}')",
                            "insert into customer.company_member values ('" + id + "', '" + company + "', 'buyer')");
        }
        if (random.nextBoolean()) {
            KIT.shop()
                    .sql(
                            "insert into customer.segment_member values ('" + segment + "', '" + id + "')",
                            "update customer.segment set members = members + 1 where id = '" + segment + "'");
        }
    }
}
