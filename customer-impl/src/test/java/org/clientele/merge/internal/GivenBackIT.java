package org.clientele.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an undo gives back of what a merge set aside: all but what referred to somebody or something that is gone by now. */
final class GivenBackIT {
    private static final MergeKit KIT = MergeKit.open();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static String guest(String name) {
        return KIT.customer("{\"account\":false,\"firstName\":\"" + name + "\"}");
    }

    @Test
    void aDismissedPairOfSomebodyWhoWasPurgedSinceDoesNotStopTheUndo() {
        String into = guest("Ada");
        String from = guest("Adah");
        String gone = guest("Adam");
        String stays = guest("Adan");
        dismiss(from, gone);
        dismiss(from, stays);
        String merge = KIT.merged(into, from);
        KIT.ok(KIT.rest()
                .send(
                        "DELETE",
                        "/customers/" + gone + "?mode=purge&confirm="
                                + KIT.get("/customers/" + gone).get("reference").asText(),
                        null,
                        "If-Match",
                        "*"));

        KIT.ok(KIT.undo(merge));

        assertThat(KIT.get("/customers/" + from).get("firstName").asText()).isEqualTo("Adah");
        assertThat(KIT.query("select case '" + from + "' when first_id::text then second_id else first_id end"
                        + " from customer.duplicate_dismissal where '" + from
                        + "' in (first_id::text, second_id::text)"))
                .containsExactly(stays);
    }

    @Test
    void aMembershipInACompanyThatWasDeletedSinceDoesNotStopTheUndo() {
        String into = guest("Bob");
        String from = guest("Bobby");
        String kept = company();
        String gone = company();
        member(into, kept);
        member(from, gone);
        String merge = KIT.merged(into, from);
        KIT.shop().sql("delete from customer.company where id = '" + gone + "'");

        KIT.ok(KIT.undo(merge));

        assertThat(KIT.query("select customer_id from customer.company_member where company_id = '" + kept + "'"))
                .containsExactly(into);
        assertThat(KIT.get("/customers/" + from).get("firstName").asText()).isEqualTo("Bobby");
    }

    @Test
    void columnsOfAPluginMayBeCalledLikeThoseOfTheLedger() {
        KIT.shop()
                .sql(
                        "create table customer.badge (customer_id uuid primary key references customer.customer on delete cascade,"
                                + " name text, kind text, position int, content text)");
        List<CustomerData> usual = KIT.merges().data;
        CustomerData badges = new CustomerData() {
            @Override
            public void merge(MergeLedger ledger) {
                ledger.setAside("customer.badge", "customer_id");
            }
        };
        try {
            KIT.merges().data = Stream.concat(usual.stream(), Stream.of(badges)).toList();
            String into = guest("Cleo");
            String from = guest("Clea");
            KIT.shop().sql("insert into customer.badge values ('" + from + "', 'Gold', 'metal', 7, 'shines')");
            String merge = KIT.merged(into, from);
            assertThat(KIT.query("select * from customer.badge")).isEmpty();

            KIT.ok(KIT.undo(merge));

            assertThat(KIT.query(
                            "select concat_ws(' ', customer_id, name, kind, position, content) from customer.badge"))
                    .containsExactly(from + " Gold metal 7 shines");
        } finally {
            KIT.merges().data = usual;
            KIT.shop().sql("drop table customer.badge");
        }
    }

    private static void dismiss(String one, String other) {
        KIT.shop()
                .sql(
                        "insert into customer.duplicate_dismissal (id, first_id, second_id, dismissed_by, dismissed_by_name)"
                                + " select gen_random_uuid(), least(a, b), greatest(a, b), 'test', 'Test' from (values ('"
                                + one
                                + "'::uuid, '" + other + "'::uuid)) pair (a, b)");
    }

    private static String company() {
        String id = UUID.randomUUID().toString();
        KIT.shop()
                .sql("insert into customer.company (id, name, seller_accounts) values ('" + id + "', 'Company " + id
                        + "', '{}')");
        return id;
    }

    private static void member(String customer, String company) {
        KIT.shop()
                .sql("insert into customer.company_member (customer_id, company_id, role) values ('" + customer + "', '"
                        + company + "', 'buyer')");
    }
}
