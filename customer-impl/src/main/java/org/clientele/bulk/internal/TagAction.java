package org.clientele.bulk.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.customer.internal.JpaCustomers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds and removes tags. */
@Component(
        property = {
            BulkAction.ACTION + "=tag",
            BulkAction.TITLE + "=Tag",
            BulkAction.SCOPE + "=customers:write",
            BulkAction.PARAMS + "=add?:texts",
            BulkAction.PARAMS + "=remove?:texts"
        })
public final class TagAction implements BulkAction {
    private final Customers customers;

    @Activate
    public TagAction(@Reference Customers customers) {
        this.customers = customers;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        AddAndRemove asked = AddAndRemove.of(params);
        if (asked.isDone(customer.tags())) {
            return Outcome.UNCHANGED;
        }
        customers.retag(id, asked.add(), asked.remove());
        return Outcome.CHANGED;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        AddAndRemove asked = AddAndRemove.of(params);
        asked.check();
        try {
            CustomerChecks.tags(asked.add());
        } catch (Problem.Invalid wrong) {
            throw Problem.Invalid.at("/add", wrong.violations().get(0).code(), String.valueOf(wrong.getMessage()));
        }
    }
}
