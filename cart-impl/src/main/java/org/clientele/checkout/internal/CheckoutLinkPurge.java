package org.clientele.checkout.internal;

import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets sessions that are over, with the IP addresses in them, and links that expired long ago. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=checkout-link-purge", RecurringWork.PAUSE_SECONDS + ":Integer=600"})
public final class CheckoutLinkPurge implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final CheckoutLinkSettings settings;

    @Activate
    public CheckoutLinkPurge(
            @Reference(target = "(schema=cart)") Transactions transactions, @Reference CheckoutLinkSettings settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public void run() {
        delete("cart.session", 0);
        delete("cart.checkout_link", settings.retentionDays());
    }

    private void delete(String table, int days) {
        int deleted = BATCH;
        while (deleted == BATCH && !Thread.currentThread().isInterrupted()) {
            deleted = transactions.sql(connection -> Sql.update(
                    connection,
                    "delete from " + table + " where id = any (array(select id from " + table
                            + " where expires_at < now() - make_interval(days => ?) order by expires_at limit ?"
                            + " for update skip locked))",
                    days,
                    BATCH));
        }
    }
}
