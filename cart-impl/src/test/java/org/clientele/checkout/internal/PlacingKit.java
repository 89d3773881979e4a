package org.clientele.checkout.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
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
import org.clientele.Money;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.internal.CartParts;
import org.clientele.cart.internal.CartResource;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.cart.internal.JdbcCarts;
import org.clientele.cart.internal.Pricing;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.checkout.PaymentMethods;
import org.clientele.company.Companies;
import org.clientele.company.Company;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.group.Groups;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.offer.internal.OfferKit;
import org.clientele.offer.internal.Redemptions;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.segment.Segments;
import org.jspecify.annotations.Nullable;

/** The components of checkout, wired by hand, on a real database and over HTTP; what the core brings is played. */
final class PlacingKit implements AutoCloseable {
    static final String NORTH = "north-key";
    static final String STAFF = "staff-key";
    static final String READER = "reader-key";
    static final String STORE = "store-key";

    final PluginFixture plugin = PluginFixture.of("cart");
    final RecordedOrders orders = new RecordedOrders(plugin.access());
    final List<Event.Draft> events = Collections.synchronizedList(new ArrayList<>());
    final List<Notification.Draft> notified = Collections.synchronizedList(new ArrayList<>());
    final Map<UUID, Address> addresses = new ConcurrentHashMap<>();
    final Map<UUID, Company.Membership> memberships = new ConcurrentHashMap<>();
    final Map<UUID, Customer> changed = new ConcurrentHashMap<>();
    final CheckoutKit links = new CheckoutKit(plugin);
    final SubscriptionStart subscriptions;
    final CheckoutData data;
    final RestFixture rest;

    PlacingKit(Map<String, Object> configured) {
        CheckoutConfig config = ChargesKit.config(configured);
        Access access = plugin.access();
        Transactions transactions = plugin.transactions();
        Catalogue catalogue = CatalogueKit.own(transactions);
        OfferKit offers = new OfferKit(transactions, access, played(Segments.class, "contains", of -> false));
        Pricing pricing = CartParts.pricing(
                catalogue,
                played(Groups.class, "of", list -> List.of()),
                offers,
                access,
                ChargesKit.configured(configured));
        Customers customers = customers();
        Events told = events::addAll;
        JdbcCarts carts = CartParts.carts(transactions, access, customers, told, pricing, links.audit());
        CheckoutCarts checkoutCarts = CartParts.checkoutCarts(access, pricing);
        Purchasers purchasers = new Purchasers(
                customers,
                played(Addresses.class, "find", of -> Optional.ofNullable(addresses.get((UUID) of[1]))),
                access);
        PaymentMethods methods = new ConfiguredPaymentMethods(config);
        OfferedPayment payment = new OfferedPayment(config, methods);
        Preparation preparation = new Preparation(checkoutCarts, purchasers, payment);
        subscriptions = new SubscriptionStart(transactions, config);
        Placing placing = new Placing(
                checkoutCarts,
                orders.service(),
                CatalogueKit.present(catalogue),
                new Redemptions(transactions),
                subscriptions,
                told,
                access,
                links.audit(),
                config);
        Companies companies = played(Companies.class, "of", of -> Optional.ofNullable(memberships.get((UUID) of[0])));
        JdbcCheckout checkout = new JdbcCheckout(
                transactions,
                checkoutCarts,
                links.cartSessions(),
                purchasers,
                preparation,
                placing,
                payment,
                companies,
                told,
                access);
        Notifications notifications = played(Notifications.class, "tell", of -> {
            notified.add((Notification.Draft) of[0]);
            return Optional.of(UUID.randomUUID());
        });
        JdbcApprovals approvals = new JdbcApprovals(
                transactions, checkoutCarts, purchasers, preparation, placing, companies, told, notifications, access);
        data = new CheckoutData(transactions);
        rest = RestFixture.with(
                        offers.coupon(),
                        new CartResource(carts),
                        CatalogueKit.product(catalogue, transactions, access),
                        new CheckoutResource(checkout, new Placements(transactions, checkoutCarts, access)),
                        new PaymentMethodResource(checkout),
                        new ApprovalResource(approvals))
                .store(
                        new StoreCheckoutResource(checkout),
                        new StorePaymentMethodResource(checkout),
                        new MyApprovalResource(approvals))
                .access(access)
                .key(STAFF, new Caller("staff:ann", "Ann", Set.of("carts:*"), Optional.empty()))
                .key(READER, new Caller("staff:bob", "Bob", Set.of("carts:read"), Optional.empty()))
                .key(NORTH, new Caller("staff:north", "North", Set.of("carts:*"), Optional.of(Set.of("north"))))
                .key(STORE, Caller.STORE_USE)
                .sessions("clc_", links.sessions())
                .sessions((token, storefront) ->
                        Optional.of(Caller.shopper(UUID.fromString(token), "a shopper", storefront.sellerAccounts())))
                .start();
    }

