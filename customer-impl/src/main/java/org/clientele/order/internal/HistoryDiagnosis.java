package org.clientele.order.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a customer may miss orders. Tells of other customers by reference and count, and only of those the caller may see. */
final class HistoryDiagnosis {
    private static final int MOST = 20;

    private final Connection connection;
    private final Optional<Set<String>> visible;
    private final UUID customer;

    /** @param visible the seller accounts of the caller, if not all */
    HistoryDiagnosis(Connection connection, Optional<Set<String>> visible, UUID customer) {
        this.connection = connection;
        this.visible = visible;
        this.customer = customer;
    }

    /**
     * One reason.
     *
     * @param orders how many it is about
     * @param references at most 20: of customers, of orders or of seller accounts
     */
    record Finding(String code, String detail, long orders, List<String> references) {}

    /** @param sellerAccount the one whose orders the customer was shown, if not all */
    List<Finding> findings(Optional<String> sellerAccount) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        guests().ifPresent(findings::add);
        otherSellerAccounts(sellerAccount).ifPresent(findings::add);
        duplicates().ifPresent(findings::add);
        refused().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> guests() throws SQLException {
        boolean proven = !texts(
                        "select 1::text, 0 from customer.customer where id = ? and verification = 'verified'", 1)
                .isEmpty();
        return found(
                proven ? "guest-orders-not-attached" : "guest-orders-unproven",
                proven
                        ? "Guests with the same e-mail address have orders; the address is proven, so they can be merged."
                        : "Guests with the same e-mail address have orders; they join the account once the address is proven.",
                texts("""
                        select c.reference, sum(s.orders)
                        from customer.customer me
                        join customer.customer c on c.email = me.email and c.id <> me.id and not c.account
                        join customer.customer_summary s on s.customer_id = c.id
                        where me.id = ? and me.account and s.seller_account = any (coalesce(?::text[], array['*']))
                        group by c.reference having sum(s.orders) > 0 order by c.reference
                        """, 2));
    }

    private Optional<Finding> otherSellerAccounts(Optional<String> sellerAccount) throws SQLException {
        List<Counted> accounts = texts("""
                select o.seller_account, count(*) from customer.orders o
                where o.customer_id = ? and o.seller_account = any (coalesce(?::text[], array[o.seller_account]))
                group by 1 order by 1
                """, 2);
        if (sellerAccount.isEmpty() && accounts.size() < 2) {
            return Optional.empty();
        }
        return found(
                "other-seller-accounts",
                "There are orders in other seller accounts.",
                accounts.stream()
                        .filter(account -> !sellerAccount.equals(Optional.of(account.reference())))
                        .toList());
    }

    /** Each condition on its own, so that each finds its index. */
    private Optional<Finding> duplicates() throws SQLException {
        return found(
                "possible-duplicates",
                "Customers with the same phone number or name, and another e-mail address, have orders.",
                texts("""
                        with me as materialized (select * from customer.customer where id = ?),
                        same as (
                            select c.id from me join customer.customer c
                                on c.search_text like '%' || me.phone || '%' and c.phone = me.phone
                            union
                            select c.id from me join customer.customer c
                                on c.last_name_sort = me.last_name_sort and c.first_name_sort = me.first_name_sort
                            where me.last_name_sort <> '' and me.first_name_sort <> ''
                        )
                        select c.reference, sum(s.orders)
                        from me, same
                        join customer.customer c on c.id = same.id
                        join customer.customer_summary s on s.customer_id = c.id
                        where c.id <> me.id and (c.email is null or me.email is null or c.email <> me.email)
                            and s.seller_account = any (coalesce(?::text[], array['*']))
                        group by c.reference having sum(s.orders) > 0 order by c.reference
                        """, 2));
    }

    private Optional<Finding> refused() throws SQLException {
        List<Counted> refused = new ArrayList<>();
        String why = "";
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (r.seller_account, r.number) r.number, r.code, r.pointer
                from customer.refused_order r
                where r.buyer_key = any (array(select decode(key, 'hex') from unnest(?::text[]) key))
                    and r.seller_account = any (coalesce(?::text[], array[r.seller_account]))
                    and not exists (select from customer.orders o where o.seller_account = r.seller_account
                        and o.number = r.number and o.imported_at >= r.refused_at)
                order by r.seller_account, r.number, r.refused_at desc
                """)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", RefusedOrders.keys(connection, customer).toArray()));
            select.setArray(2, sellerAccounts());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    refused.add(new Counted(rows.getString(1), 1));
                    why = rows.getString(2) + " at " + rows.getString(3);
                }
            }
        }
        return found(
                "import-refused", "Imports of the last 30 days refused orders of this customer: " + why + ".", refused);
    }

    private static Optional<Finding> found(String code, String detail, List<Counted> counted) {
        return counted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        code,
                        detail,
                        counted.stream().mapToLong(Counted::orders).sum(),
                        counted.stream().map(Counted::reference).limit(MOST).toList()));
    }

    private record Counted(String reference, long orders) {}

    /** @param parameters the customer, and the seller accounts if there are two */
    private List<Counted> texts(String sql, int parameters) throws SQLException {
        List<Counted> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, customer);
            if (parameters == 2) {
                select.setArray(2, sellerAccounts());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Counted(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return found;
    }

    private @Nullable Array sellerAccounts() throws SQLException {
        return visible.isEmpty()
                ? null
                : connection.createArrayOf("text", visible.get().toArray());
    }
}
