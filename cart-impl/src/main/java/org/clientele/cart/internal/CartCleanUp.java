package org.clientele.cart.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets what nobody will come back to, in batches, so that nobody waits for it. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=cart.clean-up", RecurringWork.PAUSE_SECONDS + ":Integer=3600"},
        configurationPid = "org.clientele.cart")
public final class CartCleanUp implements RecurringWork {
    private static final int BATCH = 500;
    private static final String GUESTS = """
            with old as (
                select id from cart.cart where status = 'open' and customer_id is null and changed_at < ?
                order by changed_at limit ? for update skip locked)
            delete from cart.cart c using old where c.id = old.id""";
    private static final String CUSTOMERS = """
            with old as (
                select id from cart.cart where status = 'open' and not held and customer_id is not null and changed_at < ?
                order by changed_at limit ? for no key update skip locked)
            update cart.cart c set status = 'expired', version = version + 1 from old where c.id = old.id""";
    private static final String CLOSED = """
            with old as (
                select id from cart.cart
                where status in ('completed', 'merged', 'expired') and customer_id is null and changed_at < ?
                order by changed_at limit ? for update skip locked)
            delete from cart.cart c using old where c.id = old.id""";
    private static final String MERGES = """
            with old as (
                select id from cart.cart_merge where merged_at < ?
                order by merged_at limit ? for update skip locked)
            delete from cart.cart_merge m using old where m.id = old.id""";

    private final Transactions transactions;
    private final CartConfig config;
    private final Clock clock;

    @Activate
    public CartCleanUp(@Reference(target = "(schema=cart)") Transactions transactions, CartConfig config) {
        this(transactions, config, Clock.systemUTC());
    }

    CartCleanUp(Transactions transactions, CartConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void run() {
        batches(GUESTS, config.guestCartDays());
        if (config.customerCartDays() > 0) {
            batches(CUSTOMERS, config.customerCartDays());
        }
        batches(MERGES, CartMergeRows.DAYS);
        if (config.closedCartDays() > 0) {
            // Not before an undo could want them back.
            batches(CLOSED, Math.max(config.closedCartDays(), CartMergeRows.DAYS + 1));
        }
    }

    private void batches(String sql, int days) {
        Instant before = clock.instant().minus(Duration.ofDays(days));
        while (transactions.sql(connection -> Sql.update(connection, sql, before, BATCH)) == BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
