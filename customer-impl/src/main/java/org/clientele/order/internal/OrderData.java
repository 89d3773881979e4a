package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.order.Order;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What orders and their imports tell of a customer. */
@Component(service = CustomerData.class)
public final class OrderData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public OrderData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        transactions.sql(connection -> {
            List<String> names = names(connection, customer);
            List<Row> orders = orders(connection, customer);
            for (Row row : orders) {
                update(connection, row.id(), PricedOrder.again(AnonymousOrder.of(row.document(), customer, names)));
            }
            run(
                    connection,
                    "update customer.refund r set reason = null from customer.orders o"
                            + " where o.id = r.order_id and o.customer_id = ? and r.reason is not null",
                    customer);
            forgetRefusals(connection, customer);
            if (!orders.isEmpty()) {
                OrderBatch.refreshSummaries(connection, List.of(customer));
            }
            return true;
        });
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> {
            forgetRefusals(connection, customer);
            return true;
        });
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("customer.orders", "customer_id", "id");
    }

    @Override
    public void export(SubjectExport export) {
        export.query("customer.orders", """
                select placed_at, id, seller_account, number, status, currency, units, total, discount, refunded, returned_units,
                    promo_codes, feedback_rating, document::jsonb as document, imported_at, anonymous
                from customer.orders where customer_id = ? order by placed_at, id""", export.customer());
        export.query("customer.refund", """
                select r.at, r.id, o.seller_account, o.number, r.amount, o.currency, r.reason, r.lines::jsonb as lines, r.recorded_at
                from customer.refund r join customer.orders o on o.id = r.order_id where o.customer_id = ? order by r.at, r.id""", export.customer());
        List<String> keys = transactions.read(connection -> RefusedOrders.keys(connection, export.customer()));
        export.query("customer.refused_order", """
                select refused_at, seller_account, number, pointer, code from customer.refused_order
                where buyer_key = any (array(select decode(key, 'hex') from unnest(?::text[]) key)) order by refused_at""", keys);
    }

    private record Row(UUID id, Order.Document document) {}

    private static List<Row> orders(Connection connection, UUID customer) throws SQLException {
        List<Row> orders = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, document from customer.orders where customer_id = ? and not anonymous"
                        + " order by seller_account collate \"C\", number collate \"C\" for no key update")) {
            select.setObject(1, customer);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    orders.add(new Row(rows.getObject(1, UUID.class), PricedOrder.read(rows.getString(2))));
                }
            }
        }
        return orders;
    }

    private static void update(Connection connection, UUID id, PricedOrder order) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.orders
                set document = ?, content_hash = ?, promo_codes = ?, anonymous = true, version = version + 1
                where id = ?
                """)) {
            update.setString(1, order.json());
            update.setBytes(2, order.hash());
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            order.document().promoCodes().stream()
                                    .map(Order.Promo::code)
                                    .distinct()
                                    .toArray()));
            update.setObject(4, id);
            update.executeUpdate();
        }
    }

    /** Everything that tells who the customer is and may be found in what orders say. */
    private static List<String> names(Connection connection, UUID customer) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select unnest(array[email, first_name, last_name, phone, company]) from customer.customer where id = ?
                union
                select unnest(array[first_name, last_name, company, line1, line2, line3, phone])
                from customer.address where customer_id = ?
                union
                select id from customer.external_id where customer_id = ?
                union
                select unnest(array[row ->> 'email', row ->> 'first_name', row ->> 'last_name', row ->> 'phone', row ->> 'company'])
                from customer.merge_entry e, jsonb_array_elements(e.content) row
                where e.from_id in (select customer.merged_into(?)) and e.kind = 'aside' and e.name = 'customer.customer'
                union
                select email from customer.merged where from_id in (select customer.merged_into(?))
                """)) {
            for (int column = 1; column <= 5; column++) {
                select.setObject(column, customer);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    if (name != null) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static void forgetRefusals(Connection connection, UUID customer) throws SQLException {
        List<String> keys = RefusedOrders.keys(connection, customer);
        try (PreparedStatement delete = connection.prepareStatement("delete from customer.refused_order"
                + " where buyer_key = any (array(select decode(key, 'hex') from unnest(?::text[]) key))")) {
            delete.setArray(1, connection.createArrayOf("text", keys.toArray()));
            delete.executeUpdate();
        }
    }

    private static void run(Connection connection, String sql, UUID customer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, customer);
            update.executeUpdate();
        }
    }
}
