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
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.customer.Address;
import org.clientele.id.internal.Uuid7;
import org.clientele.order.Order;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** Writes what orders tell of guests: their names and their first address. Customers with an account are left alone. */
final class Guests {
    private static final Address.Content NO_ADDRESS = new Address.Content(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Connection connection;
    private final Map<UUID, Facts> facts = new LinkedHashMap<>();

    Guests(Connection connection) {
        this.connection = connection;
    }

    /** Takes note of an order; of several, the first that tells a fact counts. */
    void note(UUID customer, Order.Document order) {
        Order.Buyer buyer = order.customer();
        facts.merge(
                customer,
                new Facts(
                        buyer.email().map(Buyers::canonical),
                        buyer.firstName(),
                        buyer.lastName(),
                        buyer.phone(),
                        order.shippingAddress().filter(address -> !address.equals(NO_ADDRESS))),
                Facts::or);
    }

    void insert(Collection<Guest> guests) throws SQLException {
        if (guests.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into customer.customer (id, email, first_name, last_name, phone, account, external_ids,"
                                + " external_refs) values (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement link = connection.prepareStatement(
                        "insert into customer.external_id (system, id, customer_id) values (?, ?, ?)")) {
            for (Guest guest : guests) {
                Facts told = facts.getOrDefault(guest.id(), Facts.NONE);
                insert.setObject(1, guest.id());
                insert.setString(2, guest.email().or(told::email).orElse(null));
                insert.setString(3, told.firstName().orElse(null));
                insert.setString(4, told.lastName().orElse(null));
                insert.setString(5, told.phone().orElse(null));
                insert.setBoolean(6, false);
                insert.setString(
                        7,
                        Json.mapper()
                                .valueToTree(guest.externalId().stream().toList())
                                .toString());
                insert.setString(
                        8, guest.externalId().map(externalId -> externalId.id()).orElse(""));
                insert.addBatch();
                if (guest.externalId().isPresent()) {
                    link.setString(1, guest.externalId().get().system());
                    link.setString(2, guest.externalId().get().id());
                    link.setObject(3, guest.id());
                    link.addBatch();
                }
            }
            insert.executeBatch();
            link.executeBatch();
        }
    }

    /** Fills in what is not known of those who are guests. Call it when they are locked. */
    void complete() throws SQLException {
        Map<UUID, UUID> addresses = addAddresses();
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.customer
                set email = coalesce(email, ?), first_name = coalesce(first_name, ?), last_name = coalesce(last_name, ?),
                    phone = coalesce(phone, ?), default_billing_address_id = coalesce(default_billing_address_id, ?),
                    default_shipping_address_id = coalesce(default_shipping_address_id, ?), version = version + 1
                where id = ? and not account
                """)) {
            for (Map.Entry<UUID, Facts> missing : missing(addresses).entrySet()) {
                Facts told = missing.getValue();
                @Nullable UUID address = addresses.get(missing.getKey());
                update.setString(1, told.email().orElse(null));
                update.setString(2, told.firstName().orElse(null));
                update.setString(3, told.lastName().orElse(null));
                update.setString(4, told.phone().orElse(null));
                update.setObject(5, address, java.sql.Types.OTHER);
                update.setObject(6, address, java.sql.Types.OTHER);
                update.setObject(7, missing.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
        if (!addresses.isEmpty()) {
            try (PreparedStatement refresh = connection.prepareStatement("select customer.refresh_location(?)")) {
                refresh.setArray(
                        1, connection.createArrayOf("uuid", addresses.keySet().toArray()));
                refresh.execute();
            }
        }
    }

    /** Those of whom an order tells more than we know. */
    private Map<UUID, Facts> missing(Map<UUID, UUID> addresses) throws SQLException {
        Map<UUID, Facts> missing = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, email, first_name, last_name, phone from customer.customer where id = any (?) and not account"
                        + " order by id")) {
            select.setArray(1, connection.createArrayOf("uuid", facts.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    Facts known = new Facts(
                            Optional.ofNullable(rows.getString(2)),
                            Optional.ofNullable(rows.getString(3)),
                            Optional.ofNullable(rows.getString(4)),
                            Optional.ofNullable(rows.getString(5)),
                            Optional.empty());
                    Facts told = facts.getOrDefault(id, Facts.NONE).withoutAddress();
                    if (addresses.containsKey(id) || !known.or(told).equals(known)) {
                        missing.put(id, told);
                    }
                }
            }
        }
        return missing;
    }

    private Map<UUID, UUID> addAddresses() throws SQLException {
        Map<UUID, UUID> added = new HashMap<>();
        List<UUID> candidates = facts.entrySet().stream()
                .filter(entry -> entry.getValue().address().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (candidates.isEmpty()) {
            return added;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id from customer.customer c where id = any (?) and not account"
                        + " and not exists (select from customer.address a where a.customer_id = c.id)")) {
            select.setArray(1, connection.createArrayOf("uuid", candidates.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    added.put(rows.getObject(1, UUID.class), Uuid7.next());
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.address (id, customer_id, salutation, first_name, last_name, company, line1, line2,"
                        + " line3, city, province, postal_code, country, phone)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<UUID, UUID> entry : added.entrySet()) {
                insert.setObject(1, entry.getValue());
                insert.setObject(2, entry.getKey());
                int column = 3;
                for (Optional<String> part : parts(facts.getOrDefault(entry.getKey(), Facts.NONE))) {
                    insert.setString(column++, part.orElse(null));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return added;
    }

    private static List<Optional<String>> parts(Facts told) {
        Address.Content address = told.address().orElse(NO_ADDRESS);
        return Stream.of(
                        address.salutation(),
                        address.firstName(),
                        address.lastName(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.line3(),
                        address.city(),
                        address.province(),
                        address.postalCode(),
                        address.country(),
                        address.phone())
                .toList();
    }

    private record Facts(
            Optional<String> email,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<Address.Content> address) {
        static final Facts NONE =
                new Facts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Facts or(Facts later) {
            return new Facts(
                    email.or(later::email),
                    firstName.or(later::firstName),
                    lastName.or(later::lastName),
                    phone.or(later::phone),
                    address.or(later::address));
        }

        Facts withoutAddress() {
            return new Facts(email, firstName, lastName, phone, Optional.empty());
        }
    }
}
