package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.checkout.Approval;
import org.clientele.checkout.Checkout;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** The table {@code cart.approval}. */
final class ApprovalRows {
    private static final String SELECT = """
            select id, cart_id, customer_id, company_id, seller_account, state, total, currency, payment_method, asked_by,
                asked_at, decided_by, decided_at, reason, order_number, choices, customer_ip, assisted
            from cart.approval""";

    private ApprovalRows() {}

    /** @param actor who checked out */
    record Stored(Approval approval, Checkout.Choices choices, Actor actor) {}

    /**
     * Whose approvals are wanted.
     *
     * @param customer of this one, or of the company; empty for all
     */
    record Selection(
            Optional<Set<String>> sellerAccounts,
            Optional<UUID> customer,
            Optional<UUID> company,
            Optional<Approval.State> state) {}

    static void insert(Connection connection, Approval approval, Checkout.Choices choices, Actor actor)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.approval (id, cart_id, customer_id, company_id, seller_account, total, currency,
                    payment_method, choices, customer_ip, assisted, asked_by, asked_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""",
                approval.id(),
                approval.cartId(),
                approval.customerId(),
                approval.companyId(),
                approval.sellerAccount(),
                approval.total(),
                approval.currency(),
                approval.paymentMethod(),
                StoredJson.write(choices),
                actor.customerIp(),
                actor.isAgent(),
                approval.askedBy(),
                approval.askedAt());
    }

    static Optional<Approval> find(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, SELECT + " where id = ?", ApprovalRows::approval, id);
    }

    /** Those of a cart, last first. */
    static Optional<Approval> latest(Connection connection, UUID cart) throws SQLException {
        return Sql.first(
                connection,
                SELECT + " where cart_id = ? order by asked_at desc, id desc limit 1",
                ApprovalRows::approval,
                cart);
    }

    /** The one that waits, locked like its cart. */
    static Optional<Stored> lockWaiting(Connection connection, UUID cart) throws SQLException {
        return Sql.first(
                connection,
                SELECT + " where cart_id = ? and state = 'waiting' for no key update",
                row -> new Stored(
                        approval(row),
                        StoredJson.read(row.getString("choices"), Checkout.Choices.class),
                        new Actor(
                                row.getString("asked_by"),
                                row.getBoolean("assisted") ? Actor.Role.STAFF : Actor.Role.CUSTOMER,
                                Optional.ofNullable(row.getString("customer_ip")))),
                cart);
    }

    static Approval decide(
            Connection connection,
            UUID id,
            Approval.State state,
            String by,
            Instant at,
            Optional<String> reason,
            Optional<String> order)
            throws SQLException {
        Sql.update(
                connection,
                "update cart.approval set state = ?, decided_by = ?, decided_at = ?, reason = ?, order_number = ?"
                        + " where id = ?",
                state,
                by,
                at,
                reason,
                order,
                id);
        return find(connection, id).orElseThrow();
    }

    static Page<Approval> page(Connection connection, Selection wanted, Page.Request page) throws SQLException {
        StringBuilder where = new StringBuilder(" where true");
        List<@Nullable Object> values = new ArrayList<>();
        wanted.sellerAccounts().ifPresent(accounts -> {
            where.append(" and seller_account = any (?)");
            values.add(accounts);
        });
        wanted.customer().ifPresent(customer -> {
            where.append(" and (customer_id = ? or company_id = ?)");
            values.add(customer);
            values.add(wanted.company().orElse(null));
        });
        wanted.state().ifPresent(state -> {
            where.append(" and state = ?");
            values.add(state);
        });
        @Nullable Object[] bound = values.toArray();
        @Nullable Object[] paged = Arrays.copyOf(bound, bound.length + 2);
        paged[bound.length] = page.size();
        paged[bound.length + 1] = page.offset();
        return Page.of(
                Sql.list(
                        connection,
                        SELECT + where + " order by asked_at desc, id desc limit ? offset ?",
                        ApprovalRows::approval,
                        paged),
                Sql.first(connection, "select count(*) from cart.approval" + where, row -> row.getLong(1), bound)
                        .orElseThrow());
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                row.getObject("id", UUID.class),
                row.getObject("cart_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("company_id", UUID.class),
                row.getString("seller_account"),
                Approval.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("total"),
                row.getString("currency"),
                row.getString("payment_method"),
                row.getString("asked_by"),
                Sql.instant(row, "asked_at"),
                Optional.ofNullable(row.getString("decided_by")),
                Sql.maybeInstant(row, "decided_at"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("order_number")));
    }
}
