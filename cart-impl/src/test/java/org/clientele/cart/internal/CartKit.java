package org.clientele.cart.internal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.checkout.internal.ChargesKit;
import org.clientele.checkout.internal.CheckoutKit;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.offer.internal.OfferKit;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.segment.Segment;
import org.clientele.segment.Segments;
import org.jspecify.annotations.Nullable;

/** The components of carts, wired by hand, on a real database; what the core brings is played. */
final class CartKit implements AutoCloseable {
    static final String NORTH = "north-key";
    static final String NORTH_ALL = "north-all-key";
    static final String STORE = "store-key";
    static final String NORTH_STORE = "north-store-key";
    static final String READER = "reader-key";

    private final PluginFixture plugin = PluginFixture.of("cart");
    private final List<Event.Draft> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, List<Group>> groups = new ConcurrentHashMap<>();
    private final CheckoutKit checkout = new CheckoutKit(plugin);
    private final Map<UUID, Set<UUID>> segments = new ConcurrentHashMap<>();
    private final Catalogue catalogue;
    private final OfferKit offers;
    private final JdbcCarts carts;
    private final JdbcCartMerges merges;

    CartKit() {
        this(Map.of());
    }

    CartKit(Map<String, Object> configured) {
        this(configured, Optional.empty());
    }

    /** With a host's catalogue in the place of ours. */
    CartKit(Map<String, Object> configured, Optional<Catalogue> replaced) {
        Groups served = (Groups) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Groups.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("of")) {
                        return groups.getOrDefault((UUID) arguments[0], List.of());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Events told = events::addAll;
        catalogue = replaced.orElseGet(() -> CatalogueKit.own(transactions()));
        offers = new OfferKit(transactions(), plugin.access(), segments());
        Pricing pricing = new Pricing(
                CatalogueKit.present(catalogue), served, offers.promotions(), ChargesKit.none(), plugin.access());
        CartAccess access = new CartAccess(plugin.access());
        carts = new JdbcCarts(transactions(), access, customers(), told, pricing, checkout.audit(), config(configured));
        merges = new JdbcCartMerges(transactions(), access, customers(), told, pricing, config(configured));
    }

    /** Only finds them, and knows who is in them. */
    private Segments segments() {
        return (Segments) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Segments.class}, (proxy, method, arguments) -> {
                    UUID id = (UUID) arguments[0];
                    return switch (method.getName()) {
                        case "find" -> Optional.ofNullable(segments.get(id)).map(members -> segment(id));
                        case "contains" -> segments.getOrDefault(id, Set.of()).contains((UUID) arguments[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static Segment segment(UUID id) {
        return new Segment(
                id,
                "Segment",
                Optional.empty(),
                Segment.Kind.STATIC,
                Segment.State.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                Segment.CountKind.EXACT,
                Optional.empty(),
                List.of(),
                Instant.EPOCH,
                0);
    }

    /** A segment of these customers. */
    UUID segmentOf(UUID... customers) {
        UUID id = UUID.randomUUID();
        segments.put(id, Set.of(customers));
        return id;
    }

    /** As if it were deleted. */
    void dropSegment(UUID id) {
        segments.remove(id);
    }

    OfferKit offers() {
        return offers;
    }

    Transactions transactions() {
        return plugin.transactions();
    }

    JdbcCarts carts() {
        return carts;
    }

    CheckoutKit checkout() {
        return checkout;
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
        return customerIn("g", Optional.of(percentOff), Optional.empty());
    }

    /** A customer in a group. */
    Customer customerIn(String group, Optional<String> percentOff, Optional<String> priceList) {
        Customer customer = plugin.customer();
        groups.put(
                customer.id(),
                List.of(new Group(
                        group,
                        "G",
                        Group.Kind.VIP,
                        new Group.Benefits(
                                percentOff.map(BigDecimal::new),
                                priceList,
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
        List<Object> admin = new ArrayList<>(List.of(
                new CartResource(carts), new CartMergesResource(merges, carts), new CartMergeResource(merges, carts)));
        admin.addAll(CatalogueKit.resources(catalogue, transactions(), plugin.access()));
        admin.addAll(offers.resources());
        admin.addAll(List.of(checkout.admin(carts)));
        return RestFixture.with(admin.toArray())
                .store(
                        new SeenResource(carts),
                        checkout.store(carts),
                        new StoreCartResource(carts),
                        new MyCartsResource(carts, merges, new CartAccess(plugin.access())))
                .sessions("clc_", checkout.sessions())
                .sessions("customer-", CartKit::session)
                .sessions("cart-", CartKit::session)
                .identities(checkout.identities())
                .key(STORE, Caller.STORE_USE)
                .key(READER, "carts:read")
                .key(NORTH_STORE, new Caller("key:ns", "N", Set.of(Caller.STORE_USE), Optional.of(Set.of("north"))))
                .access(plugin.access())
                .key(RestFixture.TOKEN, new Caller("key:all", "All", Set.of("*"), Optional.empty()))
                .key(NORTH, new Caller("staff:north", "North", Set.of("carts:*"), Optional.of(Set.of("north"))))
                .key(NORTH_ALL, new Caller("key:north", "North", Set.of("*"), Optional.of(Set.of("north"))))
                .start();
    }

    /** What the session of a cart sees of carts. */
    @Path("session")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Caller.STORE_USE)
    public static final class SeenResource {
        private final JdbcCarts carts;

        SeenResource(JdbcCarts carts) {
            this.carts = carts;
        }

        @GET
        public Caller caller() {
            return RestFixture.ACCESS.caller();
        }

        @GET
        @Path("carts/{id}")
        public Cart cart(@PathParam("id") UUID id) {
            return carts.find(id).orElseThrow(JdbcCarts::notFound);
        }

        @POST
        @Path("carts/{id}/country")
        public Cart send(@PathParam("id") UUID id) {
            return carts.send(id, OptionalLong.empty(), Optional.of("FR"));
        }
    }

    /** Sends a storefront's GET in a session. */
    static HttpResponse<String> inSession(RestFixture rest, String session, String path) {
        return inSession(rest, "GET", session, path);
    }

    static HttpResponse<String> inSession(RestFixture rest, String method, String session, String path) {
        return rest.send(
                method,
                "/api/store/v1/session" + (path.equals("/session") ? "" : path),
                null,
                "Clientele-Store-Key",
                STORE,
                "Authorization",
                "Bearer " + session);
    }

    /** A cart with something in it that comes to 900; its path. */
    static String filled(RestFixture rest, String opening) {
        String sku = "sku-" + UUID.randomUUID();
        send(rest, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        String cart = "/carts/"
                + json(send(rest, "POST", "/carts", opening)).get("id").asText();
        send(rest, "POST", cart + "/lines", "{\"sku\":\"" + sku + "\",\"quantity\":2}");
        return cart;
    }

    /** Changes the row of a token. */
    static void age(CartKit kit, String table, String token, String set) {
        int changed = kit.transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart." + table + " set " + set + " where token_hash = sha256(?::bytea)",
                        token.getBytes(StandardCharsets.US_ASCII)));
        if (changed != 1) {
            throw new AssertionError("no row of " + table + " has the hash of the token");
        }
    }

    /** How many rows have the token. */
    static long rows(CartKit kit, String table, String token) {
        return kit.transactions().<Long>read(connection -> Sql.first(
                        connection,
                        "select count(*) from cart." + table + " where token_hash = sha256(?::bytea)",
                        row -> row.getLong(1),
                        token.getBytes(StandardCharsets.US_ASCII))
                .orElseThrow());
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
