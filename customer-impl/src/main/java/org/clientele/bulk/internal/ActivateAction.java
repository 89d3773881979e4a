package org.clientele.bulk.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.customer.internal.JpaCustomers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets customers act again. */
@Component(
        property = {
            BulkAction.ACTION + "=activate",
            BulkAction.TITLE + "=Activate",
            BulkAction.SCOPE + "=customers:write"
        })
public final class ActivateAction implements BulkAction {
    private final Customers customers;

    @Activate
    public ActivateAction(@Reference Customers customers) {
        this.customers = customers;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        if (customer.status() == Customer.Status.ACTIVE) {
            return Outcome.UNCHANGED;
        }
        customers.activate(id);
        return Outcome.CHANGED;
    }
}
