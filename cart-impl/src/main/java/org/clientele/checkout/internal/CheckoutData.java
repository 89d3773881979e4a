package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.clientele.cart.internal.CartData;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Placements, approvals and subscriptions are the customer's; so is what a guest bought, which only the placement tells. */
@Component
public final class CheckoutData implements CustomerData {
    private static final String BOUGHT = " in (select cart_id from cart.placement where customer_id = ?)";
    private static final String BOUGHT_AS_GUEST = " where customer_id is null and id" + BOUGHT;

    private final Transactions transactions;

    @Activate
    public CheckoutData(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** Who bought goes, what was bought stays; nothing more is delivered, and nobody is asked any more. */
    @Override
    public void erase(UUID customer) {
        transactions.sql(connection -> {
            Sql.update(
                    connection,
                    "update cart.placement set customer_ip = null, purchase_order = null where customer_id = ?",
                    customer);
            forgetMerged(connection, customer);
            Sql.update(connection, "update cart.cart set " + CartData.WITHOUT_ORIGIN + BOUGHT_AS_GUEST, customer);
            Sql.update(
                    connection,
                    "update cart.cart set held = false where held and id in"
                            + " (select cart_id from cart.approval where customer_id = ? and state = 'waiting')",
                    customer);
            Sql.update(
                    connection,
                    "update cart.approval set choices = '{}', customer_ip = null, reason = null,"
                            + " state = case state when 'waiting' then 'withdrawn' else state end where customer_id = ?",
                    customer);
            return Sql.update(
                    connection,
                    "update cart.subscription set " + CartData.WITHOUT_ORIGIN
                            + ", state = case state when 'recorded' then 'ended' else state end where customer_id = ?",
                    customer);
        });
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> {
            Sql.update(
                    connection,
                    "update cart.cart set held = false where held and id in"
                            + " (select cart_id from cart.approval where customer_id = ?)",
                    customer);
            forgetMerged(connection, customer);
            Sql.update(connection, "delete from cart.cart" + BOUGHT_AS_GUEST, customer);
            Sql.update(connection, "delete from cart.placement where customer_id = ?", customer);
            Sql.update(connection, "delete from cart.approval where customer_id = ?", customer);
            return Sql.update(connection, "delete from cart.subscription where customer_id = ?", customer);
        });
    }

    /** What went into carts that were bought as a guest. */
    private static void forgetMerged(Connection connection, UUID customer) throws SQLException {
        Sql.update(connection, "delete from cart.cart where customer_id is null and merged_into" + BOUGHT, customer);
        Sql.update(connection, "delete from cart.cart_merge where customer_id is null and into_id" + BOUGHT, customer);
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("cart.placement", "customer_id", "cart_id");
        ledger.move("cart.approval", "customer_id", "id");
        ledger.move("cart.subscription", "customer_id", "id");
    }

    /** Who asked for an approval and who decided is not told. */
    @Override
    public void export(SubjectExport export) {
        export.table(
                "cart.placement",
                "customer_id",
                "placed_at",
                "cart_id",
                "order_number",
                "seller_account",
                "payment_method",
                "customer_ip",
                "purchase_order");
        export.table(
                "cart.approval",
                "customer_id",
                "asked_at",
                "id",
                "cart_id",
                "company_id",
                "seller_account",
                "state",
                "total",
                "currency",
                "payment_method",
                "choices",
                "customer_ip",
                "assisted",
                "decided_at",
                "reason",
                "order_number");
        export.query("cart.subscription", """
                select started_at, id, seller_account, order_number, sku, name, quantity, unit_price, currency, schedule,
                    attribution - 'agent' as attribution, next_at, state
                from cart.subscription where customer_id = ? order by started_at, id""", export.customer());
    }
}
