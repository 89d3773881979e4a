package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.account.Accounts.Mails;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.Shop;
import org.clientele.operation.Operations;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.order.internal.JdbcOrders;
import org.clientele.order.internal.OrderWriter;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What guests bought with an address that is then proven. */
final class GuestsIT {
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static final Shop SHOP = Shop.open();
    private static final AccountKit KIT = AccountKit.of(SHOP);
    private static final Orders ORDERS = new JdbcOrders(
            SHOP.transactions(),
            SHOP.access(),
            new OrderWriter(SHOP.transactions(), SHOP.access(), SHOP.news()),
            noOperations());

    private static Operations noOperations() {
        return (Operations) Proxy.newProxyInstance(
                GuestsIT.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void ordersOfAGuestBecomeTheAccountsOnceTheAddressIsProven() {
        String email = "guest@example.com";
        UUID guest = order("G-1", email, "default", 1000).customerId();
        order("G-2", email, "default", 500);
        SHOP.access().call(ADMIN, () -> SHOP.customers().tag(guest, Set.of("vip")));
        SHOP.access().call(ADMIN, () -> SHOP.customers().link(guest, List.of(new ExternalId("shop", "77"))));
        UUID account = account(email, Set.of()).id();
        assertThat(numbers(account)).isEmpty();

        Customer proven = SHOP.access().call(ADMIN, () -> KIT.accounts().verify(account));

        assertThat(numbers(account)).containsExactlyInAnyOrder("G-1", "G-2");
        assertThat(find(guest)).isEmpty();
        assertThat(proven.tags()).containsExactly("vip");
        assertThat(proven.externalIds()).containsExactly(new ExternalId("shop", "77"));
        Customer customer = find(account).orElseThrow();
        assertThat(customer.version()).isEqualTo(proven.version());
        assertThat(customer.sellerAccounts()).containsExactly("default");
        assertThat(customer.defaultShippingAddressId()).isPresent();
        assertThat(SHOP.access().call(ADMIN, () -> SHOP.addresses().of(account)))
                .hasSize(1);
        assertThat(query("select country from customer.customer where id = '" + account + "'"))
                .containsExactly("FR");
        assertThat(query("select orders || ' ' || total_spent from customer.customer_summary where customer_id = '"
                        + account + "' order by seller_account"))
                .containsExactly("2 1500", "2 1500");
        theSummariesAreWhatARebuildMakes(account);
    }

    @Test
    void laterOrdersWithTheAddressComeWithTheNextLogin() {
        String email = "later@example.com";
        UUID account = account(email, Set.of()).id();
        SHOP.access().call(ADMIN, () -> KIT.accounts().verify(account));
        setPassword(account, email);
        order("L-1", email, "default", 700);
        assertThat(numbers(account)).isEmpty();

        SHOP.access().call(ADMIN, () -> KIT.logins().login(email, "correct horse", "192.0.2.1"));

        assertThat(numbers(account)).containsExactly("L-1");
    }

    @Test
    void onlyOrdersOfTheAccountsSellerAccountsMove() {
        String email = "two@example.com";
        UUID guest = order("T-1", email, "a", 1000).customerId();
        order("T-2", email, "b", 300);
        UUID elsewhere = account(email, Set.of("a")).id();

        SHOP.access().call(ADMIN, () -> KIT.accounts().verify(elsewhere));

        assertThat(numbers(elsewhere)).containsExactly("T-1");
        assertThat(numbers(guest)).containsExactly("T-2");
        assertThat(find(guest).orElseThrow().sellerAccounts()).containsExactly("b");
        theSummariesAreWhatARebuildMakes(guest);
        theSummariesAreWhatARebuildMakes(elsewhere);
    }

    @Test
    void nothingMovesWhileTheAddressIsNotProven() {
        String email = "unproven@example.com";
        UUID guest = order("U-1", email, "default", 100).customerId();
        UUID account = account(email, Set.of()).id();

        assertThat(numbers(account)).isEmpty();
        assertThat(numbers(guest)).containsExactly("U-1");
    }

    @Test
    void theCountersStayExact() {
        String email = "counted@example.com";
        order("C-1", email, "default", 100);
        UUID account = account(email, Set.of()).id();
        SHOP.access().call(ADMIN, () -> KIT.accounts().verify(account));
        String counts = "select seller_account || ' ' || bucket || ' ' || sum(n) from customer.customer_count"
                + " group by seller_account, bucket having sum(n) <> 0 order by 1";
        List<String> kept = query(counts);

        SHOP.sql("select customer.recount()");

        assertThat(query(counts)).isEqualTo(kept);
    }

    private static void theSummariesAreWhatARebuildMakes(UUID customer) {
        String sql = "select row(s.*)::text from customer.customer_summary s where customer_id = '" + customer
                + "' order by seller_account";
        List<String> before = query(sql);
        SHOP.sql("select customer.refresh_summaries(array['" + customer + "'::uuid])");
        assertThat(query(sql)).isEqualTo(before);
    }

    private static Order order(String number, String email, String sellerAccount, long price) {
        Order.Document plain = Order.Document.of(
                number,
                Instant.parse("2026-03-01T12:00:00Z"),
                Order.Status.COMPLETED,
                "EUR",
                Order.Buyer.of(email),
                List.of(Order.Line.of("A", 1, price)));
        Address.Content home = new Address.Content(
                Optional.empty(),
                Optional.of("Gu"),
                Optional.of("Est"),
                Optional.empty(),
                Optional.of("1 Way"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Paris"),
                Optional.empty(),
                Optional.of("75001"),
                Optional.of("FR"),
                Optional.empty());
        Order.Document document = new Order.Document(
                plain.number(),
                plain.placedAt(),
                plain.status(),
                sellerAccount,
                plain.currency(),
                plain.customer(),
                Optional.of(home),
                plain.billingAddress(),
                plain.paymentMethod(),
                plain.fulfilment(),
                plain.lines(),
                plain.shipping(),
                plain.tax(),
                plain.fees(),
                plain.discount(),
                plain.promoCodes(),
                plain.total(),
                plain.refunds(),
                plain.returns(),
                plain.feedback(),
                plain.attribution());
        return SHOP.access().call(ADMIN, () -> ORDERS.put(document).order());
    }

    private static Customer account(String email, Set<String> sellerAccounts) {
        Customer.Registration registration = new RegistrationResource.NewAccount(
                        Optional.of(email),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .registration();
        Caller caller = new Caller(
                "key:seller",
                "s",
                Set.of("*"),
                sellerAccounts.isEmpty() ? Optional.empty() : Optional.of(sellerAccounts));
        return SHOP.access().call(caller, () -> KIT.accounts().register(registration, Mails.NONE));
    }

    private static void setPassword(UUID account, String email) {
        SHOP.access().call(ADMIN, () -> {
            KIT.accounts().sendPassword(account);
            return true;
        });
        KIT.logins().setPassword(KIT.token("set-password", email), "correct horse");
    }

    private static Optional<Customer> find(UUID id) {
        return SHOP.access().call(ADMIN, () -> SHOP.customers().find(id));
    }

    private static List<String> numbers(UUID customer) {
        return SHOP.access()
                .call(
                        ADMIN,
                        () -> ORDERS.ofCustomer(customer, Optional.empty(), Page.Request.page(1, 25)).items().stream()
                                .map(order -> order.document().number())
                                .toList());
    }

    private static List<String> query(String sql) {
        return SHOP.transactions().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        });
    }

    @Test
    void shoppersSeeTheirOrdersWithoutWhatOnlyTheShopMayKnow() {
        String email = "mine@example.com";
        order("M-1", email, "default", 250);
        UUID account = account(email, Set.of()).id();
        SHOP.access().call(ADMIN, () -> KIT.accounts().verify(account));
        try (RestFixture rest = RestFixture.with(new AccountResource(KIT.accounts(), SHOP.search()))
                .store(new MyOrdersResource(ORDERS, SHOP.access()))
                .access(SHOP.access())
                .key("store", Caller.STORE_USE)
                .sessions((token, storefront) -> Optional.of(Caller.shopper(account, "C", Optional.empty())))
                .start()) {
            String body = rest.get("/api/store/v1/me/orders", "Clientele-Store-Key", "store")
                    .body();

            assertThat(body).contains("\"M-1\"").contains("\"totalItems\":1").contains("Paris");
            assertThat(body).doesNotContain("\"cost\"").doesNotContain("attribution");
        }
    }
}
