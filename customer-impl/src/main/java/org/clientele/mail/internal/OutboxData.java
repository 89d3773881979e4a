package org.clientele.mail.internal;

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mails about a customer go with the customer, also those that wait. */
@Component
public final class OutboxData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public OutboxData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        purge(customer);
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> OutboxRows.delete(connection, customer));
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("customer.outbox_mail", "customer_id", "id");
    }
}
