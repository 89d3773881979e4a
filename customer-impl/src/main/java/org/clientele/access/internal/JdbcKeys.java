package org.clientele.access.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Grant;
import org.clientele.access.Keys;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** API keys in the table {@code api_key}. */
@Component(configurationPid = "org.clientele.access")
@Designate(ocd = AccessConfig.class)
public final class JdbcKeys implements Keys {
    private static final Pattern SCOPE = Pattern.compile("\\*|[a-z][a-z0-9.-]{0,62}:(?:[a-z]{1,32}|\\*)");
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final Access access;
    private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    @Activate
    public JdbcKeys(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            AccessConfig config) {
        this.transactions = transactions;
        this.access = access;
        new FirstKey(transactions).ensure(config.adminToken());
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        byte[] hash = Tokens.hash(token);
        ByteBuffer key = ByteBuffer.wrap(hash);
        Caller known = callers.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Caller> caller = transactions.read(connection -> find(connection, hash));
        caller.ifPresent(found -> callers.put(key, found));
        return caller;
    }

    private static Optional<Caller> find(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select id, name, scopes, seller_accounts, last_used_at < now() - interval '1 minute' or last_used_at is null
                from customer.api_key
                where token_hash = ? and revoked_at is null and (expires_at is null or expires_at > now())""")) {
            statement.setBytes(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                UUID id = row.getObject(1, UUID.class);
                Caller caller =
                        new Caller("key:" + id, row.getString(2), strings(row.getArray(3)), optional(row.getArray(4)));
                if (row.getBoolean(5)) {
                    touch(connection, id);
                }
                return Optional.of(caller);
            }
        }
    }

    /** The key as it is now; empty unless it works. */
    public static Optional<Caller> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select name, scopes, seller_accounts from customer.api_key
                where id = ? and revoked_at is null and (expires_at is null or expires_at > now())""")) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Caller(
                                "key:" + id, row.getString(1), strings(row.getArray(2)), optional(row.getArray(3))))
                        : Optional.empty();
            }
        }
    }

    private static void touch(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update customer.api_key set last_used_at = now() where id = ?")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    @Override
    public Issued issue(Request request) {
        Problem.Invalid.check(checks -> checks.that(
                        !request.name().isBlank() && request.name().length() <= 100,
                        "/name",
                        "length",
                        "A key has a name of 1 to 100 characters.")
                .that(!request.scopes().isEmpty(), "/scopes", "required", "A key has at least one scope.")
                .that(
                        request.scopes().stream()
                                .allMatch(scope -> SCOPE.matcher(scope).matches()),
                        "/scopes",
                        "scope",
                        "A scope is written <resource>:<action>.")
                .that(
                        request.sellerAccounts()
                                .map(accounts -> !accounts.isEmpty()
                                        && accounts.stream()
                                                .noneMatch(account -> account.isBlank() || account.equals("*")))
                                .orElse(true),
                        "/sellerAccounts",
                        "seller-account",
                        "Seller accounts have names; without any, a key sees nothing: leave them out to see all.")
                .that(
                        request.expiresAt()
                                .map(expiry -> expiry.isAfter(Instant.now()))
                                .orElse(true),
                        "/expiresAt",
                        "past",
                        "A key expires in the future."));
        Caller caller = access.caller();
        if (!new Grant(request.scopes(), request.sellerAccounts()).isWithin(caller)) {
            throw new Problem.Forbidden("scope-missing", "A key cannot do more than whoever makes it.");
        }
        UUID id = Uuid7.next();
        String token = Tokens.random();
        transactions.sql(connection -> insert(
                connection,
                new Key(
                        id,
                        request.name(),
                        request.scopes(),
                        request.sellerAccounts(),
                        Instant.now(),
                        request.expiresAt(),
                        Optional.empty()),
                Tokens.hash(token)));
        return new Issued(id, request.name(), token);
    }

    static int insert(Connection connection, Key key, byte[] hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into customer.api_key (id, name, token_hash, scopes, seller_accounts, expires_at) values (?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, key.id());
            statement.setString(2, key.name());
            statement.setBytes(3, hash);
            statement.setArray(4, connection.createArrayOf("text", key.scopes().toArray()));
            statement.setArray(
                    5,
                    key.sellerAccounts().isEmpty()
                            ? null
                            : connection.createArrayOf(
                                    "text", key.sellerAccounts().get().toArray()));
            statement.setObject(
                    6, key.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
            return statement.executeUpdate();
        }
    }

    @Override
    public List<Key> list() {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                            select id, name, scopes, seller_accounts, created_at, expires_at, last_used_at
                            from customer.api_key
                            where revoked_at is null and (?::text[] is null or seller_accounts <@ ?::text[])
                            order by id desc""")) {
                bind(statement, 1, own);
                bind(statement, 2, own);
                ResultSet row = statement.executeQuery();
                List<Key> keys = new ArrayList<>();
                while (row.next()) {
                    keys.add(new Key(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            strings(row.getArray(3)),
                            optional(row.getArray(4)),
                            row.getObject(5, OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(row.getObject(6, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant),
                            Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)));
                }
                return keys;
            }
        });
    }

    @Override
    public void revoke(UUID id) {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        int revoked = transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    update customer.api_key set revoked_at = now()
                    where id = ? and revoked_at is null and (?::text[] is null or seller_accounts <@ ?::text[])""")) {
                statement.setObject(1, id);
                bind(statement, 2, own);
                bind(statement, 3, own);
                return statement.executeUpdate();
            }
        });
        if (revoked == 0) {
            throw new Problem.NotFound("There is no such key.");
        }
        callers.invalidateAll();
    }

    private static void bind(PreparedStatement statement, int column, Optional<Set<String>> texts) throws SQLException {
        statement.setArray(
                column,
                texts.isEmpty()
                        ? null
                        : statement
                                .getConnection()
                                .createArrayOf("text", texts.get().toArray()));
    }

    private static Set<String> strings(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    private static Optional<Set<String>> optional(@org.jspecify.annotations.Nullable Array array) throws SQLException {
        return array == null ? Optional.empty() : Optional.of(strings(array));
    }
}
