package org.clientele.plugintest;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.jspecify.annotations.Nullable;

/** Customers that are made up and kept in memory. Thread-safe. */
final class KnownCustomers {
    private final Map<UUID, Customer> known = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Makes one up. */
    Customer add() {
        int number = count.incrementAndGet();
        Customer customer = new Customer(
                UUID.randomUUID(),
                String.format("C-%06d", number),
                Optional.of("customer" + number + "@example.com"),
                Optional.empty(),
                Optional.of("Ada"),
                Optional.of("Lovelace " + number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("en"),
                Optional.empty(),
                true,
                Optional.empty(),
                Customer.Status.ACTIVE,
                Customer.Verification.VERIFIED,
                false,
                Optional.of(Instant.EPOCH),
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                0);
        known.put(customer.id(), customer);
        return customer;
    }

    /** The service, which finds and locks them by id; whatever else is asked of it throws {@link UnsupportedOperationException}. */
    Customers service() {
        // A proxy, so that a method more in the interface changes nothing here.
        return (Customers) Proxy.newProxyInstance(
                Customers.class.getClassLoader(), new Class<?>[] {Customers.class}, this::answer);
    }

    private Object answer(Object proxy, Method method, @Nullable Object @Nullable [] values) {
        if (method.getName().equals("find") && values != null && values[0] instanceof UUID id) {
            return Optional.ofNullable(known.get(id));
        }
        if (method.getName().equals("lock") && values != null && values[0] instanceof UUID id) {
            return Optional.ofNullable(known.get(id))
                    .orElseThrow(() -> new Problem.NotFound("There is no such customer."));
        }
        return switch (method.getName()) {
            case "toString" -> "known customers";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> values != null && proxy == values[0];
            default ->
                throw new UnsupportedOperationException("the test kit only finds and locks customers: " + method);
        };
    }
}
