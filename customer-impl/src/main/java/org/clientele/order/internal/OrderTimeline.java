package org.clientele.order.internal;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.customer.TimelineSource;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** When a customer came and what was bought, refunded, sent back and said of it. */
@Component(service = TimelineSource.class)
public final class OrderTimeline implements TimelineSource {
    /** Documents are opened only where a column says that there is something in them. */
    private static final String HAPPENED = """
            with visible as materialized (
                select id, seller_account, number, placed_at, status, currency, total, refunded, returned_units, feedback_rating,
                    case when refunded <> 0 or returned_units <> 0 or feedback_rating is not null
                        then document::jsonb else '{}' end as document
                from customer.orders
                where customer_id = ? and seller_account = any (coalesce(?::text[], array[seller_account]))
            ), happened as (
                select coalesce(registered_at, created_at) as at, 'registered' as kind, null as number,
                    null as seller_account, null as currency, 0 as amount, case when account then 'account' else 'guest' end as word
                from customer.customer where id = ?
                union all
                select placed_at, 'order', number, seller_account, currency, total, status from visible
                union all
                select (r->>'at')::timestamptz, 'refund', number, seller_account, currency, (r->>'amount')::bigint, ''
                from visible, jsonb_array_elements(coalesce(document->'refunds', '[]')) r
                union all
                select r.at, 'refund', number, seller_account, currency, r.amount, ''
                from visible join customer.refund r on r.order_id = visible.id and not r.named
                union all
                select (r->>'at')::timestamptz, 'return', number, seller_account, currency,
                    (select sum((l->>'quantity')::bigint) from jsonb_array_elements(coalesce(r->'lines', '[]')) l), ''
                from visible, jsonb_array_elements(coalesce(document->'returns', '[]')) r
                union all
                select coalesce((document->'feedback'->>'at')::timestamptz, placed_at), 'feedback', number, seller_account,
                    currency, feedback_rating, ''
                from visible where feedback_rating is not null
            )
            select at, kind, number, seller_account, currency, coalesce(amount, 0), word
            from happened where at < ?
            order by at desc, kind, seller_account, number, amount
            limit ?
            """;

    private final Transactions transactions;
    private final Access access;

    @Activate
    public OrderTimeline(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    @Override
    public List<Entry> entries(UUID customer, Instant before, int limit) {
        return transactions.read(connection -> entries(connection, customer, before, limit));
    }

    private List<Entry> entries(Connection connection, UUID customer, Instant before, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HAPPENED)) {
            select.setObject(1, customer);
            select.setArray(
                    2,
                    access.caller().sellerAccounts().isEmpty()
                            ? null
                            : connection.createArrayOf(
                                    "text",
                                    access.caller().sellerAccounts().get().toArray()));
            select.setObject(3, customer);
            select.setObject(4, before.atOffset(ZoneOffset.UTC));
            select.setInt(5, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows, customer));
                }
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet rows, UUID customer) throws SQLException {
        Instant at = rows.getObject(1, OffsetDateTime.class).toInstant();
        String kind = rows.getString(2);
        if (kind.equals("registered")) {
            return new Entry(
                    at,
                    kind,
                    rows.getString(7).equals("account") ? "Registered" : "Known as a guest",
                    "/api/admin/v1/customers/" + customer);
        }
        String number = rows.getString(3);
        long amount = rows.getLong(6);
        String money = money(amount, rows.getString(5));
        String title =
                switch (kind) {
                    case "order" -> "Order " + number + ", " + rows.getString(7) + ", " + money;
                    case "refund" -> "Refund of " + money + " for order " + number;
                    case "return" -> amount + (amount == 1 ? " unit" : " units") + " of order " + number + " came back";
                    default -> "Feedback on order " + number + ": " + amount + " of 5";
                };
        return new Entry(
                at,
                kind,
                title,
                "/api/admin/v1/orders/" + encode(number) + "?sellerAccount=" + encode(rows.getString(4)));
    }

    private static String money(long amount, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(amount, digits).toPlainString() + " " + currency;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
