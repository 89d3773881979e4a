package org.clientele.bulk.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.group.internal.KnownGroups;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds to groups and removes from them. */
@Component(
        property = {
            BulkAction.ACTION + "=group",
            BulkAction.TITLE + "=Groups",
            BulkAction.SCOPE + "=customers:write",
            BulkAction.PARAMS + "=add?:texts",
            BulkAction.PARAMS + "=remove?:texts"
        })
public final class GroupAction implements BulkAction {
    private final Customers customers;
    private final Transactions transactions;

    @Activate
    public GroupAction(
            @Reference Customers customers, @Reference(target = "(schema=customer)") Transactions transactions) {
        this.customers = customers;
        this.transactions = transactions;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        AddAndRemove asked = AddAndRemove.of(params);
        if (asked.isDone(customer.groups())) {
            return Outcome.UNCHANGED;
        }
        customers.regroup(id, asked.add(), asked.remove());
        return Outcome.CHANGED;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        AddAndRemove asked = AddAndRemove.of(params);
        asked.check();
        transactions.sql(connection -> {
            KnownGroups.require(connection, asked.add(), "/add");
            return true;
        });
    }
}
