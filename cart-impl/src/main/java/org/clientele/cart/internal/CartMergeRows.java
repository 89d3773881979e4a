package org.clientele.cart.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.persistence.Sql;

/** The table {@code cart.cart_merge}, and which cart went into which. */
final class CartMergeRows {
    /** How long a merge can be undone. */
    static final int DAYS = 30;

    private static final TypeReference<CartMerge.Buckets> BUCKETS = new TypeReference<>() {};
    private static final TypeReference<Contents> CONTENTS = new TypeReference<>() {};
    private static final String SELECT = """
            select id, from_id, into_id, customer_id, policy, buckets, from_before, into_before, version_after, merged_at, undone_at,
                merged_at < now() - make_interval(days => %d) as expired
            from cart.cart_merge\s""".formatted(DAYS);

    private CartMergeRows() {}

    /** What an undo gives back to a cart. */
    record Contents(
            Optional<String> currency,
            Optional<String> country,
            List<Cart.Line> lines,
            List<String> codes,
            Attribution attribution) {
        static Contents of(Cart cart) {
            return new Contents(cart.currency(), cart.country(), cart.lines(), cart.codes(), cart.attribution());
        }

        void into(CartDraft draft) {
            draft.currency = currency;
            draft.country = country;
            draft.lines = new ArrayList<>(lines);
            draft.codes = new ArrayList<>(codes);
            draft.attribution = attribution;
        }
    }

    /** @param versionAfter of the cart that was left */
    record Stored(CartMerge merge, Contents from, Contents into, long versionAfter, boolean expired) {}

    static void insert(Connection connection, CartMerge merge, Cart from, Cart into, long versionAfter)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.cart_merge (id, from_id, into_id, customer_id, seller_account, policy, buckets, from_before,
                    into_before, version_after, merged_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?)""",
                merge.id(),
                merge.from(),
                merge.into(),
                merge.customerId(),
                into.sellerAccount(),
                merge.policy(),
                CartRows.json(merge.buckets()),
                CartRows.json(Contents.of(from)),
                CartRows.json(Contents.of(into)),
                versionAfter,
                merge.mergedAt());
    }

    static Optional<Stored> find(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, SELECT + "where id = ?", CartMergeRows::stored, id);
    }

    static Optional<Stored> lock(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, SELECT + "where id = ? for no key update", CartMergeRows::stored, id);
    }

    static List<CartMerge> of(Connection connection, UUID cart) throws SQLException {
        return Sql.list(
                connection,
                SELECT + "where from_id = ? or into_id = ? order by id desc",
                row -> stored(row).merge(),
                cart,
                cart);
    }

    static void undone(Connection connection, UUID id, Instant at) throws SQLException {
        Sql.update(connection, "update cart.cart_merge set undone_at = ? where id = ?", at, id);
    }

    /** Says where the lines of a cart are; empty: in itself. */
    static void point(Connection connection, UUID cart, Optional<UUID> into) throws SQLException {
        Sql.update(connection, "update cart.cart set merged_into = ? where id = ?", into.orElse(null), cart);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new CartMerge(
                        row.getObject("id", UUID.class),
                        row.getObject("from_id", UUID.class),
                        row.getObject("into_id", UUID.class),
                        Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                        CartMerge.Policy.valueOf(row.getString("policy").toUpperCase(Locale.ROOT)),
                        CartRows.parsed(row.getString("buckets"), BUCKETS),
                        Sql.instant(row, "merged_at"),
                        Sql.maybeInstant(row, "undone_at")),
                CartRows.parsed(row.getString("from_before"), CONTENTS),
                CartRows.parsed(row.getString("into_before"), CONTENTS),
                row.getLong("version_after"),
                row.getBoolean("expired"));
    }
}
