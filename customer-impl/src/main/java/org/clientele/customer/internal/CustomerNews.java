package org.clientele.customer.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.access.Access;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerListener;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Audience;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the listeners of customers that were written in batches, past their entities. Thread-safe. */
@Component(service = CustomerNews.class)
public final class CustomerNews {
    private final Transactions transactions;
    private final Audience<CustomerListener> audience;
    private final Events events;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<CustomerListener> listeners = List.of();

    public CustomerNews(Transactions transactions, Access access) {
        this(transactions, access, new JdbcEvents(transactions, access));
    }

    @Activate
    public CustomerNews(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Events events) {
        this.transactions = transactions;
        this.audience = new Audience<>("customers", access, () -> listeners);
        this.events = events;
    }

    CustomerNews(Transactions transactions, Access access, Events events, CustomerListener listener) {
        this(transactions, access, events);
        this.listeners = List.of(listener);
    }

    /**
     * Tells of them once the running transaction has committed. They are loaded only then, and only if somebody listens: as they
     * are at that moment, without those who are gone again.
     */
    public void tell(Set<UUID> registered, Set<UUID> changed) {
        if (registered.isEmpty() && changed.isEmpty()) {
            return;
        }
        events.publish(Stream.concat(
                        registered.stream().map(id -> Event.Draft.of("customer.registered", id, Map.of())),
                        changed.stream().map(id -> Event.Draft.of("customer.changed", id, Map.of())))
                .toList());
        if (listeners.isEmpty()) {
            return;
        }
        transactions.afterCommit(() -> {
            Map<UUID, Customer> customers =
                    load(Stream.concat(registered.stream(), changed.stream()).collect(Collectors.toSet()));
            told(registered, customers).forEach(customer -> tell(listener -> listener.registered(customer)));
            told(changed, customers).forEach(customer -> tell(listener -> listener.changed(customer)));
        });
    }

    /** Others became part of a customer. */
    public void merged(UUID merge, UUID customer, List<UUID> from) {
        events.publish(Event.Draft.of("customer.merged", customer, Map.of("merge", merge, "from", from)));
        tellAfterCommit(customer, (listener, survivor) -> listener.merged(survivor, from));
    }

    /** They are others again. */
    public void unmerged(UUID merge, UUID customer, List<UUID> from) {
        events.publish(Event.Draft.of("customer.unmerged", customer, Map.of("merge", merge, "from", from)));
        tellAfterCommit(customer, (listener, survivor) -> listener.unmerged(survivor, from));
    }

    private void tellAfterCommit(UUID id, BiConsumer<CustomerListener, Customer> news) {
        if (!listeners.isEmpty()) {
            transactions.afterCommit(() ->
                    load(Set.of(id)).values().forEach(customer -> tell(listener -> news.accept(listener, customer))));
        }
    }

    private static Stream<Customer> told(Set<UUID> ids, Map<UUID, Customer> customers) {
        return ids.stream().flatMap(id -> Optional.ofNullable(customers.get(id)).stream());
    }

    private void tell(Consumer<CustomerListener> news) {
        audience.tell(news);
    }

    private Map<UUID, Customer> load(Collection<UUID> ids) {
        return transactions.call(em -> {
            Map<UUID, List<String>> sellerAccounts = sellerAccounts(ids);
            return em.createQuery("select c from CustomerEntity c where c.id in :ids", CustomerEntity.class)
                    .setParameter("ids", ids)
                    .getResultStream()
                    .map(entity -> entity.toCustomer(sellerAccounts.getOrDefault(entity.id(), List.of())))
                    .collect(Collectors.toMap(Customer::id, Function.identity()));
        });
    }

    private Map<UUID, List<String>> sellerAccounts(Collection<UUID> ids) {
        return transactions.sql(connection -> {
            Map<UUID, List<String>> found = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select customer_id, array_agg(seller_account order by seller_account)
                    from customer.customer_summary where customer_id = any (?) and seller_account <> '*'
                    group by customer_id""")) {
                select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getObject(1, UUID.class), List.of((String[])
                                rows.getArray(2).getArray()));
                    }
                }
            }
            return found;
        });
    }
}
