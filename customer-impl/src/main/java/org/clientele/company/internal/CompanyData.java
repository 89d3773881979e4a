package org.clientele.company.internal;

import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever is gone buys for no company; the company stays. */
@Component
public final class CompanyData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public CompanyData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement leave = connection.prepareStatement("""
                    with gone as (delete from customer.company_member where customer_id = ? returning company_id)
                    update customer.company set version = version + 1 where id in (select company_id from gone)""")) {
                leave.setObject(1, customer);
                return leave.executeUpdate();
            }
        });
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }

    /** Who already buys for a company goes on doing so. */
    @Override
    public void merge(MergeLedger ledger) {
        changed(ledger.from());
        ledger.move("customer.company_member", "customer_id");
    }

    @Override
    public void unmerge(MergeLedger ledger) {
        changed(ledger.from());
    }

    @Override
    public void export(SubjectExport export) {
        export.query("customer.company_member", """
                select m.company_id, c.name as company, m.role
                from customer.company_member m join customer.company c on c.id = m.company_id where m.customer_id = ?""", export.customer());
    }

    private void changed(UUID member) {
        transactions.sql(connection -> {
            try (PreparedStatement change = connection.prepareStatement("""
                    update customer.company set version = version + 1
                    where id in (select company_id from customer.company_member where customer_id = ?)""")) {
                change.setObject(1, member);
                return change.executeUpdate();
            }
        });
    }
}
