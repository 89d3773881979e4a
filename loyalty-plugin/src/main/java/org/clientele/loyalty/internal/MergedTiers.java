package org.clientele.loyalty.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.EventFollower;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks at the tiers of those who were merged, or are others again: their points are more, or less, at once. */
@Component(
        property = {
            EventFollower.NAME + "=loyalty.merges",
            EventFollower.TYPES + "=customer.merged",
            EventFollower.TYPES + "=customer.unmerged"
        })
public final class MergedTiers implements EventFollower {
    private final Transactions transactions;
    private final Customers customers;
    private final Tiers tiers;

    @Activate
    public MergedTiers(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Customers customers,
            @Reference Tiers tiers) {
        this.transactions = transactions;
        this.customers = customers;
        this.tiers = tiers;
    }

    @Override
    public void follow(List<Event> events) {
        Set<UUID> concerned = new LinkedHashSet<>();
        for (Event event : events) {
            event.customerId().ifPresent(concerned::add);
            if (event.data().get("from") instanceof Iterable<?> from) {
                from.forEach(id -> concerned.add(UUID.fromString(String.valueOf(id))));
            }
        }
        transactions.<Boolean>sql(connection -> {
            for (UUID customer : concerned) {
                if (customers.find(customer).filter(found -> !found.erased()).isPresent()) {
                    customers.lock(customer);
                    tiers.review(connection, customer);
                }
            }
            return true;
        });
    }
}
