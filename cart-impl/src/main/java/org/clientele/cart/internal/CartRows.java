package org.clientele.cart.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.persistence.Sql;
import org.clientele.rest.Json;

/** The table {@code cart.cart}. */
final class CartRows {
    private static final TypeReference<List<Cart.Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Cart.Applied>> OFFERS = new TypeReference<>() {};
    private static final TypeReference<List<Cart.Hint>> HINTS = new TypeReference<>() {};
    private static final TypeReference<Attribution> ATTRIBUTION = new TypeReference<>() {};
    private static final String SELECT = """
            select id, seller_account, customer_id, status, currency, country, lines, codes, offers, hints, attribution,
                subtotal, discount, shipping, tax, total, created_at, changed_at, abandoned_at is not null as abandoned,
                order_number, version, held, xmin::text as revision
            from cart.cart where id = ?""";

    private CartRows() {}

    /**
     * @param abandoned whether it was found that nobody came back to it
     * @param held whether it waits for an approval
     * @param revision another one after each transaction that changed the row, whoever made it
     */
    record Stored(Cart cart, boolean abandoned, boolean held, String revision) {
        static Stored open(Cart cart, String revision) {
            return new Stored(cart, false, false, revision);
        }
    }

    static Optional<Stored> find(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, SELECT, CartRows::stored, id);
    }

    /** Nobody else changes it until the transaction ends. */
    static Optional<Stored> lock(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, SELECT + " for no key update", CartRows::stored, id);
    }

    /** @return the revision of its row */
    static String insert(Connection connection, Cart cart) throws SQLException {
        return Sql.first(
                        connection,
                        """
                insert into cart.cart (id, seller_account, customer_id, status, currency, country, lines, codes, offers,
                    hints, attribution, units, subtotal, discount, shipping, tax, total, created_at, changed_at,
                    order_number, version)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning xmin::text""",
                        row -> row.getString(1),
                        cart.id(),
                        cart.sellerAccount(),
                        cart.customerId(),
                        cart.status(),
                        cart.currency(),
                        cart.country(),
                        json(cart.lines()),
                        cart.codes(),
                        json(cart.offers()),
                        json(cart.hints()),
                        json(cart.attribution()),
                        units(cart),
                        cart.subtotal(),
                        cart.discount(),
                        cart.shipping(),
                        cart.tax(),
                        cart.total(),
                        cart.createdAt(),
                        cart.changedAt(),
                        cart.order(),
                        cart.version())
                .orElseThrow();
    }

    /**
     * Call it with the row locked.
     *
     * @return the new revision of the row
     */
    static String update(Connection connection, Cart cart) throws SQLException {
        return update(connection, cart, Optional.empty()).orElseThrow();
    }

    /**
     * Needs no lock.
     *
     * @param before what was known of it: the version too, since one transaction makes only one revision of all that it
     *     writes
     * @return the new revision of the row, or nothing if it is not as it was
     */
    static Optional<String> update(Connection connection, Cart cart, Stored before) throws SQLException {
        return update(connection, cart, Optional.of(before));
    }

    private static Optional<String> update(Connection connection, Cart cart, Optional<Stored> before)
            throws SQLException {
        return Sql.first(
                connection,
                """
                update cart.cart set customer_id = ?, status = ?, currency = ?, country = ?, lines = ?::jsonb, codes = ?,
                    offers = ?::jsonb, hints = ?::jsonb, attribution = ?::jsonb, units = ?, subtotal = ?, discount = ?,
                    shipping = ?, tax = ?, total = ?, changed_at = ?, abandoned_at = null, order_number = ?, version = ?
                where id = ? and xmin = coalesce(?::xid, xmin) and version = coalesce(?::bigint, version)
                returning xmin::text""",
                row -> row.getString(1),
                cart.customerId(),
                cart.status(),
                cart.currency(),
                cart.country(),
                json(cart.lines()),
                cart.codes(),
                json(cart.offers()),
                json(cart.hints()),
                json(cart.attribution()),
                units(cart),
                cart.subtotal(),
                cart.discount(),
                cart.shipping(),
                cart.tax(),
                cart.total(),
                cart.changedAt(),
                cart.order(),
                cart.version(),
                cart.id(),
                before.map(Stored::revision),
                before.map(known -> known.cart().version()));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new Cart(
                        row.getObject("id", UUID.class),
                        Cart.Status.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)),
                        Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                        Optional.ofNullable(row.getString("currency")),
                        row.getString("seller_account"),
                        parsed(row.getString("lines"), LINES),
                        Sql.texts(row, "codes"),
                        parsed(row.getString("offers"), OFFERS),
                        parsed(row.getString("hints"), HINTS),
                        parsed(row.getString("attribution"), ATTRIBUTION),
                        Optional.ofNullable(row.getString("country")),
                        row.getLong("subtotal"),
                        row.getLong("discount"),
                        row.getLong("shipping"),
                        row.getLong("tax"),
                        row.getLong("total"),
                        Sql.instant(row, "created_at"),
                        Sql.instant(row, "changed_at"),
                        Optional.ofNullable(row.getString("order_number")),
                        row.getLong("version")),
                row.getBoolean("abandoned"),
                row.getBoolean("held"),
                row.getString("revision"));
    }

    private static long units(Cart cart) {
        return cart.lines().stream().mapToLong(Cart.Line::quantity).sum();
    }

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T parsed(String json, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A cart in the database cannot be read", e);
        }
    }
}
