package org.clientele.merge.internal;

import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
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

    /** Whose merge was undone is somebody else. */
    @Override
    public void export(SubjectExport export) {
        export.query("customer.merge", """
                select merged_at, id, state, undone_at, before::jsonb as before, after::jsonb as after from customer.merge
                where into_id in (select ? union select customer.merged_into(?)) order by merged_at""", export.customer(), export.customer());
        export.query("customer.merge_source", """
                select s.merge_id, s.customer_id, s.reference, s.seller_accounts
                from customer.merge_source s join customer.merge m on m.id = s.merge_id
                where m.state <> 'undone' and m.into_id in (select ? union select customer.merged_into(?))
                order by s.merge_id, s.position""", export.customer(), export.customer());
        export.query("customer.merged", """
                select m.from_id, m.email, m.account from customer.merged m
                where m.from_id in (select customer.merged_into(?)) order by m.from_id""", export.customer());
    }
}
