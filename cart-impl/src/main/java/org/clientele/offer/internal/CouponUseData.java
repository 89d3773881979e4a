package org.clientele.offer.internal;

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who used which code. An erased customer's uses stay, like the orders they were for: they tell nothing of the person. */
@Component(service = CustomerData.class)
public final class CouponUseData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public CouponUseData(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> Sql.update(
                connection, "update cart.coupon_use set customer_id = null where customer_id = ?", customer));
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("cart.coupon_use", "customer_id", "id");
    }

    @Override
    public void export(SubjectExport export) {
        export.table(
                "cart.coupon_use", "customer_id", "used_at", "coupon", "cart_id", "order_number", "amount", "currency");
    }
}
