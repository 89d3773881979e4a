package org.clientele.notification.internal;

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was told about a customer goes with the customer. */
@Component
public final class NotificationData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public NotificationData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        purge(customer);
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> NotificationRows.delete(connection, customer));
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("customer.notification", "customer_id", "id");
    }

    /** What members of the staff were told. */
    @Override
    public void export(SubjectExport export) {
        export.query("customer.notification", """
                select at, id, kind, title, data::jsonb as data, seller_accounts
                from customer.notification where customer_id = ? order by at, id""", export.customer());
    }
}
