package org.clientele.customer.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerListener;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Audience;

/** Changes single customers under their lock, and tells of it. */
final class LockedCustomers {
    private final Transactions transactions;
    private final Visibility visibility;
    private final Events events;
    private final List<CustomerListener> listeners = new CopyOnWriteArrayList<>();
    private final Audience<CustomerListener> audience;

    LockedCustomers(Transactions transactions, Access access, Events events) {
        this.transactions = transactions;
        this.visibility = new Visibility(access);
        this.events = events;
        this.audience = new Audience<>("customers", access, () -> listeners);
    }

    void add(CustomerListener listener) {
        listeners.add(listener);
    }

    void remove(CustomerListener listener) {
        listeners.remove(listener);
    }

    Customer write(UUID id, OptionalLong version, BiConsumer<EntityManager, CustomerEntity> change) {
        return write(id, version, "customer.changed", change);
    }

    Customer lock(UUID id) {
        return transactions.call(em -> {
            List<String> sellerAccounts = sellerAccounts(id).orElseThrow(JpaCustomers::notFound);
            CustomerEntity entity = locked(em, id);
            entity.requirePerson();
            return entity.toCustomer(sellerAccounts);
        });
    }

    private static CustomerEntity locked(EntityManager em, UUID id) {
        CustomerEntity entity = em.find(CustomerEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (entity == null) {
            throw JpaCustomers.notFound();
        }
        return entity;
    }

    /** Changes a customer that the caller may see, under its lock, so that nobody's change is lost. */
    Customer write(UUID id, OptionalLong version, String event, BiConsumer<EntityManager, CustomerEntity> change) {
        return transactions.call(em -> {
            List<String> sellerAccounts = sellerAccounts(id).orElseThrow(JpaCustomers::notFound);
            CustomerEntity entity = locked(em, id);
            if (version.isPresent() && version.getAsLong() != entity.version()) {
                throw new Problem.Stale("The customer was changed meanwhile.");
            }
            entity.requirePerson();
            long before = entity.version();
            change.accept(em, entity);
            em.flush();
            Customer customer = entity.toCustomer(sellerAccounts);
            if (customer.version() != before) {
                publish(event, customer);
                tell(listener -> listener.changed(customer));
            }
            return customer;
        });
    }

    Optional<List<String>> sellerAccounts(UUID id) {
        return transactions.read(connection -> visibility.sellerAccounts(connection, id));
    }

    void publish(String type, Customer customer) {
        events.publish(Event.Draft.of(
                type, customer.id(), Map.of("reference", customer.reference(), "version", customer.version())));
    }

    void tell(Consumer<CustomerListener> news) {
        transactions.afterCommit(() -> audience.tell(news));
    }
}
