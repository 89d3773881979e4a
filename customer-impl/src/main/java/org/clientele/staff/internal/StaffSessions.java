package org.clientele.staff.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Uuid7;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.access.internal.JdbcKeys;
import org.clientele.access.internal.Tokens;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions in {@code staff_session}. Never remembered anywhere else, nor what staff may: what ends there ends on all nodes. */
@Component(service = {Identities.class, StaffSessions.class})
public final class StaffSessions implements Identities {
    private static final Pattern KNOWN =
            Pattern.compile("(staff|key):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    private static final String OPEN = """
             from customer.staff_session s
            join customer.staff u on u.id = s.staff_id and u.state = 'active'
            where s.expires_at > now() and s.last_used_at > now() - make_interval(secs => ?)""";

    private final Transactions transactions;
    private final StaffSettings settings;
    private final IssuedTokens tokens;

    @Activate
    public StaffSessions(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference StaffSettings settings,
            @Reference IssuedTokens tokens) {
        this.transactions = transactions;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** A session that has begun. */
    record Begun(String token, Instant expiresAt, Duration life) {}

    Begun begin(UUID staff) {
        String token = Tokens.random("clw_");
        Duration life = settings.sessionLife();
        Instant expiresAt = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        transactions.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.staff_session (id, token_hash, staff_id, expires_at) values (?, ?, ?, ?)")) {
                insert.setObject(1, Uuid7.next());
                insert.setBytes(2, Tokens.hash(token));
                insert.setObject(3, staff);
                insert.setObject(4, expiresAt.atOffset(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
        return new Begun(token, expiresAt, life);
    }

    @Override
    public Optional<Identity> ofSession(String token) {
        return transactions.read(connection -> {
            Optional<UUID> staff = staff(connection, token);
            return staff.isEmpty() ? Optional.empty() : identity(connection, staff.get());
        });
    }

    @Override
    public Optional<Identity> ofToken(String token) {
        return tokens.verify(token)
                .flatMap(claims -> transactions.sql(connection -> tokens.identity(connection, claims)));
    }

    @Override
    public Optional<Identity> find(String id) {
        Matcher known = KNOWN.matcher(id);
        if (!known.matches()) {
            return Optional.empty();
        }
        UUID uuid = UUID.fromString(known.group(2));
        return transactions.read(connection -> known.group(1).equals("staff")
                ? identity(connection, uuid)
                : JdbcKeys.find(connection, uuid).map(Identity::of));
    }

    @Override
    public Optional<UUID> sessionId(String token) {
        return transactions.read(connection -> Sql.first(
                connection,
                "select s.id" + OPEN + " and s.token_hash = ?",
                row -> row.getObject(1, UUID.class),
                idle(),
                Tokens.hash(token)));
    }

    @Override
    public boolean isOpen(UUID session) {
        return transactions.read(connection -> Sql.first(
                        connection,
                        "select s.staff_id" + OPEN + " and s.id = ?",
                        row -> row.getObject(1, UUID.class),
                        idle(),
                        session)
                .isPresent());
    }

    private long idle() {
        return settings.sessionIdle().toSeconds();
    }

    private Optional<UUID> staff(Connection connection, String token) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select s.id, s.staff_id, s.last_used_at < now() - interval '30 seconds'
                from customer.staff_session s
                where s.token_hash = ? and s.expires_at > now() and s.last_used_at > now() - make_interval(secs => ?)""")) {
            select.setBytes(1, Tokens.hash(token));
            select.setLong(2, settings.sessionIdle().toSeconds());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (row.getBoolean(3)) {
                    touch(connection, row.getObject(1, UUID.class));
                }
                return Optional.of(row.getObject(2, UUID.class));
            }
        }
    }

    private static void touch(Connection connection, UUID session) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.staff_session set last_used_at = now() where id = ?")) {
            update.setObject(1, session);
            update.executeUpdate();
        }
    }

    /** What somebody may by now; empty unless active. */
    static Optional<Identity> identity(Connection connection, UUID staff) throws SQLException {
        Optional<StaffUser> user =
                StaffRows.find(connection, staff).filter(found -> found.state() == StaffUser.State.ACTIVE);
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Identity(
                        "staff:" + staff, user.get().name(), user.get().resolved(StaffRows.roles(connection))));
    }

    void end(String token) {
        transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.staff_session where token_hash = ?")) {
                delete.setBytes(1, Tokens.hash(token));
                return delete.executeUpdate();
            }
        });
    }

    /** Ends the sessions of somebody, but for that of the token. */
    void endAll(UUID staff, Optional<String> but) {
        transactions.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from customer.staff_session where staff_id = ? and token_hash is distinct from ?")) {
                delete.setObject(1, staff);
                delete.setBytes(2, but.map(Tokens::hash).orElse(null));
                return delete.executeUpdate();
            }
        });
    }
}
