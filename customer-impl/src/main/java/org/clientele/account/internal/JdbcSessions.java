package org.clientele.account.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.access.Caller;
import org.clientele.access.Sessions;
import org.clientele.access.internal.Tokens;
import org.clientele.account.Session;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions in {@code account_session}. Never remembered anywhere else, so what ends one ends it on all nodes. */
@Component(
        service = {Sessions.class, JdbcSessions.class},
        property = Sessions.PREFIX + "=" + JdbcSessions.PREFIX)
public final class JdbcSessions implements Sessions {
    static final String PREFIX = "cls_";

    private final Transactions transactions;
    private final Duration idle;
    private final Duration life;

    @Activate
    public JdbcSessions(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference AccountSettings settings) {
        this.transactions = transactions;
        this.idle = settings.sessionIdle();
        this.life = settings.sessionLife();
    }

    /** A session that has begun. */
    record Begun(String token, Instant expiresAt) {}

    /** @param sellerAccounts of the storefront */
    Begun begin(UUID customer, Optional<Set<String>> sellerAccounts) {
        String token = Tokens.random(PREFIX);
        Instant expiresAt = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into customer.account_session (id, token_hash, customer_id, seller_accounts, expires_at)
                    values (?, ?, ?, ?, ?)""")) {
                statement.setObject(1, Uuid7.next());
                statement.setBytes(2, Tokens.hash(token));
                statement.setObject(3, customer);
                statement.setArray(
                        4,
                        sellerAccounts.isEmpty()
                                ? null
                                : connection.createArrayOf(
                                        "text", sellerAccounts.get().toArray()));
                statement.setObject(5, expiresAt.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
        return new Begun(token, expiresAt);
    }

    @Override
    public Optional<Caller> authenticate(String token, Caller storefront) {
        byte[] hash = Tokens.hash(token);
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    select s.id, s.customer_id, c.reference, s.seller_accounts,
                        s.last_used_at < now() - interval '1 minute'
                    from customer.account_session s
                    join customer.customer c on c.id = s.customer_id and c.account and c.status = 'active'
                    where s.token_hash = ? and s.expires_at > now()
                        and s.last_used_at > now() - make_interval(secs => ?)""")) {
                statement.setBytes(1, hash);
                statement.setLong(2, idle.toSeconds());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? caller(connection, row, storefront) : Optional.empty();
                }
            }
        });
    }

    private static Optional<Caller> caller(Connection connection, ResultSet row, Caller storefront)
            throws SQLException {
        Optional<Set<String>> common = common(accounts(row.getArray(4)), storefront.sellerAccounts());
        if (common.isPresent() && common.get().isEmpty()) {
            return Optional.empty();
        }
        if (row.getBoolean(5)) {
            touch(connection, row.getObject(1, UUID.class));
        }
        return Optional.of(Caller.shopper(row.getObject(2, UUID.class), row.getString(3), common));
    }

    private static Optional<Set<String>> common(Optional<Set<String>> one, Optional<Set<String>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        Set<String> both = new HashSet<>(one.get());
        both.retainAll(other.get());
        return Optional.of(both);
    }

    private static void touch(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update customer.account_session set last_used_at = now() where id = ?")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    /** Ends the session of a token. */
    void end(String token) {
        transactions.sql(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from customer.account_session where token_hash = ?")) {
                statement.setBytes(1, Tokens.hash(token));
                return statement.executeUpdate();
            }
        });
    }

    /** Ends the sessions of a customer, but for that of the token. */
    void endAll(UUID customer, Optional<String> but) {
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "delete from customer.account_session where customer_id = ? and token_hash is distinct from ?")) {
                statement.setObject(1, customer);
                statement.setBytes(2, but.map(Tokens::hash).orElse(null));
                return statement.executeUpdate();
            }
        });
    }

    /** Those that are open, latest first. */
    List<Session> of(UUID customer) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    select id, created_at, last_used_at, expires_at, seller_accounts
                    from customer.account_session
                    where customer_id = ? and expires_at > now() and last_used_at > now() - make_interval(secs => ?)
                    order by id desc limit 1000""")) {
                statement.setObject(1, customer);
                statement.setLong(2, idle.toSeconds());
                try (ResultSet row = statement.executeQuery()) {
                    List<Session> sessions = new ArrayList<>();
                    while (row.next()) {
                        sessions.add(new Session(
                                row.getObject(1, UUID.class),
                                instant(row, 2),
                                instant(row, 3),
                                instant(row, 4),
                                accounts(row.getArray(5))));
                    }
                    return sessions;
                }
            }
        });
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Set<String>> accounts(@Nullable Array array) throws SQLException {
        return array == null ? Optional.empty() : Optional.of(Set.of((String[]) array.getArray()));
    }
}