    private Customers customers() {
        Customers known = plugin.customers();
        return (Customers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(known, arguments);
                        return answer instanceof Customer customer
                                ? changed.getOrDefault(customer.id(), customer)
                                : answer;
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private interface Answer {
        Object of(Object[] arguments);
    }

    private static <T> T played(Class<T> service, String name, Answer answer) {
        return service.cast(Proxy.newProxyInstance(
                PlacingKit.class.getClassLoader(), new Class<?>[] {service}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        return answer.of(arguments);
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    /** A member of a company with a limit in cents. */
    Customer member(UUID company, Company.Role role, long limit) {
        Customer customer = plugin.customer();
        memberships.put(
                customer.id(), new Company.Membership(company, "Company", role, Optional.of(new Money(limit, "USD"))));
        return customer;
    }

    /** Gives the customer another status or default addresses. */
    void change(Customer c, Customer.Status status, Optional<UUID> billing, Optional<UUID> shipping) {
        changed.put(
                c.id(),
                new Customer(
                        c.id(),
                        c.reference(),
                        c.email(),
                        c.salutation(),
                        c.firstName(),
                        c.lastName(),
                        c.phone(),
                        c.gender(),
                        c.dateOfBirth(),
                        c.company(),
                        c.locale(),
                        c.timeZone(),
                        c.account(),
                        c.role(),
                        status,
                        c.verification(),
                        c.newsletter(),
                        c.registeredAt(),
                        c.createdAt(),
                        c.lastLoginAt(),
                        c.groups(),
                        c.tags(),
                        c.sellerAccounts(),
                        c.externalIds(),
                        billing,
                        shipping,
                        c.customFields(),
                        c.erased(),
                        c.version()));
    }

    /** An address of whoever asks for it. */
    UUID address(String country, String city) {
        UUID id = UUID.randomUUID();
        Address.Content content = new Address.Content(
                Optional.empty(),
                Optional.of("Ada"),
                Optional.of("Lovelace"),
                Optional.empty(),
                Optional.of("1 Road"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(city),
                Optional.empty(),
                Optional.of("10115"),
                Optional.of(country),
                Optional.empty());
        addresses.put(id, new Address(id, content, false, false, "unverified", 0));
        return id;
    }

    String product(long price) {
        String sku = "sku-" + UUID.randomUUID();
        HttpResponse<String> put = product(sku, price, true);
        if (put.statusCode() != 201) {
            throw new AssertionError(put.body());
        }
        return sku;
    }

    HttpResponse<String> product(String sku, long price, boolean active) {
        return admin(
                RestFixture.TOKEN,
                "PUT",
                "/products/" + sku,
                "{\"name\":\"Tea\",\"category\":\"Drinks\",\"brand\":\"Leaf\",\"active\":" + active
                        + ",\"price\":{\"amount\":" + price + ",\"currency\":\"USD\"}}");
    }

    /** A cart with so many of a product. */
    String cart(Optional<Customer> customer, String sku, long quantity) {
        String body = "{"
                + customer.map(who -> "\"customerId\":\"" + who.id() + "\",").orElse("") + "\"lines\":[{\"sku\":\""
                + sku + "\",\"quantity\":" + quantity + "}]}";
        HttpResponse<String> opened = admin(RestFixture.TOKEN, "POST", "/carts", body);
        if (opened.statusCode() != 201) {
            throw new AssertionError(opened.body());
        }
        return json(opened).get("id").asText();
    }

    HttpResponse<String> admin(String key, String method, String path, @Nullable String body) {
        return rest.send(method, path, body, "Authorization", "Bearer " + key);
    }

    /** As the storefront, in a session of a cart. */
    HttpResponse<String> inSession(String session, String method, String path, @Nullable String body) {
        return rest.send(
                method,
                "/api/store/v1" + path,
                body,
                "Clientele-Store-Key",
                STORE,
                "Authorization",
                "Bearer " + session);
    }

    /** As the storefront for a guest. */
    HttpResponse<String> store(String method, String path, @Nullable String body) {
        return rest.send(method, "/api/store/v1" + path, body, "Clientele-Store-Key", STORE, "Authorization", "none");
    }

    /** As a shopper. */
    HttpResponse<String> shopper(UUID customer, String method, String path, @Nullable String body) {
        return rest.send(
                method,
                "/api/store/v1" + path,
                body,
                "Clientele-Store-Key",
                STORE,
                "Authorization",
                "Bearer " + customer);
    }

    List<String> told(String cart) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> cart.equals(event.data().get("cartId")))
                    .map(Event.Draft::type)
                    .toList();
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Override
    public void close() {
        rest.close();
        plugin.close();
    }
}
