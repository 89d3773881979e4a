package org.clientele.note.internal;

import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes are free text about a person: nobody can tell what is personal in them, so they go as a whole. */
@Component
public final class NoteData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public NoteData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.note where customer_id = ?")) {
                delete.setObject(1, customer);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("customer.note", "customer_id", "id");
    }

    /** What was noted about a person is told, who noted it is not. */
    @Override
    public void export(SubjectExport export) {
        export.table("customer.note", "customer_id", "created_at", "id", "text");
    }
}
