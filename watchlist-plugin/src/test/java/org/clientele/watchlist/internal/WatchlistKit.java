package org.clientele.watchlist.internal;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Grant;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;

/** The components of the plugin, wired by hand; customers, identities and notifications of the core are played. */
final class WatchlistKit implements AutoCloseable {
    static final String ADA = "staff:00000000-0000-7000-8000-00000000000a";
    static final String BOB = "staff:00000000-0000-7000-8000-00000000000b";

    private final DatabaseFixture database = DatabaseFixture.create();
    private final Transactions transactions = database.open("watchlist");
    private final Map<UUID, Set<String>> visible = new HashMap<>();
    private final List<Notification.Draft> told = new ArrayList<>();
    private final Access access = RestFixture.ACCESS;
    private final Notifications notifications = new Notifications() {
        @Override
        public Optional<UUID> tell(Notification.Draft draft) {
            told.add(draft);
            return Optional.of(UUID.randomUUID());
        }

        @Override
        public List<Notification> own(Notification.Selection wanted) {
            return told.stream()
                    .filter(draft -> draft.recipient().equals(access.caller().id()))
                    .limit(wanted.limit())
                    .map(draft -> new Notification(
                            UUID.randomUUID(),
                            draft.kind(),
                            draft.title(),
                            draft.customer(),
                            draft.data(),
                            Instant.EPOCH,
                            Optional.empty()))
                    .toList();
        }
    };
    private final Identities identities = new Identities() {
        @Override
        public Optional<Identity> ofSession(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> ofToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> find(String id) {
            return Set.of(ADA, BOB).contains(id)
                    ? Optional.of(new Identity(id, "N", List.of(new Grant(Set.of("*"), Optional.empty()))))
                    : Optional.empty();
        }
    };
    private final Watchlist watchlist = new Watchlist(transactions, access, config(Map.of("mostEntries", 20)));

    Transactions transactions() {
        return transactions;
    }

    Access access() {
        return access;
    }

    Watchlist watchlist() {
        return watchlist;
    }

    Notifications notifications() {
        return notifications;
    }

    /** What was told, and forgets it. */
    List<Notification.Draft> told() {
        List<Notification.Draft> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** A customer whom callers of the seller accounts see. */
    UUID customer(String... sellerAccounts) {
        UUID id = UUID.randomUUID();
        visible.put(id, Set.of(sellerAccounts));
        return id;
    }

    <T> T as(String caller, java.util.function.Supplier<T> work) {
        return access.call(new Caller(caller, "n", Set.of("*"), Optional.empty()), work);
    }

    RestFixture.Builder rest() {
        Customers customers = (Customers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    boolean locks = method.getName().equals("lock");
                    if (!locks && !method.getName().equals("find")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Set<String> accounts = visible.getOrDefault((UUID) arguments[0], Set.of());
                    boolean seen = access.caller()
                            .sellerAccounts()
                            .map(own -> own.stream().anyMatch(accounts::contains))
                            .orElse(!accounts.isEmpty());
                    if (locks && !seen) {
                        throw new Problem.NotFound("There is no such customer.");
                    }
                    Customer customer = customer((UUID) arguments[0]);
                    return locks ? customer : seen ? Optional.of(customer) : Optional.empty();
                });
        return RestFixture.with(
                        new WatchlistResource(watchlist, customers, notifications),
                        new ListResource(
                                new SharedLists(
                                        transactions,
                                        access,
                                        identities,
                                        config(Map.of("mostEntries", 20, "mostLists", 5))),
                                customers,
                                access))
                .access(access)
                .key("ada", new Caller(ADA, "Ada", Set.of("watchlist:*", "customers.pii:read"), Optional.empty()))
                .key(
                        "bob",
                        new Caller(
                                BOB, "Bob", Set.of("watchlist:*", "customers.pii:read"), Optional.of(Set.of("north"))))
                .key("eve", new Caller("staff:eve", "Eve", Set.of("watchlist:read"), Optional.empty()));
    }

    private static Customer customer(UUID id) {
        return org.clientele.rest.Json.read(
                ("{\"id\":\"" + id + "\",\"reference\":\"C1\",\"account\":false,\"status\":\"active\","
                                + "\"verification\":\"unverified\",\"newsletter\":false,\"createdAt\":\"2026-01-01T00:00:00Z\","
                                + "\"groups\":[],\"tags\":[],\"sellerAccounts\":[],\"externalIds\":[],\"customFields\":{},\"erased\":false,\"version\":0}")
                        .getBytes(StandardCharsets.UTF_8),
                Customer.class);
    }

    void sql(String sql) {
        transactions.<Boolean>sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    static WatchlistConfig config(Map<String, Object> configured) {
        return (WatchlistConfig) Proxy.newProxyInstance(
                WatchlistKit.class.getClassLoader(),
                new Class<?>[] {WatchlistConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Override
    public void close() {
        database.close();
    }
}
