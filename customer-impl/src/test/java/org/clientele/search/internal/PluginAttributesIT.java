package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sorts and filters by a table that knows some customers only: 120 of 300 have a row, with points below, at and above those of who
 * has none, and several with the same.
 */
final class PluginAttributesIT {
    private static final Shop SHOP = Shop.open();

    @BeforeAll
    static void fill() {
        SHOP.sql(
                """
                insert into customer.customer (id, email, last_name, account, status, newsletter, country, tags, created_at)
                select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'p' || i || '@example.com', 'N' || i % 7,
                    true, 'active', false, 'FR', array[]::text[], now() - i * interval '1 hour'
                from generate_series(1, 300) i""",
                "create schema points",
                "create table points.account (customer_id uuid primary key, balance bigint)",
                "create index on points.account (coalesce(balance, 0), customer_id)",
                """
                insert into points.account select id, case when n % 11 = 0 then null else (n * 7 % 40) - 4 end
                from (select id, right(id::text, 12)::integer as n from customer.customer) c where n % 5 < 2""",
                "analyze points.account",
                "create table points.note (customer_id uuid, author text, text text)",
                "insert into points.note select customer_id, 't', 'mine' from points.account limit 2",
                "insert into points.note select customer_id, 'other', 'theirs' from points.account limit 5");
        Attribute.Builder notes = Attribute.named("points.notes", Type.COMPLEX)
                .from("points", "note", "customer_id")
                .ofCaller("author")
                .parts(List.of(Attribute.named("text", Type.TEXT)
                        .filterable()
                        .expression("{}.text")
                        .build()));
        SHOP.provide(() -> List.of(
                Attribute.named("points.balance", Type.INTEGER)
                        .label("Balance")
                        .filterable()
                        .from("points", "account", "customer_id")
                        .expression("coalesce({}.balance, 0)")
                        .sortExpression("coalesce({}.balance, 0)")
                        .build(),
                notes.filterable().build(),
                Attribute.named("points.shown", Type.COMPLEX)
                        .from("points", "note", "customer_id")
                        .parts(List.of(Attribute.named("text", Type.TEXT)
                                .expression("{}.text")
                                .build()))
                        .build()));
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest
    @CsvSource({"-points.balance,20", "points.balance,5", "-points.balance,7", "points.balance,20"})
    void everyCustomerIsVisitedOnceInTheOrderOfTheWholeList(String sort, int size) {
        CustomerQuery query = CustomerQuery.all().sortedBy(sort).fields("id", "points.balance");
        List<Object> whole = new ArrayList<>();
        as(() -> {
            SHOP.search().forEach(query, row -> whole.add(row.get("id")));
            return true;
        });
        List<Object> byCursor = new ArrayList<>();
        Page<CustomerRow> page = page(query, Page.Request.page(1, size));
        byCursor.addAll(ids(page));
        Page<CustomerRow> before = page;
        while (page.next().isPresent()) {
            before = page;
            page = page(query, Page.Request.after(page.next().get(), size));
            byCursor.addAll(ids(page));
            Page<CustomerRow> back = page(
                    query,
                    new Page.Request(
                            1, size, Optional.empty(), Optional.of(page.prev().orElseThrow())));
            assertThat(ids(back)).isEqualTo(ids(before));
        }
        assertThat(whole).hasSize(300).doesNotHaveDuplicates();
        assertThat(byCursor).isEqualTo(whole);
        for (int number = 1; number <= 300 / size; number++) {
            Page<CustomerRow> numbered = page(query, Page.Request.page(number, size));
            assertThat(ids(numbered)).isEqualTo(whole.subList((number - 1) * size, number * size));
            assertThat(numbered.total()).isEqualTo(new Page.Total(300, true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "points.balance gt 0, coalesce(a.balance; 0) > 0",
        "points.balance le 0, coalesce(a.balance; 0) <= 0",
        "points.balance eq 0, coalesce(a.balance; 0) = 0",
        "not (points.balance gt 0), coalesce(a.balance; 0) <= 0",
        "points.balance gt 9 or lastName eq 'N1', coalesce(a.balance; 0) > 9 or c.last_name = 'N1'",
        "points.balance pr, true"
    })
    void whoHasNoRowFulfilsWhatTheExpressionSaysOfNothing(String filter, String condition) {
        Sql count = new Sql()
                .add(
                        "select count(*) from customer.customer c left join points.account a on a.customer_id = c.id where ")
                .add(condition.replace(';', ','));
        long expected = SHOP.transactions().sql(connection -> Statements.number(connection, count, false));
        CustomerQuery query = CustomerQuery.where(filter.replace('\'', '"'));
        assertThat(as(() -> SHOP.search().count(query))).isEqualTo(new Page.Total(expected, true));
    }

    @Test
    void whatNobodyWithoutARowFulfilsIsLookedForAmongTheRows() {
        assertThat(plan("points.balance gt 0")).doesNotContain("Left Join", "Right Join");
        assertThat(plan("points.balance le 0")).containsPattern("(Left|Right) Join");
    }

    @ParameterizedTest
    @CsvSource({
        "points.notes[text eq 'mine'], 2",
        "points.notes.text pr, 2",
        "points.notes pr, 2",
        "points.notes[text eq 'theirs'], 0"
    })
    void rowsOfOtherCallersAreNoAnswer(String filter, long found) {
        CustomerQuery query = CustomerQuery.where(filter.replace('\'', '"'));
        assertThat(as(() -> SHOP.search().count(query))).isEqualTo(new Page.Total(found, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"points.shown[text pr]", "points.shown.text pr", "points.shown pr"})
    void whatIsOnlyShownIsNotFiltered(String filter) {
        assertThatThrownBy(() -> as(() -> SHOP.search().count(CustomerQuery.where(filter))))
                .isInstanceOfSatisfying(Problem.Invalid.class, problem -> assertThat(
                                problem.violations().get(0).code())
                        .isEqualTo("filter-attribute"));
    }

    private static String plan(String filter) {
        Sources sources = new Sources(Optional.empty(), "");
        Sql condition = as(() -> FilterSql.of(FilterReader.read(filter), SHOP.attributes()::find, sources));
        Sql explain = new Sql()
                .add("explain select 1")
                .add(sources.from())
                .add(" and ")
                .add(condition);
        return SHOP.transactions()
                .sql(connection -> Statements.query(connection, explain, false, line -> {
                    StringBuilder plan = new StringBuilder();
                    while (line.next()) {
                        plan.append(line.getString(1)).append('\n');
                    }
                    return plan.toString();
                }));
    }

    private static Page<CustomerRow> page(CustomerQuery query, Page.Request request) {
        return as(() -> SHOP.search().page(query, request));
    }

    private static <T> T as(java.util.function.Supplier<T> work) {
        return SHOP.access().call(new Caller("t", "T", Set.of("*"), Optional.empty()), work);
    }

    private static List<Object> ids(Page<CustomerRow> page) {
        return page.items().stream().map(row -> row.get("id")).toList();
    }
}
