package org.clientele.cart.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.customer.TimelineSource;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** When a customer's carts were opened, given up and paid. */
@Component(service = TimelineSource.class)
public final class CartTimeline implements TimelineSource {
    private final Transactions transactions;
    private final Access access;

    @Activate
    public CartTimeline(@Reference(target = "(schema=cart)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    @Override
    public List<Entry> entries(UUID customer, Instant before, int limit) {
        if (!access.caller().may("carts:read")) {
            return List.of();
        }
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select e.at, e.kind, c.id, c.total, c.currency
                from cart.cart c, lateral (values ('cart-opened', c.created_at), ('cart-abandoned', c.abandoned_at),
                    ('cart-completed', case when c.status = 'completed' then c.changed_at end)) e (kind, at)
                where c.customer_id = ? and e.at < ? and c.seller_account = any (coalesce(?::text[], array[c.seller_account]))
                order by e.at desc, e.kind, c.id desc limit ?""",
                CartTimeline::entry,
                customer,
                before,
                access.caller().sellerAccounts().map(own -> own.toArray(String[]::new)),
                limit));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String money = Optional.ofNullable(row.getString("currency"))
                .map(currency -> ", " + money(row, currency))
                .orElse("");
        String title =
                switch (kind) {
                    case "cart-opened" -> "Opened a cart";
                    case "cart-abandoned" -> "Left a cart" + money;
                    default -> "Paid a cart" + money;
                };
        return new Entry(Sql.instant(row, "at"), kind, title, "/api/admin/v1/carts/" + row.getObject("id", UUID.class));
    }

    private static String money(ResultSet row, String currency) {
        try {
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            return BigDecimal.valueOf(row.getLong("total"), digits).toPlainString() + " " + currency;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
