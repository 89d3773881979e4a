package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adjustments that are so large that a second person has to approve of them. */
@Component(service = Adjustments.class, configurationPid = "org.clientele.loyalty")
public final class Adjustments {
    private final Transactions transactions;
    private final Access access;
    private final Accounts accounts;
    private final Customers customers;
    private final long limit;

    @Activate
    public Adjustments(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference Access access,
            @Reference Accounts accounts,
            @Reference Customers customers,
            LoyaltyConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.accounts = accounts;
        this.customers = customers;
        this.limit = config.fourEyesAbove();
    }

    /**
     * One that waits or waited.
     *
     * @param askedBy the id of a caller, as {@code decidedBy} is
     */
    public record Adjustment(
            UUID id,
            UUID customerId,
            long points,
            Optional<String> reason,
            State state,
            String askedBy,
            Instant askedAt,
            Optional<String> decidedBy,
            Optional<Instant> decidedAt,
            Optional<UUID> entryId) {}

    /** Where it stands. */
    public enum State {
        WAITING,
        APPROVED,
        REJECTED
    }

    boolean needsApproval(long points) {
        return limit > 0 && Math.abs(points) > limit;
    }

    Adjustment ask(UUID customer, long points, Optional<String> reason) {
        return transactions.sql(connection -> {
            customers.lock(customer);
            return Sql.first(
                            connection,
                            """
                        insert into loyalty.adjustment (id, customer_id, points, reason, state, asked_by)
                        values (?, ?, ?, ?, 'waiting', ?) returning *""",
                            Adjustments::adjustment,
                            Uuid7.next(),
                            customer,
                            points,
                            reason,
                            access.caller().id())
                    .orElseThrow();
        });
    }

    /** Those that wait, oldest first. They are about customers of all seller accounts. */
    Page<Adjustment> waiting(Page.Request page) {
        access.requireAllSellerAccounts();
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        "select * from loyalty.adjustment where state = 'waiting' order by asked_at, id limit ? offset ?",
                        Adjustments::adjustment,
                        page.size(),
                        page.offset()),
                Sql.first(
                                connection,
                                "select count(*) from loyalty.adjustment where state = 'waiting'",
                                row -> row.getLong(1))
                        .orElseThrow()));
    }

    /** @throws Problem.Forbidden {@code four-eyes} for whoever asked for it */
    Adjustment decide(UUID id, boolean approve) {
        UUID customer = transactions
                .read(connection -> Sql.first(
                        connection,
                        "select customer_id from loyalty.adjustment where id = ?",
                        row -> row.getObject(1, UUID.class),
                        id))
                .flatMap(known -> customers.find(known))
                .orElseThrow(Adjustments::notFound)
                .id();
        return transactions.sql(connection -> {
            customers.lock(customer);
            Adjustment asked = locked(connection, id);
            if (asked.askedBy().equals(access.caller().id())) {
                throw new Problem.Forbidden("four-eyes", "Somebody else has to decide on what you asked for.");
            }
            Optional<Entry> entry =
                    approve ? Optional.of(accounts.adjust(customer, asked.points(), asked.reason())) : Optional.empty();
            return Sql.first(
                            connection,
                            """
                            update loyalty.adjustment set state = ?, decided_by = ?, decided_at = now(), entry_id = ?
                            where id = ? returning *""",
                            Adjustments::adjustment,
                            approve ? State.APPROVED : State.REJECTED,
                            access.caller().id(),
                            entry.map(Entry::id),
                            id)
                    .orElseThrow();
        });
    }

    private static Adjustment locked(Connection connection, UUID id) throws SQLException {
        Adjustment found = Sql.first(
                        connection,
                        "select * from loyalty.adjustment where id = ? for update",
                        Adjustments::adjustment,
                        id)
                .orElseThrow(Adjustments::notFound);
        if (found.state() != State.WAITING) {
            throw new Problem.Conflict("decided", "It was decided already.");
        }
        return found;
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such adjustment.");
    }

    private static Adjustment adjustment(ResultSet row) throws SQLException {
        return new Adjustment(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getLong("points"),
                Optional.ofNullable(row.getString("reason")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("asked_by"),
                Sql.instant(row, "asked_at"),
                Optional.ofNullable(row.getString("decided_by")),
                Sql.maybeInstant(row, "decided_at"),
                Optional.ofNullable(row.getObject("entry_id", UUID.class)));
    }
}
