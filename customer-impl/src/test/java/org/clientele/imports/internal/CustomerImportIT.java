package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.clientele.Page;
import org.clientele.operation.Operation;
import org.clientele.operation.internal.Workshop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerImportIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Workshop.Node NODE = WORKSHOP.node(ImportKit.handlers(WORKSHOP));
    private static final String JO =
            "{\"externalIds\":[{\"system\":\"crm\",\"id\":\"1\"}],\"email\":\"Jo@Example.com\",\"firstName\":\"Jo\","
                    + "\"tags\":[\"vip\"],\"sellerAccounts\":[\"north\"],"
                    + "\"addresses\":[{\"line1\":\"1 High Street\",\"city\":\"York\",\"country\":\"GB\"}]%s}\n";

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.customer cascade");
    }

    private static Operation run(String lines) {
        return ImportKit.run(WORKSHOP, NODE, CustomerImport.KIND, Map.of(), ImportKit.utf8(lines));
    }

    @Test
    void newCustomersHaveEverythingThatWasTold() {
        assertThat(run(JO.formatted("")).result()).containsEntry("created", 1).containsEntry("customersCreated", 1);
        assertThat(WORKSHOP.query("select email, first_name, account, tags, city, country, external_ids, external_refs,"
                        + " registered_at is not null, default_billing_address_id is not null from customer.customer"))
                .containsExactly("jo@example.com|Jo|t|{vip}|York|GB|[{\"system\":\"crm\",\"id\":\"1\"}]|1|t|t");
        assertThat(WORKSHOP.query("select seller_account, seller_accounts from customer.customer_summary order by 1"))
                .containsExactly("*|{north}", "north|{north}");
    }

    @Test
    void theSameAgainChangesNothing() {
        run(JO.formatted(""));
        String rows = "select xmin::text, version from customer.customer";
        assertThat(WORKSHOP.query(rows)).hasSize(1);
        var before = WORKSHOP.query(rows);
        assertThat(run(JO.formatted("")).result()).containsEntry("unchanged", 1);
        assertThat(WORKSHOP.query(rows)).isEqualTo(before);
    }

    @Test
    void whatALineLeavesOutStays() {
        run(JO.formatted(",\"lastName\":\"Doe\",\"newsletter\":true"));
        Operation done = run("{\"externalIds\":[{\"system\":\"crm\",\"id\":\"1\"}],\"firstName\":\"Joanna\","
                + "\"tags\":[\"new\"]}\n");
        assertThat(done.result()).containsEntry("updated", 1);
        assertThat(WORKSHOP.query("select first_name, last_name, newsletter, tags, version from customer.customer"))
                .containsExactly("Joanna|Doe|t|{new,vip}|1");
    }

    @Test
    void anAccountIsFoundByItsEmail() {
        run("{\"email\":\"a@example.com\"}\n");
        assertThat(run("{\"email\":\"A@example.com\",\"firstName\":\"A\"}\n").result())
                .containsEntry("updated", 1);
    }

    @Test
    void aGroupThatNobodyKnowsIsMade() {
        Operation done = run("{\"email\":\"g@example.com\",\"groups\":[\"gold\",\"silver\"]}\n");
        assertThat(done.result()).containsEntry("created", 1);
        run("{\"email\":\"g@example.com\",\"groups\":[\"gold\",\"bronze\"]}\n");
        assertThat(WORKSHOP.query("select groups from customer.customer")).containsExactly("{bronze,gold,silver}");
        assertThat(WORKSHOP.query("select code, name, kind from customer.customer_group order by code"))
                .containsExactly("bronze|bronze|other", "gold|gold|other", "silver|silver|other");
    }

    @Test
    void aPhoneThatMakesNoSenseIsLeftOutOfItsLine() {
        Operation done = run(
                "{\"email\":\"p@example.com\",\"phone\":\"call me\",\"addresses\":[{\"city\":\"York\",\"phone\":\"1\"}]}\n"
                        + "{\"email\":\"q@example.com\",\"phone\":\"030 123456\",\"phoneCountry\":\"DE\"}\n"
                        + "{\"email\":\"r@example.com\",\"phone\":\"020 7946 0958\",\"addresses\":[{\"city\":\"York\",\"country\":\"GB\"}]}\n");
        assertThat(done.result()).containsEntry("created", 3).containsEntry("failed", 0);
        assertThat(WORKSHOP.query("select phone from customer.customer order by email"))
                .containsExactly("null", "+4930123456", "+442079460958");
        assertThat(WORKSHOP.asAdmin(() -> NODE.operations().errors(done.id(), Page.Request.page(1, 10)))
                        .items())
                .extracting(Operation.ItemError::item, Operation.ItemError::pointer, Operation.ItemError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", "/phone", "phone"),
                        org.assertj.core.groups.Tuple.tuple("1", "/addresses/0/phone", "phone"));
    }

    @Test
    void whatIsTakenOrWrongIsRefused() {
        run(JO.formatted(""));
        Operation done = run("{\"externalIds\":[{\"system\":\"crm\",\"id\":\"2\"}],\"email\":\"jo@example.com\"}\n"
                + "{\"externalIds\":[{\"system\":\"crm\",\"id\":\"3\"},{\"system\":\"crm\",\"id\":\"1\"}]}\n"
                + "{\"firstName\":\"Nobody\"}\n"
                + "{\"email\":\"b@example.com\",\"phone\":\"123\"}\n"
                + "{\"externalIds\":[{\"system\":\"crm\",\"id\":\"1\"}],\"email\":\"other@example.com\"}\n"
                + "{\"email\":\"c@example.com\",\"version\":1}\n");
        assertThat(done.result()).containsEntry("failed", 5).containsEntry("created", 1);
        assertThat(WORKSHOP.asAdmin(() -> NODE.operations().errors(done.id(), Page.Request.page(1, 10)))
                        .items())
                .extracting(Operation.ItemError::code)
                .containsExactly(
                        "email-taken", "external-id-taken", "required", "phone", "email-read-only", "unknown-member");
    }
}
