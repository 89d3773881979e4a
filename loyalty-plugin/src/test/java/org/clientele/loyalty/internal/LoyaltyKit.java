package org.clientele.loyalty.internal;

import java.lang.reflect.Proxy;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.Money;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offer;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;
import org.clientele.rest.RestFixture;

/** The components of loyalty, wired by hand, on a real database; customers, orders and groups of the core are played. */
final class LoyaltyKit implements AutoCloseable {
    static final String SECOND = "second-key";
    static final String READER = "reader-key";

    private final PluginFixture plugin = PluginFixture.of("loyalty");
    private final List<Event.Draft> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, Set<String>> regrouped = new ConcurrentHashMap<>();
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, Coupon> vouchers = new ConcurrentHashMap<>();
    private final Map<UUID, Cart> carts = new ConcurrentHashMap<>();
    private final List<String> entered = Collections.synchronizedList(new ArrayList<>());
    private final Ledger ledger;
    private final Tiers tiers;
    private final Rules rules;
    private final OrderPoints points;
    private final Accounts accounts;
    private final Referrals referrals;
    private final LoyaltyConfig config;
    private final Customers customers;

    LoyaltyKit(Map<String, Object> configured) {
        config = (LoyaltyConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LoyaltyConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
        customers = playedCustomers();
        Events events = told::addAll;
        ledger = new Ledger(plugin.access(), config);
        rules = new Rules(transactions());
        tiers = new Tiers(transactions(), plugin.access(), customers, playedGroups(), events, config);
        referrals = new Referrals(transactions(), ledger, customers, tiers, config);
        points = new OrderPoints(transactions(), playedOrders(), customers, ledger, rules, tiers, referrals);
        accounts = new Accounts(transactions(), ledger, tiers, points, customers, config);
    }

    @SuppressWarnings("unchecked")
    private Customers playedCustomers() {
        Customers known = plugin.customers();
        return (Customers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("regroup")) {
                        Set<String> groups =
                                regrouped.computeIfAbsent((UUID) arguments[0], id -> ConcurrentHashMap.newKeySet());
                        groups.removeAll((List<String>) arguments[2]);
                        groups.addAll((List<String>) arguments[1]);
                        return known.find((UUID) arguments[0]).orElseThrow();
                    }
                    return method.invoke(known, arguments);
                });
    }

    private Groups playedGroups() {
        return (Groups) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Groups.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        String code = (String) arguments[0];
                        return code.equals("nobody")
                                ? Optional.empty()
                                : Optional.of(new Group(code, code, Group.Kind.VIP, Group.Benefits.NONE, 0));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Orders playedOrders() {
        return (Orders) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Orders.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        return Optional.ofNullable(orders.get((String) arguments[0]));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Vouchers in memory, and carts that take any code. */
    private Redemptions redemptions() {
        Coupons coupons = (Coupons) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Coupons.class}, (proxy, method, arguments) -> {
                    String code = (String) arguments[0];
                    switch (method.getName()) {
                        case "create" -> {
                            Coupon.Definition asked = (Coupon.Definition) arguments[1];
                            vouchers.put(code, coupon(code, asked.balance().orElseThrow()));
                            return vouchers.get(code);
                        }
                        case "find" -> {
                            return Optional.ofNullable(vouchers.get(code));
                        }
                        case "remove" -> {
                            vouchers.remove(code);
                            return null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
        Carts carts = (Carts) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Carts.class}, (proxy, method, arguments) -> {
                    Cart cart = Objects.requireNonNull(this.carts.get((UUID) arguments[0]));
                    if (method.getName().equals("find")) {
                        return Optional.of(cart);
                    }
                    if (method.getName().equals("enter")) {
                        entered.add((String) arguments[2]);
                        return cart;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Vouchers issued = new Vouchers(plugin.access());
        issued.coupons = coupons;
        issued.carts = carts;
        return new Redemptions(transactions(), customers, ledger, new Rewards(transactions()), tiers, issued, config);
    }

    private static Coupon coupon(String code, Money balance) {
        return new Coupon(
                code,
                Optional.empty(),
                Offer.Condition.NONE,
                Optional.empty(),
                Optional.of(balance),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                0,
                Instant.EPOCH,
                0);
    }

    /** As if something had been paid with it. */
    void use(String code) {
        vouchers.put(code, coupon(code, new Money(1, "EUR")));
    }

    /** An open cart of a customer. */
    UUID cart(UUID customer) {
        UUID id = UUID.randomUUID();
        carts.put(
                id,
                new Cart(
                        id,
                        Cart.Status.OPEN,
                        Optional.of(customer),
                        Optional.of("EUR"),
                        "default",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Attribution.NONE,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Optional.empty(),
                        0));
        return id;
    }

    /** The codes that were entered into carts. */
    List<String> entered() {
        return entered;
    }

    /** Who has a birthday, as a search would find them. */
    @SuppressWarnings("unchecked")
    Birthdays birthdays(java.time.Clock clock, UUID... born) {
        CustomerSearch search = (CustomerSearch) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CustomerSearch.class}, (proxy, method, arguments) -> {
                    CustomerQuery query = (CustomerQuery) arguments[0];
                    String today = java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                            .toString()
                            .substring(5);
                    if (query.filter().orElse("").contains("birthday eq \"" + today + "\"")) {
                        for (UUID customer : born) {
                            ((java.util.function.Consumer<Object>) arguments[1])
                                    .accept(new CustomerRow(
                                            List.of(Attribute.named("id", Attribute.Type.UUID)
                                                    .build()),
                                            List.of(customer)));
                        }
                    }
                    return null;
                });
        return new Birthdays(transactions(), search, customers, ledger, tiers, config, clock);
    }

    Transactions transactions() {
        return plugin.transactions();
    }

    PluginFixture plugin() {
        return plugin;
    }

    UUID customer() {
        return plugin.customer().id();
    }

    Set<String> groups(UUID customer) {
        return regrouped.getOrDefault(customer, Set.of());
    }

    Accounts accounts() {
        return accounts;
    }

    Rules rules() {
        return rules;
    }

    Tiers tiers() {
        return tiers;
    }

    Referrals referrals() {
        return referrals;
    }

    Proof proof() {
        return new Proof(transactions());
    }

    LoyaltyData data() {
        return new LoyaltyData(transactions(), ledger);
    }

    Expiry expiry() {
        return new Expiry(transactions(), plugin.access());
    }

    Review review() {
        return new Review(transactions(), tiers, customers, config);
    }

    /** Tells of an order, as the event does. */
    void tell(Order order) {
        orders.put(order.number(), order);
        as(() -> points.follow(List.of(new Event(
                UUID.randomUUID(),
                "order.imported",
                Instant.now(),
                Optional.of(order.customerId()),
                List.of("default"),
                Map.of("number", order.number())))));
    }

    void as(Runnable work) {
        plugin.as(Caller.system("loyalty.test"), () -> transactions().<Boolean>sql(connection -> {
            work.run();
            return true;
        }));
    }

    Entry adjust(UUID customer, long amount) {
        return plugin.access()
                .call(Caller.system("test"), () -> accounts.adjust(customer, amount, Optional.of("a test")));
    }

    void sql(String sql) {
        transactions().<Boolean>sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    RestFixture serve() {
        Adjustments adjustments = new Adjustments(transactions(), plugin.access(), accounts, customers, config);
        return RestFixture.with(
                        new AccountResource(accounts, adjustments, redemptions(), customers),
                        new AdjustmentResource(adjustments),
                        new RuleResource(rules, plugin.access()),
                        new TierResource(tiers, plugin.access()),
                        new RewardResource(new Rewards(transactions()), plugin.access()),
                        new ProofResource(proof(), plugin.access()))
                .access(plugin.access())
                .key(RestFixture.TOKEN, new Caller("key:first", "First", Set.of("*"), Optional.empty()))
                .key(SECOND, new Caller("key:second", "Second", Set.of("loyalty:*"), Optional.empty()))
                .key(READER, new Caller("key:reader", "Reader", Set.of("loyalty:read"), Optional.empty()))
                .start();
    }

    @Override
    public void close() {
        plugin.close();
    }
}
