package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.search.internal.SearchedShop.ids;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order customers are listed, and that pages and cursors agree about it. */
final class CustomerOrderIT {
    private static final Shop SHOP = SearchedShop.open();

    /** Of two figures an index has only those customers whom the views are about that sort by them. */
    private static final Map<String, String> OF_VIEWS =
            Map.of("returnedUnits", " and s.returned_units > 0", "discountReceived", " and s.promo_codes <> '{}'");

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdAt",
                "-createdAt",
                "lastName",
                "-lastName",
                "totalSpent",
                "-totalSpent",
                "orders",
                "-orders",
                "lastOrderAt",
                "-lastOrderAt",
                "firstOrderAt",
                "email",
                "-name",
                "-totalSpent,lastName",
                "orders,-lastName",
                "country,city,-age",
                "city,-country",
                "-status",
                "-units,email",
                "averageOrderValue",
                "reference",
                "-registeredAt"
            })
    void aCursorVisitsEveryCustomerOnceInTheOrderOfThePages(String sort) {
        CustomerQuery query = CustomerQuery.all().sortedBy(sort).fields("id");
        List<Object> byNumber = new ArrayList<>();
        for (int page = 1; page <= 12; page++) {
            byNumber.addAll(ids(page(query, Page.Request.page(page, 25))));
        }
        List<Object> byCursor = new ArrayList<>();
        Page<CustomerRow> page = page(query, Page.Request.page(1, 25));
        byCursor.addAll(ids(page));
        Optional<String> last = Optional.empty();
        while (page.next().isPresent()) {
            page = page(query, Page.Request.after(page.next().get(), 25));
            last = page.prev();
            byCursor.addAll(ids(page));
        }

        assertThat(byNumber).hasSize(SearchedShop.CUSTOMERS).doesNotHaveDuplicates();
        assertThat(byCursor).isEqualTo(byNumber);
        Page<CustomerRow> back =
                page(query, new Page.Request(1, 25, Optional.empty(), Optional.of(last.orElseThrow())));
        assertThat(ids(back)).isEqualTo(byNumber.subList(250, 275));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-createdAt", "lastName", "-totalSpent", "-city", "units"})
    void farPagesAreTheSameRows(String sort) {
        CustomerQuery query = CustomerQuery.all().sortedBy(sort).fields("id");
        List<Object> all = new ArrayList<>();
        as(admin(), () -> {
            SHOP.search().forEach(query, row -> all.add(row.get("id")));
            return true;
        });

        assertThat(ids(page(query, Page.Request.page(24, 10)))).isEqualTo(all.subList(230, 240));
        assertThat(ids(page(query, Page.Request.page(30, 10)))).isEqualTo(all.subList(290, 300));
        assertThat(page(query, Page.Request.page(31, 10)).items()).isEmpty();
    }

    @Test
    void whatSaysThatItHasAnIndexHasOne() {
        List<Attribute> indexed = as(admin(), () -> SHOP.attributes().visible()).stream()
                .filter(attribute -> Sources.isOfCustomers(attribute)
                        && attribute.source().sortExpression().isPresent())
                .toList();
        assertThat(indexed).extracting(Attribute::name).contains("email", "registeredAt", "country", "createdAt");
        for (Attribute attribute : indexed) {
            String expression = attribute.source().sortExpression().orElseThrow();
            String sorted = Sources.isOfCustomer(attribute)
                    ? "customer.customer c where true order by " + expression.replace("{}", "c") + ", c.id"
                    : "customer.customer_summary s where s.seller_account = '*'"
                            + OF_VIEWS.getOrDefault(attribute.name(), "") + " order by "
                            + expression.replace("{}", "s") + ", s.customer_id";
            // Within equal references, of which there is one each, ids may be sorted.
            assertThat(plan("explain select 1 from " + sorted + " limit 1").replace("Incremental Sort", ""))
                    .as(attribute.name())
                    .doesNotContain(" Sort  ", "Seq Scan");
        }
    }

    private static String plan(String sql) {
        return SHOP.transactions().sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
                statement.execute("set local enable_bitmapscan = off");
                StringBuilder plan = new StringBuilder();
                try (var line = statement.executeQuery(sql)) {
                    while (line.next()) {
                        plan.append(line.getString(1)).append('\n');
                    }
                }
                return plan.toString();
            }
        });
    }

    private static Page<CustomerRow> page(CustomerQuery query, Page.Request request) {
        return as(admin(), () -> SHOP.search().page(query, request));
    }

    private static Caller admin() {
        return Caller.system("test");
    }

    private static <T> T as(Caller caller, Supplier<T> work) {
        return SHOP.access().call(caller, work);
    }
}
