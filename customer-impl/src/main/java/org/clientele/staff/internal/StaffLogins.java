package org.clientele.staff.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.internal.Tokens;
import org.clientele.account.internal.Passwords;
import org.clientele.account.internal.Throttle;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logins of staff by password. Whether somebody works here shows neither by the answer nor by its time. */
@Component(service = StaffLogins.class)
public final class StaffLogins {
    private static final Logger LOG = LoggerFactory.getLogger(StaffLogins.class);

    private final Transactions transactions;
    private final Access access;
    private final StaffSessions sessions;
    private final StaffMails mails;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Audit audit;
    private final ExecutorService quietly =
            new ThreadPoolExecutor(0, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1000), work -> {
                Thread thread = new Thread(work, "clientele-staff-mails");
                thread.setDaemon(true);
                return thread;
            });

    @Activate
    public StaffLogins(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference StaffSessions sessions,
            @Reference StaffMails mails,
            @Reference Passwords passwords,
            @Reference Throttle throttle,
            @Reference Audit audit) {
        this.transactions = transactions;
        this.access = access;
        this.sessions = sessions;
        this.mails = mails;
        this.passwords = passwords;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Deactivate
    void deactivate() {
        quietly.shutdown();
    }

    private record Known(StaffUser user, Optional<String> password) {}

    /** Somebody who has just logged in. */
    record LoggedIn(StaffUser user, StaffSessions.Begun session) {}

    /**
     * Begins a session of its own.
     *
     * @param client the network address
     * @param before the session there was, which ends
     */
    LoggedIn login(String address, String password, String client, Optional<String> before) {
        String email = canonical(address);
        throttle.attempt(key(email), client);
        Optional<Known> known = transactions
                .read(connection -> find(connection, "email = ?", email))
                .filter(found -> found.user().state() == StaffUser.State.ACTIVE);
        boolean right = passwords.matches(password, known.flatMap(Known::password));
        if (known.isEmpty() || !right) {
            throw new Problem.Unauthenticated("invalid-credentials", "The e-mail address or the password is wrong.");
        }
        throttle.succeeded(key(email), client);
        StaffUser user = known.get().user();
        Optional<String> stronger = known.get()
                .password()
                .filter(hash -> !passwords.isCurrent(hash))
                .map(hash -> passwords.hash(password));
        return transactions.sql(connection -> {
            if (!loggedIn(connection, user.id())) {
                throw new Problem.Unauthenticated(
                        "invalid-credentials", "The e-mail address or the password is wrong.");
            }
            if (stronger.isPresent()) {
                set(connection, user.id(), stronger.get());
            }
            before.ifPresent(sessions::end);
            StaffSessions.Begun session = sessions.begin(user.id());
            note("staff.logged-in", user);
            return new LoggedIn(user, session);
        });
    }

    void logout(String token) {
        sessions.end(token);
    }

    /** Mails a link, if somebody has the address; a moment later, on another thread. */
    void requestPassword(String address, String client) {
        String email = canonical(address);
        Problem.Invalid.check(
                checks -> checks.that(CustomerChecks.isEmail(email), "/email", "email", "This is no e-mail address."));
        throttle.request(client);
        quietly.execute(() -> {
            try {
                Optional<StaffUser> user = transactions
                        .read(connection -> StaffRows.find(connection, email))
                        .filter(found -> found.state() == StaffUser.State.ACTIVE);
                if (user.isPresent() && throttle.mayMail(key(email))) {
                    transactions.run(em -> mails.passwordReset(user.get()));
                }
            } catch (RuntimeException e) {
                LOG.warn("A link to set a password could not be mailed", e);
            }
        });
    }

    /**
     * With the token of a mail, which is used up; it ends all sessions.
     *
     * @throws Problem.Gone {@code token-expired} if it opens nothing
     */
    public void setPassword(String token, String password) {
        StaffUser user = transactions
                .read(connection -> ofToken(connection, token, "select"))
                .orElseThrow(StaffLogins::expired);
        Passwords.check(password, user.email());
        String hash = passwords.hash(password);
        transactions.sql(connection -> {
            StaffRows.lock(connection);
            if (ofToken(connection, token, "delete").isEmpty()) {
                throw expired();
            }
            boolean changed = find(connection, "id = ?", user.id())
                    .flatMap(Known::password)
                    .isPresent();
            set(connection, user.id(), hash);
            sessions.endAll(user.id(), Optional.empty());
            if (changed) {
                mails.passwordChanged(user);
            }
            note("staff.password-set", user);
            return true;
        });
        throttle.forget(key(user.email()));
    }

    /** In a session, with the present password; it ends the other sessions. */
    void changePassword(UUID id, String current, String password, Optional<String> session, String client) {
        Known known =
                transactions.read(connection -> find(connection, "id = ?", id)).orElseThrow(JdbcStaff::notFound);
        String email = known.user().email();
        Passwords.check(password, email);
        throttle.attempt(key(email), client);
        if (!passwords.matches(current, known.password())) {
            throw Problem.Invalid.at("/currentPassword", "wrong", "This is not the present password.");
        }
        throttle.succeeded(key(email), client);
        String hash = passwords.hash(password);
        transactions.sql(connection -> {
            set(connection, id, hash);
            sessions.endAll(id, session);
            mails.passwordChanged(known.user());
            note("staff.password-set", known.user());
            return true;
        });
    }

    private void note(String action, StaffUser user) {
        // With no seller account at all: it is for those who see all of them.
        Caller self = new Caller("staff:" + user.id(), user.name(), Set.of(), Optional.of(Set.of()));
        access.call(self, () -> {
            audit.record(new AuditEntry(
                    action,
                    Optional.empty(),
                    Optional.empty(),
                    "staff",
                    Optional.of(user.id().toString()),
                    Map.of()));
            return true;
        });
    }

    private static Optional<Known> find(Connection connection, String condition, Object value) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id, password from customer.staff where " + condition)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<String> password = Optional.ofNullable(row.getString(2));
                return StaffRows.find(connection, row.getObject(1, UUID.class)).map(user -> new Known(user, password));
            }
        }
    }

    /** False if somebody was deactivated meanwhile. */
    private static boolean loggedIn(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.staff set last_login_at = now() where id = ? and state = 'active'")) {
            update.setObject(1, id);
            return update.executeUpdate() > 0;
        }
    }

    private static void set(Connection connection, UUID id, String hash) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update customer.staff set password = ?,"
                + " state = case state when 'invited' then 'active' else state end,"
                + " version = version + case state when 'invited' then 1 else 0 end where id = ?")) {
            update.setString(1, hash);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private static Optional<StaffUser> ofToken(Connection connection, String token, String verb) throws SQLException {
        String condition = " from customer.staff_token where token_hash = ? and expires_at > now()"
                + " and exists (select from customer.staff s where s.id = staff_id and s.state <> 'inactive')";
        String sql =
                verb.equals("delete") ? "delete" + condition + " returning staff_id" : "select staff_id" + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, Tokens.hash(token));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? StaffRows.find(connection, row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private static Problem.Gone expired() {
        return new Problem.Gone("token-expired", "This link was used, was replaced by a newer one, or has expired.");
    }

    private static String canonical(String address) {
        return CustomerChecks.canonicalEmail(Optional.of(address)).orElse(address);
    }

    /** A customer of the same address is throttled apart. */
    private static String key(String email) {
        return "staff:" + email;
    }
}
