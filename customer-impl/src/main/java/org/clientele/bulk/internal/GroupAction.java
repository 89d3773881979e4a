package org.clientele.bulk.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.Problem;
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
        Collection<String> add = texts(params, "add");
        Collection<String> remove = texts(params, "remove");
        if (customer.groups().containsAll(add) && Collections.disjoint(customer.groups(), remove)) {
            return Outcome.UNCHANGED;
        }
        customers.regroup(id, add, remove);
        return Outcome.CHANGED;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        List<String> add = texts(params, "add");
        Problem.Invalid.check(checks -> checks.that(
                        !add.isEmpty() || !texts(params, "remove").isEmpty(),
                        "/add",
                        "required",
                        "There is nothing to add or to remove.")
                .that(
                        Collections.disjoint(add, texts(params, "remove")),
                        "/remove",
                        "value",
                        "What is added cannot be removed at the same time."));
        transactions.sql(connection -> {
            KnownGroups.require(connection, add, "/add");
            return true;
        });
    }

    private static List<String> texts(Map<String, @Nullable Object> params, String name) {
        return params.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
