package org.clientele.merge.internal;

import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** When a survivor is deleted, nothing tells any more who was part of it. Erasure itself empties the ledger, when all have read it. */
@Component(service = CustomerData.class)
public final class MergeData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public MergeData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.merge where into_id in"
                    + " (select ? union select customer.merged_into(?))")) {
                delete.setObject(1, customer);
                delete.setObject(2, customer);
                return delete.executeUpdate();
            }
        });
    }
}
