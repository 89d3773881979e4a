package org.clientele.checkout.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.jspecify.annotations.Nullable;

/** Plays the orders of the core: keeps what is told, and makes guests. */
final class RecordedOrders {
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, UUID> guests = new ConcurrentHashMap<>();
    private final AtomicInteger found = new AtomicInteger();
    private final Access access;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    RecordedOrders(Access access) {
        this.access = access;
    }

    Orders service() {
        return (Orders) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Orders.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "put" -> put((Order.Document) arguments[0]);
                    case "find" -> find((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Optional<Order> find(String number) {
        found.incrementAndGet();
        return Optional.ofNullable(orders.get(number));
    }

    /** How often one was looked for. */
    int found() {
        return found.get();
    }

    private Orders.Told put(Order.Document document) {
        failure.ifPresent(exception -> {
            throw exception;
        });
        if (!access.caller().id().equals("system:cart")) {
            throw new Problem.Forbidden("scope-missing", "Orders are placed as the system.");
        }
        UUID customer = document.customer()
                .id()
                .orElseGet(() ->
                        guests.computeIfAbsent(document.customer().email().orElseThrow(), email -> UUID.randomUUID()));
        Order order = new Order(UUID.randomUUID(), customer, document, document.placedAt(), 0);
        return orders.putIfAbsent(document.number(), order) == null
                ? new Orders.Told(order, Orders.Outcome.CREATED)
                : new Orders.Told(order, Orders.Outcome.UPDATED);
    }

    /** As if the platform had told of it. */
    void known(String number, Order order) {
        orders.put(number, order);
    }

    void failWith(@Nullable RuntimeException exception) {
        failure = Optional.ofNullable(exception);
    }

    Order.Document get(String number) {
        return Optional.ofNullable(orders.get(number)).orElseThrow().document();
    }

    Order order(String number) {
        return Optional.ofNullable(orders.get(number)).orElseThrow();
    }

    long ofCustomer(UUID customer) {
        return orders.values().stream()
                .filter(order -> order.customerId().equals(customer))
                .count();
    }
}
