package org.clientele.offer.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.cart.Coupon;
import org.clientele.cart.Offer;
import org.clientele.persistence.Sql;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** The tables {@code cart.offer} and {@code cart.coupon}. */
final class OfferRows {
    static final String COUPON_COLUMNS =
            "c.key, c.code, c.name, c.condition, c.effect, c.balance, c.currency, c.uses, c.uses_per_customer, c.used,"
                    + " c.valid_until, c.stacks, c.created_at, c.version";
    private static final String OFFER_COLUMNS =
            "id, name, condition, effect, stacks, priority, active, created_at, version";
    private static final String ORDER = " order by priority desc, id";

    private OfferRows() {}

    static List<Offer> active(Connection connection) throws SQLException {
        return Sql.list(
                connection, "select " + OFFER_COLUMNS + " from cart.offer where active" + ORDER, OfferRows::offer);
    }

    static List<Offer> page(Connection connection, int size, long offset) throws SQLException {
        return Sql.list(
                connection,
                "select " + OFFER_COLUMNS + " from cart.offer" + ORDER + " limit ? offset ?",
                OfferRows::offer,
                size,
                offset);
    }

    static Optional<Offer> find(Connection connection, UUID id, boolean lock) throws SQLException {
        return Sql.first(
                connection,
                "select " + OFFER_COLUMNS + " from cart.offer where id = ?" + (lock ? " for update" : ""),
                OfferRows::offer,
                id);
    }

    private static Offer offer(ResultSet row) throws SQLException {
        return new Offer(
                row.getObject("id", UUID.class),
                row.getString("name"),
                condition(row),
                read(row.getString("effect"), Offer.Effect.class),
                row.getBoolean("stacks"),
                row.getInt("priority"),
                row.getBoolean("active"),
                Sql.instant(row, "created_at"),
                row.getLong("version"));
    }

    static Coupon coupon(ResultSet row) throws SQLException {
        @Nullable String effect = row.getString("effect");
        return new Coupon(
                row.getString("code"),
                Optional.ofNullable(row.getString("name")),
                condition(row),
                Optional.ofNullable(effect).map(json -> read(json, Offer.Effect.class)),
                number(row, "balance").map(balance -> new Money(balance, text(row, "currency"))),
                number(row, "uses"),
                number(row, "uses_per_customer"),
                Sql.maybeInstant(row, "valid_until"),
                row.getBoolean("stacks"),
                row.getLong("used"),
                Sql.instant(row, "created_at"),
                row.getLong("version"));
    }

    private static Offer.Condition condition(ResultSet row) throws SQLException {
        return read(row.getString("condition"), Offer.Condition.class);
    }

    private static String text(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An offer in the database cannot be read", e);
        }
    }
}
