package org.clientele.cart.internal;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.access.Caller;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.checkout.internal.Charges;
import org.clientele.customer.Customer;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.offer.internal.OfferKit;
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
    static final String STORE = "store-key";

    private final PluginFixture plugin = PluginFixture.of("cart");
    private final List<Event.Draft> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, List<Group>> groups = new ConcurrentHashMap<>();
    private final Map<UUID, Set<UUID>> segments = new ConcurrentHashMap<>();
    private final Catalogue catalogue;
    private final OfferKit offers;
    private final JdbcCarts carts;

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
        carts = new JdbcCarts(
                transactions(),
                new CartAccess(plugin.access()),
                plugin.customers(),
                told,
                new Pricing(
                        CatalogueKit.present(catalogue), served, offers.promotions(), new Charges(), plugin.access()),
                config(configured));
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

    PluginFixture plugin() {
        return plugin;
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
        List<Object> resources = new ArrayList<>(List.of(new CartResource(carts)));
        resources.addAll(CatalogueKit.resources(catalogue, transactions(), plugin.access()));
        resources.addAll(offers.resources());
        return RestFixture.with(resources.toArray())
                .access(plugin.access())
                .key(RestFixture.TOKEN, new Caller("key:all", "All", Set.of("*"), Optional.empty()))
                .key(NORTH, new Caller("staff:north", "North", Set.of("carts:*"), Optional.of(Set.of("north"))))
                .start();
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
