package org.clientele.cart.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.access.Caller;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;

/** The components of carts, wired by hand, on a real database; what the core brings is played. */
final class CartKit implements AutoCloseable {
    static final String NORTH = "north-key";
    static final String STORE = "store-key";

    private final PluginFixture plugin = PluginFixture.of("cart");
    private final List<Event.Draft> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, List<Group>> groups = new ConcurrentHashMap<>();
    private final JdbcCarts carts;
    private final JdbcCartMerges merges;

    CartKit() {
        this(Map.of());
    }

    CartKit(Map<String, Object> configured) {
        Groups served = (Groups) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Groups.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("of")) {
                        return groups.getOrDefault((UUID) arguments[0], List.of());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Events told = events::addAll;
        Pricing pricing = new Pricing(CatalogueKit.present(CatalogueKit.own(transactions())), served, plugin.access());
        CartAccess access = new CartAccess(plugin.access());
        carts = new JdbcCarts(transactions(), access, customers(), told, pricing, config(configured));
        merges = new JdbcCartMerges(transactions(), access, customers(), told, pricing, config(configured));
    }

    Transactions transactions() {
        return plugin.transactions();
    }

    JdbcCarts carts() {
        return carts;
    }

    PluginFixture plugin() {
        return plugin;
    }

    /** Like the core's: their lock is held until the transaction ends. */
    Customers customers() {
        Customers known = plugin.customers();
        return (Customers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lock")) {
                        hold((UUID) arguments[0]);
                    }
                    try {
                        return method.invoke(known, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** The lock of a customer, as an erasure takes it. */
    void hold(UUID customer) {
        transactions()
                .sql(connection -> Sql.first(
                        connection,
                        "select pg_advisory_xact_lock(hashtextextended(?::text, 0))",
                        row -> true,
                        customer));
    }

    JdbcCartMerges merges() {
        return merges;
    }

    Events events() {
        return events::addAll;
    }

    /** What was told, and forgets it. */
    List<Event.Draft> told() {
        List<Event.Draft> all = List.copyOf(events);
        events.clear();
        return all;
    }

    Customer customer() {
        return plugin.customer();
    }

    /** A customer whose group takes something off every price. */
    Customer customerWith(String percentOff) {
        Customer customer = plugin.customer();
        groups.put(
                customer.id(),
                List.of(new Group(
                        "g",
                        "G",
                        Group.Kind.VIP,
                        new Group.Benefits(
                                Optional.of(new BigDecimal(percentOff)),
                                Optional.empty(),
                                false,
                                false,
                                false,
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        0)));
        return customer;
    }

    RestFixture serve() {
        return RestFixture.with(
                        new CartResource(carts),
                        new CartMergesResource(merges, carts),
                        new CartMergeResource(merges, carts),
                        CatalogueKit.resource(transactions()))
                .store(
                        new StoreCartResource(carts),
                        new MyCartsResource(carts, merges, new CartAccess(plugin.access())))
                .sessions(CartKit::session)
                .key(STORE, Caller.STORE_USE)
                .access(plugin.access())
                .key(RestFixture.TOKEN, new Caller("key:all", "All", Set.of("*"), Optional.empty()))
                .key(NORTH, new Caller("staff:north", "North", Set.of("carts:*"), Optional.of(Set.of("north"))))
                .start();
    }

    /** {@code customer-<id>} is a shopper's token, {@code cart-<id>} one for a cart. */
    private static Optional<Caller> session(String token, Caller storefront) {
        if (token.startsWith("customer-")) {
            return Optional.of(Caller.shopper(
                    UUID.fromString(token.substring("customer-".length())), "C", storefront.sellerAccounts()));
        }
        return token.startsWith("cart-")
                ? Optional.of(new Caller(
                        "cart:" + token.substring("cart-".length()) + ":" + UUID.randomUUID(),
                        "Cart",
                        Set.of(Caller.STORE_USE),
                        storefront.sellerAccounts()))
                : Optional.empty();
    }

    /** Sends as the storefront, for whoever has the token. */
    static HttpResponse<String> shop(
            RestFixture rest, @Nullable String token, String method, String path, @Nullable String body) {
        return rest.send(
                method,
                "/api/store/v1" + path,
                body,
                "Clientele-Store-Key",
                STORE,
                "Authorization",
                token == null ? "none" : "Bearer " + token,
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** Sends as who may everything. */
    static HttpResponse<String> send(RestFixture rest, String method, String path, @Nullable String body) {
        return rest.send(
                method,
                path,
                body,
                "Authorization",
                "Bearer " + RestFixture.TOKEN,
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    static CartConfig config(Map<String, Object> configured) {
        return (CartConfig) Proxy.newProxyInstance(
                CartKit.class.getClassLoader(),
                new Class<?>[] {CartConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Override
    public void close() {
        plugin.close();
    }
}
