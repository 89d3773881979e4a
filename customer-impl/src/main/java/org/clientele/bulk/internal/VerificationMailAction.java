package org.clientele.bulk.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.account.Accounts;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.customer.internal.JpaCustomers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Mails links that prove e-mail addresses. */
@Component(
        property = {
            BulkAction.ACTION + "=verification-mail",
            BulkAction.TITLE + "=Send verification mail",
            BulkAction.SCOPE + "=customers:write"
        })
public final class VerificationMailAction implements BulkAction {
    private final Accounts accounts;
    private final Customers customers;

    @Activate
    public VerificationMailAction(@Reference Accounts accounts, @Reference Customers customers) {
        this.accounts = accounts;
        this.customers = customers;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        if (customer.account() && customer.verification() == Customer.Verification.VERIFIED) {
            return Outcome.UNCHANGED;
        }
        accounts.sendVerification(id);
        return Outcome.CHANGED;
    }
}
