package org.clientele.duplicate.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.customer.internal.Visibility;
import org.clientele.duplicate.Duplicate;
import org.clientele.duplicate.Duplicates;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Pairs that {@link DuplicateFollower} found. */
@Component
public final class JdbcDuplicates implements Duplicates {
    private final Transactions transactions;
    private final Access access;
    private final Visibility visibility;

    @Activate
    public JdbcDuplicates(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
        this.visibility = new Visibility(access);
    }

    @Override
    public Page<Duplicate> list(Page.Request page) {
        return transactions.read(connection -> pairs(connection).page(Optional.empty(), page));
    }

    @Override
    public Page<Duplicate> of(UUID customer, Page.Request page) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            return pairs(connection).page(Optional.of(customer), page);
        });
    }

    private Pairs pairs(Connection connection) {
        return new Pairs(
                connection, access.caller().sellerAccounts(), access.caller().may("customers.pii:read"));
    }

    @Override
    public Duplicate.Dismissal dismiss(UUID one, UUID other) {
        if (one.equals(other)) {
            throw Problem.Invalid.at("/ids", "same", "These are two different customers.");
        }
        return transactions.sql(connection -> {
            visibility.require(connection, one);
            visibility.require(connection, other);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into customer.duplicate_dismissal (id, first_id, second_id, dismissed_by, dismissed_by_name)
                    values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), ?, ?)
                    on conflict (first_id, second_id) do update set first_id = excluded.first_id
                    returning id, first_id, second_id, dismissed_at, dismissed_by_name""")) {
                insert.setObject(1, Uuid7.next());
                insert.setObject(2, one);
                insert.setObject(3, other);
                insert.setObject(4, one);
                insert.setObject(5, other);
                insert.setString(6, access.caller().id());
                insert.setString(7, access.caller().name());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return dismissal(row);
                }
            }
        });
    }

    @Override
    public Page<Duplicate.Dismissal> dismissals(Page.Request page) {
        return transactions.read(connection -> {
            Pairs pairs = pairs(connection);
            return pairs.page(
                    "customer.duplicate_dismissal d",
                    "d.id, d.first_id, d.second_id, d.dismissed_at, d.dismissed_by_name",
                    "d.dismissed_at desc, d.id",
                    page,
                    JdbcDuplicates::dismissal);
        });
    }

    @Override
    public void recall(UUID dismissal) {
        transactions.sql(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select first_id, second_id from customer.duplicate_dismissal where id = ? for update")) {
                select.setObject(1, dismissal);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || !sees(connection, row.getObject(1, UUID.class), row.getObject(2, UUID.class))) {
                        throw new Problem.NotFound("There is no such dismissal.");
                    }
                }
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.duplicate_dismissal where id = ?")) {
                delete.setObject(1, dismissal);
                return delete.executeUpdate();
            }
        });
    }

    private boolean sees(Connection connection, UUID one, UUID other) throws SQLException {
        return visibility.sellerAccounts(connection, one).isPresent()
                && visibility.sellerAccounts(connection, other).isPresent();
    }

    private static Duplicate.Dismissal dismissal(ResultSet row) throws SQLException {
        return new Duplicate.Dismissal(
                row.getObject(1, UUID.class),
                List.of(row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5));
    }
}
