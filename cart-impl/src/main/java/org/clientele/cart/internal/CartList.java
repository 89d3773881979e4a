package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Pages of carts. */
final class CartList {
    private CartList() {}

    static Page<Carts.Listed> page(
            Connection connection, CartAccess access, Carts.Selection wanted, Carts.Sort sort, Page.Request page)
            throws SQLException {
        StringBuilder where = new StringBuilder("where true");
        List<@Nullable Object> values = new ArrayList<>();
        access.caller().sellerAccounts().ifPresent(own -> {
            where.append(" and seller_account = any (?)");
            values.add(own);
        });
        wanted.status().ifPresent(status -> {
            where.append(" and status = ?");
            values.add(status);
        });
        wanted.customer().ifPresent(customer -> {
            where.append(" and customer_id = ?");
            values.add(customer);
        });
        wanted.guest()
                .ifPresent(guest -> where.append(guest ? " and customer_id is null" : " and customer_id is not null"));
        wanted.abandoned()
                .ifPresent(abandoned ->
                        where.append(abandoned ? " and abandoned_at is not null" : " and abandoned_at is null"));
        long total = Sql.first(
                        connection, "select count(*) from cart.cart " + where, row -> row.getLong(1), values.toArray())
                .orElseThrow();
        values.add(page.size());
        values.add(page.offset());
        return Page.of(
                Sql.list(
                        connection,
                        """
                        select id, status, customer_id, currency, seller_account, jsonb_array_length(lines) as lines, units,
                            total, attribution ->> 'agent' as agent, created_at, changed_at, abandoned_at, version
                        from cart.cart\s""" + where + " order by " + order(sort) + " limit ? offset ?",
                        CartList::listed,
                        values.toArray()),
                total);
    }

    private static String order(Carts.Sort sort) {
        return switch (sort) {
            case NEWEST -> "changed_at desc, id desc";
            case OLDEST -> "changed_at, id";
            case LARGEST -> "total desc, id desc";
            case SMALLEST -> "total, id";
        };
    }

    private static Carts.Listed listed(ResultSet row) throws SQLException {
        return new Carts.Listed(
                row.getObject("id", UUID.class),
                Cart.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                Optional.ofNullable(row.getString("currency")),
                row.getString("seller_account"),
                row.getInt("lines"),
                row.getLong("units"),
                row.getLong("total"),
                Optional.ofNullable(row.getString("agent")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.maybeInstant(row, "abandoned_at"),
                row.getLong("version"));
    }
}
