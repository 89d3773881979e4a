package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clientele.search.internal.SearchedShop.ids;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerStatistics;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is found, with which columns, and how many they are. */
final class CustomerSearchIT {
    private static final Shop SHOP = SearchedShop.open();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all",
                "customers",
                "leads",
                "potential",
                "highest-value",
                "most-orders",
                "most-returned-units",
                "promo-codes",
                "with-account",
                "without-account",
                "new",
                "loyal",
                "deactivated"
            })
    void theTotalOfAViewIsWhatItLists(String view) {
        for (Caller caller : List.of(admin(), seller("a"), seller("a", "b"))) {
            CustomerQuery query = CustomerQuery.all().view(view).fields("id");
            List<Object> all = new ArrayList<>();
            as(caller, () -> {
                SHOP.search().forEach(query, row -> all.add(row.get("id")));
                return true;
            });
            Page.Total total = as(
                    caller,
                    () -> SHOP.search().page(query, Page.Request.page(1, 10)).total());

            assertThat(total).isEqualTo(new Page.Total(all.size(), true));
        }
    }

    @Test
    void viewsHoldWhatTheirNamesSay() {
        assertThat(total(CustomerQuery.all())).isEqualTo(300);
        assertThat(total(CustomerQuery.all().view("customers"))).isEqualTo(200);
        assertThat(total(CustomerQuery.all().view("leads"))).isEqualTo(100);
        assertThat(total(CustomerQuery.all().view("with-account"))).isEqualTo(240);
        assertThat(total(CustomerQuery.all().view("without-account"))).isEqualTo(40);
        assertThat(total(CustomerQuery.all().view("deactivated"))).isEqualTo(6);
        assertThat(total(CustomerQuery.all().view("new"))).isEqualTo(20);
    }

    @Test
    void aSearchFindsPartsWhateverTheirCaseAndAccents() {
        assertThat(total(CustomerQuery.all().search("elod"))).isEqualTo(75);
        assertThat(total(CustomerQuery.all().search("ZOË"))).isEqualTo(75);
        assertThat(total(CustomerQuery.all().search("ERSON17@exam"))).isEqualTo(1);
        assertThat(total(CustomerQuery.all().search("name00"))).isEqualTo(10);
        assertThat(total(CustomerQuery.all().search("+49 30 1000-017"))).isEqualTo(1);
        assertThat(total(CustomerQuery.all().search("c-0000"))).isEqualTo(99);
        assertThat(total(CustomerQuery.all().search("name000 ju"))).isLessThanOrEqualTo(1);
        assertThat(total(CustomerQuery.all().search("100%"))).isZero();
        assertThat(total(CustomerQuery.all().search("_"))).isZero();
    }

    @Test
    void filtersSelectWhatTheySay() {
        assertThat(total("country eq \"FR\"")).isEqualTo(100);
        assertThat(total("country eq \"fr\"")).isEqualTo(100);
        assertThat(total("country ne \"FR\"")).isEqualTo(200);
        assertThat(total("country eq \"FR\" and newsletter eq true")).isEqualTo(50);
        assertThat(total("city eq \"koln\" or city sw \"le\"")).isEqualTo(200);
        assertThat(total("not (city co \"ari\")")).isEqualTo(200);
        assertThat(total("tags eq \"VIP\"")).isEqualTo(30);
        assertThat(total("tags pr")).isEqualTo(30);
        assertThat(total("dateOfBirth pr")).isZero();
        assertThat(total("company eq null")).isEqualTo(300);
        assertThat(total("orders ge 1")).isEqualTo(200);
        assertThat(total("totalSpent gt 10000")).isEqualTo(total("totalSpent ge 10001"));
        assertThat(total("lifecycle eq \"lead\"")).isEqualTo(100);
        assertThat(total("lastOrderAt lt \"now-90d\"")).isEqualTo(80);
        assertThat(total("not (lastOrderAt ge \"now-90d\")")).isEqualTo(180);
        assertThat(total("createdAt gt \"2000-01-01\"")).isEqualTo(300);
        assertThat(total("addresses[city co \"Par\" and country eq \"FR\"]")).isEqualTo(100);
        assertThat(total("addresses.city co \"par\"")).isEqualTo(100);
        assertThat(total("addresses pr")).isEqualTo(300);
        assertThat(total("id eq \"00000000-0000-7000-8000-000000000007\"")).isEqualTo(1);
        assertThat(total("firstName eq \"elodie\" and account eq false and status eq \"active\""))
                .isEqualTo(12);
        assertThat(total("sellerAccounts eq \"a\"")).isEqualTo(150);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope eq 1",
                "country eq 1",
                "orders eq \"1\"",
                "orders eq 1.5",
                "newsletter eq \"true\"",
                "status eq \"gone\"",
                "createdAt gt \"yesterday\"",
                "createdAt gt \"now-1x\"",
                "orders co \"1\"",
                "newsletter gt true",
                "addresses eq \"x\"",
                "addresses[nope eq 1]",
                "country[x eq 1]",
                "id eq \"7\"",
                "version eq 1",
                "orders gt 99999999999999999999",
                "orders gt null",
                "addresses[city[x pr]]"
            })
    void whatAFilterCannotMeanIsRefused(String filter) {
        assertThatThrownBy(() -> total(filter)).isInstanceOfSatisfying(Problem.Invalid.class, problem -> {
            assertThat(problem.code()).isEqualTo("validation");
            assertThat(problem.violations().get(0).pointer()).isEqualTo("?filter");
            assertThat(problem.violations().get(0).detail()).contains("column");
        });
    }

    @Test
    void whatAQueryCannotMeanIsRefused() {
        assertThatThrownBy(() -> total(CustomerQuery.all().sortedBy("nope"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> total(CustomerQuery.all().sortedBy("addresses")))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> total(CustomerQuery.all().view("nope"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> total(CustomerQuery.all().fields("nope"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> total(CustomerQuery.all().fields("id", "id"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> total(CustomerQuery.all().search("\0"))).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> page(CustomerQuery.all(), Page.Request.after("nonsense", 25)))
                .isInstanceOf(Problem.Invalid.class);
        String cursor =
                page(CustomerQuery.all(), Page.Request.page(1, 10)).next().orElseThrow();
        assertThatThrownBy(() -> page(CustomerQuery.all().sortedBy("orders"), Page.Request.after(cursor, 25)))
                .isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void aSellerAccountSeesItsCustomersOnly() {
        Set<Object> ofA = new HashSet<>(ids(as(
                seller("a"), () -> SHOP.search().page(CustomerQuery.all().fields("id"), Page.Request.page(1, 100)))));

        assertThat(ofA).hasSize(100).allMatch(id -> ((UUID) id).getLeastSignificantBits() % 2 == 0);
        assertThat(as(seller("a"), () -> SHOP.search().count(CustomerQuery.all()))
                        .items())
                .isEqualTo(150);
        assertThat(as(seller("none"), () -> SHOP.search().count(CustomerQuery.all()))
                        .items())
                .isZero();
        assertThat(as(seller("a"), () -> SHOP.search().statistics(CustomerQuery.all()))
                        .total())
                .isEqualTo(150);
        UUID ofB = UUID.fromString("00000000-0000-7000-8000-000000000001");
        assertThat(as(seller("a"), () -> SHOP.search().find(ofB, List.of("id"))))
                .isEmpty();
        assertThat(as(seller("b"), () -> SHOP.search().find(ofB, List.of("id"))))
                .isPresent();
    }

    @Test
    void onlyTheChosenOnesAreFoundAsFarAsTheQueryFindsThem() {
        UUID even = customer(2);
        UUID odd = customer(3);
        CustomerQuery chosen = CustomerQuery.all()
                .only(List.of(even, odd, UUID.randomUUID()))
                .sortedBy("email")
                .fields("id");
        assertThat(ids(page(chosen, Page.Request.page(1, 10)))).containsExactly(even, odd);
        assertThat(total(chosen)).isEqualTo(2);
        List<Object> walked = new ArrayList<>();
        as(admin(), () -> {
            SHOP.search().forEach(chosen, row -> walked.add(row.get("id")));
            return true;
        });
        assertThat(walked).containsExactly(even, odd);
        assertThat(ids(as(seller("a"), () -> SHOP.search().page(chosen, Page.Request.page(1, 10)))))
                .containsExactly(even);
        assertThat(total(CustomerQuery.where("newsletter eq true").only(List.of(even, odd))))
                .isEqualTo(1);
        assertThat(total(CustomerQuery.all().only(List.of()))).isZero();
        List<UUID> tooMany = java.util.stream.Stream.generate(UUID::randomUUID)
                .limit(CustomerQuery.MOST_IDS + 1)
                .toList();
        assertThatThrownBy(() -> page(CustomerQuery.all().only(tooMany), Page.Request.page(1, 10)))
                .isInstanceOfSatisfying(Problem.Invalid.class, problem -> assertThat(
                                problem.violations().get(0).pointer())
                        .isEqualTo("/ids"));
    }

    @Test
    void theColumnsAreThoseThatWereAskedFor() {
        assertThat(names(CustomerQuery.all().fields("email", "orders"))).containsExactly("email", "orders");
        assertThat(names(CustomerQuery.all().fields("email", "id"))).containsExactly("email", "id");
        assertThat(names(CustomerQuery.all()))
                .contains("id", "email", "totalSpent")
                .doesNotContain("addresses");
        assertThatThrownBy(() -> names(CustomerQuery.where("nothing eq 1"))).isInstanceOf(Problem.Invalid.class);
    }

    private static List<String> names(CustomerQuery query) {
        return as(admin(), () -> SHOP.search().columns(query).stream()
                .map(org.clientele.attribute.Attribute::name)
                .toList());
    }

    private static UUID customer(int number) {
        return UUID.fromString("00000000-0000-7000-8000-" + "%012d".formatted(number));
    }

    @Test
    void whatIsPersonalNeedsItsScope() {
        Caller impersonal = new Caller("key:x", "x", Set.of("customers:read"), Optional.empty());

        CustomerRow row = as(impersonal, () -> SHOP.search()
                .page(CustomerQuery.all(), Page.Request.page(1, 10))
                .items()
                .get(0));
        assertThat(row.columns()).noneMatch(attribute -> attribute.personal());
        assertThatThrownBy(() -> as(impersonal, () -> SHOP.search().count(CustomerQuery.where("email sw \"a\""))))
                .isInstanceOf(Problem.Invalid.class);
        assertThat(as(impersonal, () -> SHOP.search().count(CustomerQuery.all().search("person17")))
                        .items())
                .isZero();
        assertThat(as(impersonal, () -> SHOP.search().count(CustomerQuery.all().search("c-000017")))
                        .items())
                .isEqualTo(1);
    }

    @Test
    void statisticsFromCountersAndFromRowsAreTheSame() {
        CustomerStatistics counted = statistics(CustomerQuery.all());
        CustomerStatistics aggregated = statistics(CustomerQuery.where("id pr"));

        assertThat(aggregated).isEqualTo(counted);
        assertThat(counted.total()).isEqualTo(300);
        assertThat(counted.customers()).isEqualTo(200);
        assertThat(counted.returning()).isEqualTo(100);
        assertThat(counted.orders()).isEqualTo(300);
        assertThat(counted.totalSpent().currency()).isEqualTo("EUR");
    }

    @Test
    void manyHitsAreEstimatedAndStillListedInOrder() {
        JdbcCustomerSearch limited = SHOP.searchCountingTo(50);
        CustomerQuery query =
                CustomerQuery.where("newsletter eq true").sortedBy("-createdAt").fields("id");
        List<Object> expected = ids(page(query, Page.Request.page(2, 20)));

        for (int again = 0; again < 2; again++) {
            Page<CustomerRow> page = as(admin(), () -> limited.page(query, Page.Request.page(2, 20)));
            assertThat(page.total().exact()).isFalse();
            assertThat(page.total().items()).isGreaterThan(50);
            assertThat(ids(page)).isEqualTo(expected);
        }
    }

    @Test
    void everyAttributeThatSaysSoSortsAndFilters() {
        as(admin(), () -> {
            SHOP.attributes().visible().stream()
                    .filter(attribute -> attribute.sortable())
                    .forEach(attribute -> SHOP.search()
                            .page(CustomerQuery.all().sortedBy("-" + attribute.name()), Page.Request.page(1, 10)));
            SHOP.attributes().visible().stream()
                    .filter(attribute -> attribute.filterable())
                    .forEach(attribute -> SHOP.search().count(CustomerQuery.where(attribute.name() + " pr")));
            return true;
        });
    }

    private static Page<CustomerRow> page(CustomerQuery query, Page.Request request) {
        return as(admin(), () -> SHOP.search().page(query, request));
    }

    private static long total(String filter) {
        return total(CustomerQuery.where(filter));
    }

    private static long total(CustomerQuery query) {
        Page.Total total = page(query.fields().isEmpty() ? query.fields("id") : query, Page.Request.page(1, 10))
                .total();
        assertThat(total.exact()).isTrue();
        return total.items();
    }

    private static CustomerStatistics statistics(CustomerQuery query) {
        return as(admin(), () -> SHOP.search().statistics(query));
    }

    private static Caller admin() {
        return Caller.system("test");
    }

    private static Caller seller(String... accounts) {
        return new Caller("key:seller", "seller", Set.of("*"), Optional.of(Set.of(accounts)));
    }

    private static <T> T as(Caller caller, Supplier<T> work) {
        return SHOP.access().call(caller, work);
    }
}
