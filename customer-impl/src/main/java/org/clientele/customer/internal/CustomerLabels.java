package org.clientele.customer.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.customer.Customer;
import org.clientele.group.internal.KnownGroups;
import org.clientele.persistence.Transactions;

/** The tags and groups of customers. */
final class CustomerLabels {
    private final Transactions transactions;
    private final LockedCustomers locked;

    CustomerLabels(Transactions transactions, LockedCustomers locked) {
        this.transactions = transactions;
        this.locked = locked;
    }

    Customer tag(UUID id, Set<String> tags) {
        CustomerChecks.tags(tags);
        return locked.write(id, OptionalLong.empty(), (em, entity) -> entity.tag(tags));
    }

    Customer retag(UUID id, Collection<String> add, Collection<String> remove) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            Set<String> tags = new HashSet<>(entity.tags());
            tags.addAll(add);
            tags.removeAll(remove);
            CustomerChecks.tags(tags);
            entity.tag(tags);
        });
    }

    Customer group(UUID id, Set<String> groups) {
        CustomerChecks.groups(groups);
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            requireGroups(groups, "");
            entity.group(groups);
        });
    }

    Customer regroup(UUID id, Collection<String> add, Collection<String> remove) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            requireGroups(add, "/group");
            Set<String> groups = new HashSet<>(entity.groups());
            groups.addAll(add);
            groups.removeAll(remove);
            // However many: those who join and leave on their own, as tiers do, cannot choose which one to go without.
            entity.group(groups);
        });
    }

    void requireGroups(Collection<String> groups, String pointer) {
        transactions.sql(connection -> {
            KnownGroups.require(connection, groups, pointer);
            return true;
        });
    }
}
