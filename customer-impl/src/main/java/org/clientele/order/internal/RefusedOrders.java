package org.clientele.order.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.Problem.Violation;
import org.clientele.customer.ExternalId;
import org.clientele.order.Order;
import org.jspecify.annotations.Nullable;

/** Orders that an import could not take, by whom they would have belonged to. */
final class RefusedOrders {
    private RefusedOrders() {}

    /** Takes note of one, unless it tells nobody whose it is. */
    static void note(Connection connection, Order.Document order, List<Violation> why) throws SQLException {
        Order.Buyer buyer = order.customer();
        if (why.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.refused_order (buyer_key, seller_account, number, pointer, code)
                values (decode(?, 'hex'), ?, ?, ?, ?)
                on conflict (buyer_key, seller_account, number) do update
                set pointer = excluded.pointer, code = excluded.code, refused_at = now()
                """)) {
            for (String key : keys(
                    buyer.email().stream().toList(), buyer.externalId().stream().toList())) {
                insert.setString(1, key);
                insert.setString(2, shortened(order.sellerAccount()));
                insert.setString(3, shortened(order.number()));
                insert.setString(4, why.get(0).pointer());
                insert.setString(5, why.get(0).code());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What one refused may have been told under, for a customer that we know; in hexadecimal. */
    static List<String> keys(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select c.email, e.system, e.id
                from customer.customer c left join customer.external_id e on e.customer_id = c.id
                where c.id = ?
                union all
                select email, null, null from customer.merged where from_id in (select customer.merged_into(?))
                """)) {
            select.setObject(1, customer);
            select.setObject(2, customer);
            Set<String> emails = new TreeSet<>();
            List<ExternalId> externalIds = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional.ofNullable(rows.getString(1)).ifPresent(emails::add);
                    if (rows.getString(2) != null) {
                        externalIds.add(new ExternalId(rows.getString(2), rows.getString(3)));
                    }
                }
            }
            return keys(emails, externalIds);
        }
    }

    private static List<String> keys(Collection<String> emails, List<ExternalId> externalIds) {
        return Stream.concat(
                        emails.stream().map(address -> "email\n" + Buyers.canonical(address)),
                        externalIds.stream().map(id -> "external\n" + id.system() + '\n' + id.id()))
                .map(RefusedOrders::sha256)
                .toList();
    }

    private static String shortened(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("\0", "")
                        .substring(0, Math.min(64, text.replace("\0", "").length()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
