package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists send rows again that they sent before, but never one that is no more. */
final class KeptRowsIT {
    private static final Shop SHOP = Shop.open();
    private static final Page.Request FIRST = Page.Request.page(1, 10);

    @BeforeAll
    static void fill() {
        SHOP.sql("""
                insert into customer.customer (id, email, first_name, account)
                select uuidv7(), 'p' || i || '@example.com', 'Ana', true from generate_series(1, 5) i""");
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @BeforeEach
    void everybodyIsAna() {
        SHOP.sql("update customer.customer set first_name = 'Ana'");
    }

    @Test
    void aRowThatStayedTheSameIsNotMadeAgain() {
        List<JsonRow> before = list();

        assertThat(list()).hasSize(5).allSatisfy(row -> assertThat(before)
                .anySatisfy(same -> assertThat(row).isSameAs(same)));
    }

    @Test
    void aChangeOfTheCustomerOrOfItsSummaryShowsAtOnce() {
        for (int i = 1; i <= 3; i++) {
            list();
            SHOP.sql("update customer.customer set first_name = 'Zoë " + i + "' where email = 'p1@example.com'");
            String name = "\"Zoë " + i + "\"";
            assertThat(texts()).filteredOn(row -> row.contains(name)).hasSize(1);

            SHOP.sql("update customer.customer_summary set orders = 40 + " + i + " where seller_account = '*'");
            assertThat(texts()).hasSize(5).allMatch(row -> row.contains("\"orders\":4"));
        }
    }

    @Test
    void changesWithinOneTransactionShowInItAndAfterIt() {
        list();
        SHOP.transactions().run(em -> {
            for (int i = 1; i <= 3; i++) {
                SHOP.sql("update customer.customer set first_name = 'Step " + i + "'");
                assertThat(texts()).hasSize(5).allMatch(row -> row.contains("\"firstName\":\"Step "));
            }
        });

        assertThat(texts()).hasSize(5).allMatch(row -> row.contains("\"firstName\":\"Step 3\""));
    }

    @Test
    void whatIsTakenBackWasNeverThere() {
        List<JsonRow> before = list();
        assertThatThrownBy(() -> SHOP.transactions().run(em -> {
                    SHOP.sql("update customer.customer set first_name = 'Nobody'");
                    assertThat(texts()).allMatch(row -> row.contains("Nobody"));
                    throw new IllegalStateException("taken back");
                }))
                .hasMessage("taken back");

        assertThat(texts()).hasSize(5).noneMatch(row -> row.contains("Nobody"));
        assertThat(list()).hasSameSizeAs(before);
    }

    @Test
    void personalValuesAreOnlyForWhoMaySeeThem() {
        assertThat(texts()).allMatch(row -> row.contains("@example.com"));

        Caller reader = new Caller("key:r", "reader", Set.of("customers:read"), Optional.empty());
        assertThat(texts(reader)).hasSize(5).noneMatch(row -> row.contains("@example.com"));
    }

    private static List<String> texts() {
        return texts(Caller.system("test"));
    }

    private static List<String> texts(Caller caller) {
        return SHOP.access().call(caller, KeptRowsIT::rows).stream()
                .map(row -> new String(row.json(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<JsonRow> list() {
        return SHOP.access().call(Caller.system("test"), KeptRowsIT::rows);
    }

    private static List<JsonRow> rows() {
        return SHOP.search().pageOfJson(CustomerQuery.all(), FIRST).items();
    }
}
