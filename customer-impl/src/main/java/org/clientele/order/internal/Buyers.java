package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.order.Order;
import org.jspecify.annotations.Nullable;

/** Finds the customers of a batch of orders, and makes guests of those that nobody knows. */
final class Buyers {
    private final Connection connection;
    private final Optional<Set<String>> sellerAccounts;
    private final Map<UUID, UUID> ids = new HashMap<>();
    private final Map<ExternalId, UUID> externalIds = new HashMap<>();
    private final Map<String, UUID> emails = new HashMap<>();

    /** @param sellerAccounts those of the caller, if not all */
    Buyers(Connection connection, Optional<Set<String>> sellerAccounts) {
        this.connection = connection;
        this.sellerAccounts = sellerAccounts;
    }

    static String canonical(String email) {
        return CustomerChecks.canonicalEmail(Optional.of(email)).orElse(email);
    }

    /** Whether both name their customer by the same; what else they tell of the person may differ. */
    static boolean isSame(Order.Buyer one, Order.@Nullable Buyer other) {
        return other != null && name(one).equals(name(other));
    }

    private static Object name(Order.Buyer buyer) {
        return buyer.id()
                .<Object>map(id -> id)
                .or(buyer::externalId)
                .or(() -> buyer.email().map(Buyers::canonical))
                .orElseThrow();
    }

    /** Whose order it is; empty if it names an id that does not exist. */
    Optional<UUID> find(Order.Buyer buyer) {
        if (buyer.id().isPresent()) {
            return Optional.ofNullable(ids.get(buyer.id().get()));
        }
        if (buyer.externalId().isPresent()) {
            return Optional.ofNullable(externalIds.get(buyer.externalId().get()));
        }
        return buyer.email().map(email -> emails.get(canonical(email)));
    }

    /** @return the guests that were made */
    Collection<Guest> resolve(List<Order.Document> orders) throws SQLException {
        Set<UUID> byId = new TreeSet<>();
        Map<ExternalId, Guest> byExternalId = new LinkedHashMap<>();
        Map<String, Guest> byEmail = new LinkedHashMap<>();
        for (Order.Document order : orders) {
            Order.Buyer buyer = order.customer();
            if (buyer.id().isPresent()) {
                byId.add(buyer.id().get());
            } else if (buyer.externalId().isPresent()) {
                byExternalId.computeIfAbsent(buyer.externalId().get(), Guest::new);
            } else {
                byEmail.computeIfAbsent(canonical(buyer.email().orElseThrow()), Guest::new);
            }
        }
        findIds(byId);
        findExternalIds(byExternalId.keySet());
        findEmails(byEmail.keySet());
        byExternalId.keySet().removeAll(externalIds.keySet());
        byEmail.keySet().removeAll(emails.keySet());
        if (!byExternalId.isEmpty() || !byEmail.isEmpty()) {
            // Whoever else is about to make one of them has to wait, and then finds ours.
            lock(byExternalId.keySet(), byEmail.keySet());
            findExternalIds(byExternalId.keySet());
            findEmails(byEmail.keySet());
            byExternalId.keySet().removeAll(externalIds.keySet());
            byEmail.keySet().removeAll(emails.keySet());
        }
        byExternalId.forEach((externalId, guest) -> externalIds.put(externalId, guest.id()));
        byEmail.forEach((email, guest) -> emails.put(email, guest.id()));
        Map<UUID, Guest> made = new LinkedHashMap<>();
        byExternalId.values().forEach(guest -> made.put(guest.id(), guest));
        byEmail.values().forEach(guest -> made.put(guest.id(), guest));
        return made.values();
    }

    private void findIds(Set<UUID> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        String sql = "select id from customer.customer c where id = any (?)"
                + (sellerAccounts.isPresent()
                        ? " and exists (select from customer.customer_summary s"
                                + " where s.customer_id = c.id and s.seller_account = any (?))"
                        : "");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", wanted.toArray()));
            if (sellerAccounts.isPresent()) {
                select.setArray(
                        2, connection.createArrayOf("text", sellerAccounts.get().toArray()));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    ids.put(id, id);
                }
            }
        }
        if (!ids.keySet().containsAll(wanted)) {
            findMerged(wanted);
        }
    }

    /** Who was named is part of somebody else by now. */
    private void findMerged(Set<UUID> wanted) throws SQLException {
        String sql = "select from_id, survivor from (select from_id, customer.survivor(from_id) as survivor"
                + " from customer.merged where from_id = any (?)) m"
                + (sellerAccounts.isPresent()
                        ? " where exists (select from customer.customer_summary s"
                                + " where s.customer_id = m.survivor and s.seller_account = any (?))"
                        : "");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", wanted.toArray()));
            if (sellerAccounts.isPresent()) {
                select.setArray(
                        2, connection.createArrayOf("text", sellerAccounts.get().toArray()));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        }
    }

    private void findExternalIds(Set<ExternalId> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select e.system, e.id, e.customer_id
                from unnest(?::text[], ?::text[]) wanted(system, id)
                join customer.external_id e on e.system = wanted.system and e.id = wanted.id
                """)) {
            select.setArray(1, texts(wanted.stream().map(ExternalId::system).toList()));
            select.setArray(2, texts(wanted.stream().map(ExternalId::id).toList()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    externalIds.put(
                            new ExternalId(rows.getString(1), rows.getString(2)), rows.getObject(3, UUID.class));
                }
            }
        }
    }

    private void findEmails(Set<String> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (email) email, id
                from customer.customer
                where email = any (?) and not account
                order by email, created_at, id
                """)) {
            select.setArray(1, texts(wanted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    emails.put(rows.getString(1), rows.getObject(2, UUID.class));
                }
            }
        }
        // Somebody said whose address it is: that comes before a guest who only used it.
        try (PreparedStatement select =
                connection.prepareStatement("select email, customer_id from customer.former_emails(?)")) {
            select.setArray(1, texts(wanted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    emails.put(rows.getString(1), rows.getObject(2, UUID.class));
                }
            }
        }
    }

    private void lock(Set<ExternalId> external, Set<String> email) throws SQLException {
        Set<String> keys = new TreeSet<>();
        external.forEach(externalId -> keys.add("guest:" + externalId.system() + '\n' + externalId.id()));
        email.forEach(address -> keys.add("guest:" + address));
        try (PreparedStatement lock = connection.prepareStatement("""
                select pg_advisory_xact_lock(key)
                from (select distinct hashtextextended(k, 0) as key from unnest(?::text[]) k order by 1) keys
                """)) {
            lock.setArray(1, texts(keys));
            lock.execute();
        }
    }

    private java.sql.Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
