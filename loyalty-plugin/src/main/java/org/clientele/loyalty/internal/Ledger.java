package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.persistence.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Moves points. Within a transaction of whoever calls: an account is locked before it is changed, and what is written is one entry, the
 * lots it made or took from, and the account. A balance is always the sum of its entries, and the sum of what is left of its lots.
 */
@Component(service = Ledger.class, configurationPid = "org.clientele.loyalty")
public final class Ledger {
    private static final long MOST = 1_000_000_000_000L;

    private final Access access;
    private final int expiryMonths;
    private final Clock clock;

    @Activate
    public Ledger(@Reference Access access, LoyaltyConfig config) {
        this(access, config.expiryMonths(), Clock.systemUTC());
    }

    Ledger(Access access, int expiryMonths, Clock clock) {
        this.access = access;
        this.expiryMonths = expiryMonths;
        this.clock = clock;
    }

    /**
     * What moves.
     *
     * @param points never zero
     * @param orderId whose points they are; such of the same order are taken back first
     */
    record Movement(UUID customer, Entry.Kind kind, long points, Optional<String> reason, Optional<UUID> orderId) {
        static Movement of(UUID customer, Entry.Kind kind, long points, Optional<String> reason) {
            return new Movement(customer, kind, points, reason, Optional.empty());
        }
    }

    /** Makes sure that there is an account, and locks it. */
    long lock(Connection connection, UUID customer) throws SQLException {
        Optional<Long> balance = balance(connection, customer);
        if (balance.isPresent()) {
            return balance.get();
        }
        Sql.update(connection, "insert into loyalty.account (customer_id) values (?) on conflict do nothing", customer);
        return balance(connection, customer).orElseThrow();
    }

    private static Optional<Long> balance(Connection connection, UUID customer) throws SQLException {
        return Sql.first(
                connection,
                "select balance from loyalty.account where customer_id = ? for update",
                row -> row.getLong(1),
                customer);
    }

    /** @throws Problem.Conflict {@code insufficient-points} if it takes more than there is */
    Entry move(Connection connection, Movement movement) throws SQLException {
        long before = lock(connection, movement.customer());
        long after = before + movement.points();
        if (after < 0) {
            throw new Problem.Conflict("insufficient-points", "The account does not have so many points.");
        }
        if (after > MOST) {
            throw Problem.Invalid.at("/points", "range", "An account holds at most " + MOST + " points.");
        }
        Entry entry = new Entry(
                Uuid7.next(),
                movement.customer(),
                movement.kind(),
                movement.points(),
                after,
                movement.reason(),
                movement.orderId(),
                access.caller().id(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        write(connection, entry);
        if (entry.points() > 0) {
            credit(connection, entry);
        } else {
            debit(connection, entry);
        }
        return entry;
    }

    /** Takes as much as there is, if it is not all, and credits as much as there is room for. Nothing, if there is nothing to move. */
    Optional<Entry> moveAtMost(Connection connection, Movement movement) throws SQLException {
        long balance = lock(connection, movement.customer());
        long points = Math.max(-balance, Math.min(movement.points(), MOST - balance));
        return points == 0
                ? Optional.empty()
                : Optional.of(move(
                        connection,
                        new Movement(
                                movement.customer(), movement.kind(), points, movement.reason(), movement.orderId())));
    }

    /**
     * Writes down that points went over to another account without a lot being made: what is left of the lots is right already.
     *
     * @return the id of the entry
     */
    UUID reconcile(Connection connection, UUID customer, long points, Optional<String> reason) throws SQLException {
        UUID id = Uuid7.next();
        Sql.update(
                connection, """
                insert into loyalty.entry (id, customer_id, kind, points, earns, balance, reason, actor)
                select ?, ?, 'merge', ?, true, coalesce(sum(remaining), 0), ?, ? from loyalty.lot where customer_id = ?""", id, customer, points, reason, access.caller().id(), customer);
        return id;
    }

    private static void write(Connection connection, Entry entry) throws SQLException {
        boolean earns = entry.kind().earns(entry.points());
        Sql.update(
                connection,
                """
                insert into loyalty.entry (id, customer_id, kind, points, earns, balance, reason, order_id, actor, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.customerId(),
                entry.kind(),
                entry.points(),
                earns,
                entry.balance(),
                entry.reason(),
                entry.orderId(),
                entry.actor(),
                entry.at());
        Sql.update(
                connection,
                """
                update loyalty.account set balance = ?, earned = earned + ?, spent = spent - ?, version = version + 1
                where customer_id = ?""",
                entry.balance(),
                earns ? entry.points() : 0L,
                earns ? 0L : entry.points(),
                entry.customerId());
    }

    private void credit(Connection connection, Entry entry) throws SQLException {
        Sql.update(
                connection,
                """
                insert into loyalty.lot (entry_id, customer_id, points, remaining, order_id, expires_at)
                values (?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.customerId(),
                entry.points(),
                entry.points(),
                entry.orderId(),
                expiry(entry.at()));
    }

    private Optional<Instant> expiry(Instant at) {
        return expiryMonths == 0
                ? Optional.empty()
                : Optional.of(
                        at.atOffset(ZoneOffset.UTC).plusMonths(expiryMonths).toInstant());
    }

    private record Lot(UUID id, long remaining) {}

    /** From the lots of the same order first, then from those that expire first. */
    private static void debit(Connection connection, Entry entry) throws SQLException {
        List<Lot> lots = Sql.list(
                connection,
                """
                select entry_id, remaining from loyalty.lot where customer_id = ? and remaining > 0
                order by order_id is not distinct from ?::uuid and order_id is not null desc, expires_at nulls last, entry_id""",
                row -> new Lot(row.getObject(1, UUID.class), row.getLong(2)),
                entry.customerId(),
                entry.orderId());
        long left = -entry.points();
        for (Lot lot : lots) {
            long taken = Math.min(left, lot.remaining());
            if (taken == 0) {
                break;
            }
            Sql.update(
                    connection, "update loyalty.lot set remaining = remaining - ? where entry_id = ?", taken, lot.id());
            Sql.update(
                    connection,
                    "insert into loyalty.consumption (entry_id, lot_id, points) values (?, ?, ?)",
                    entry.id(),
                    lot.id(),
                    taken);
            left -= taken;
        }
        if (left > 0) {
            throw new IllegalStateException("The lots of an account hold less than its balance");
        }
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                Entry.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getLong("points"),
                row.getLong("balance"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getObject("order_id", UUID.class)),
                row.getString("actor"),
                Sql.instant(row, "at"));
    }
}
