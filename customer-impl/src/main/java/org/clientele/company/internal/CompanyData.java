package org.clientele.company.internal;

import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
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
    public void merge(UUID from, UUID into) {
        transactions.sql(connection -> {
            try (PreparedStatement move = connection.prepareStatement("""
                    with moved as (
                        update customer.company_member set customer_id = ?
                        where customer_id = ? and not exists (select from customer.company_member where customer_id = ?)
                        returning company_id
                    )
                    update customer.company set version = version + 1 where id in (select company_id from moved)""")) {
                move.setObject(1, into);
                move.setObject(2, from);
                move.setObject(3, into);
                return move.executeUpdate();
            }
        });
    }
}
