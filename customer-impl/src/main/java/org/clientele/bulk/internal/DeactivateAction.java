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

/** Customers can no longer act. */
@Component(
        property = {
            BulkAction.ACTION + "=deactivate",
            BulkAction.TITLE + "=Deactivate",
            BulkAction.SCOPE + "=customers:write"
        })
public final class DeactivateAction implements BulkAction {
    private final Customers customers;

    @Activate
    public DeactivateAction(@Reference Customers customers) {
        this.customers = customers;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        if (customer.status() == Customer.Status.INACTIVE) {
            return Outcome.UNCHANGED;
        }
        customers.deactivate(id);
        return Outcome.CHANGED;
    }
}
