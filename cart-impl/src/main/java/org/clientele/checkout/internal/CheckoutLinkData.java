package org.clientele.checkout.internal;

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links and sessions are ways to a customer's cart and to what is known of the customer: they end with the customer. */
@Component
public final class CheckoutLinkData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public CheckoutLinkData(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        transactions.sql(connection -> {
            Sql.update(connection, "delete from cart.session where customer_id = ?", customer);
            return Sql.update(
                    connection,
                    "update cart.checkout_link set revoked_at = now() where customer_id = ? and revoked_at is null",
                    customer);
        });
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> {
            Sql.update(connection, "delete from cart.session where customer_id = ?", customer);
            return Sql.update(connection, "delete from cart.checkout_link where customer_id = ?", customer);
        });
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("cart.checkout_link", "customer_id", "id");
        ledger.move("cart.session", "customer_id", "id");
    }

    /** That there are links and sessions, never their tokens. */
    @Override
    public void export(SubjectExport export) {
        export.table(
                "cart.checkout_link",
                "customer_id",
                "created_at",
                "id",
                "cart_id",
                "uses",
                "used",
                "expires_at",
                "revoked_at");
        export.query("cart.session", """
                select created_at, id, cart_id, agent is not null as by_agent, customer_ip, last_used_at, expires_at
                from cart.session where customer_id = ? order by created_at, id""", export.customer());
    }
}
