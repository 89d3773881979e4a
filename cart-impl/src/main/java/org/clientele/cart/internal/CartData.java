package org.clientele.cart.internal;

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whose carts are whose. What somebody meant to buy goes with the person; what was bought stays, like its order, without the texts of its
 * attribution. What a guest bought is taken out where its placement is, which tells whose it was. Triggers keep {@code
 * cart.customer_carts}.
 */
@Component(service = CustomerData.class)
public final class CartData implements CustomerData {
    /** Of what somebody came by only who of the staff served them is kept. */
    public static final String WITHOUT_ORIGIN = "attribution = case when attribution ->> 'agent' is null then '{}'"
            + " else jsonb_build_object('agent', attribution -> 'agent') end";

    private static final String MERGED_INTO_THEIRS = "delete from cart.cart g using cart.cart c"
            + " where g.merged_into = c.id and c.customer_id = ? and g.customer_id is null";

    private final Transactions transactions;

    @Activate
    public CartData(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        run(MERGED_INTO_THEIRS, customer);
        run("delete from cart.cart where customer_id = ? and status in ('open', 'merged', 'expired')", customer);
        run("update cart.cart set " + WITHOUT_ORIGIN + " where customer_id = ?", customer);
        run("delete from cart.cart_merge where customer_id = ?", customer);
        run("delete from cart.customer_carts where customer_id = ?", customer);
    }

    @Override
    public void purge(UUID customer) {
        run(MERGED_INTO_THEIRS, customer);
        run("delete from cart.cart where customer_id = ?", customer);
        run("delete from cart.cart_merge where customer_id = ?", customer);
        run("delete from cart.customer_carts where customer_id = ?", customer);
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("cart.cart", "customer_id", "id");
        ledger.move("cart.cart_merge", "customer_id", "id");
    }

    @Override
    public void export(SubjectExport export) {
        export.query("cart.cart", """
                with theirs as (
                    select id from cart.cart where customer_id = ?
                    union select c.id from cart.placement p join cart.cart c on c.id = p.cart_id
                    where p.customer_id = ? and c.customer_id is null)
                select created_at, id, seller_account, status, currency, country, lines, codes, offers, attribution - 'agent' as attribution,
                    units, subtotal, discount, shipping, tax, total, changed_at, abandoned_at, merged_into, order_number
                from cart.cart where id in (
                    select id from theirs
                    union select g.id from theirs t join cart.cart g on g.merged_into = t.id where g.customer_id is null)
                order by created_at, id""", export.customer(), export.customer());
        export.query("cart.cart_merge", """
                select merged_at, id, from_id, into_id, seller_account, policy, buckets, from_before #- '{attribution,agent}' as from_before,
                    into_before #- '{attribution,agent}' as into_before, undone_at
                from cart.cart_merge where id in (
                    select id from cart.cart_merge where customer_id = ?
                    union select m.id from cart.placement p join cart.cart_merge m on m.into_id = p.cart_id
                    where p.customer_id = ? and m.customer_id is null)
                order by merged_at, id""", export.customer(), export.customer());
        export.table("cart.customer_carts", "customer_id", "open_carts", "open_value", "currency", "abandoned");
    }

    private void run(String sql, UUID customer) {
        transactions.sql(connection -> Sql.update(connection, sql, customer));
    }
}
