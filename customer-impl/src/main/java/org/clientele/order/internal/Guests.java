package org.clientele.order.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clientele.Uuid7;
import org.clientele.customer.Address;
import org.clientele.customer.ExternalId;
import org.clientele.order.Order;
import org.clientele.phone.internal.Phones;
import org.clientele.rest.Json;

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
                        buyer.phone().flatMap(phone -> Phones.canonical(phone, country(order))),
                        order.shippingAddress()
                                .filter(address -> !address.equals(NO_ADDRESS))
                                .map(Guests::withPhoneInFull)),
                Facts::or);
    }

    /** Leaves out what was told of these customers. */
    void forget(Collection<UUID> customers) {
        facts.keySet().removeAll(customers);
    }

    private static Optional<String> country(Order.Document order) {
        return order.shippingAddress().flatMap(Address.Content::country).or(() -> order.billingAddress()
                .flatMap(Address.Content::country));
    }

    /** A number that makes no sense is left out; the order itself keeps it. */
    private static Address.Content withPhoneInFull(Address.Content address) {
        return address.withPhone(address.phone().flatMap(phone -> Phones.canonical(phone, address.country())));
    }

    void insert(Collection<Guest> guests) throws SQLException {
        if (guests.isEmpty()) {
            return;
        }
        Map<UUID, UUID> addresses = new LinkedHashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into customer.customer (id, email, first_name, last_name, phone, account, external_ids,"
                                + " external_refs, default_billing_address_id, default_shipping_address_id, country,"
                                + " province, city, postal_code)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement link = connection.prepareStatement(
                        "insert into customer.external_id (system, id, customer_id) values (?, ?, ?)")) {
            for (Guest guest : guests) {
                Facts told = facts.getOrDefault(guest.id(), Facts.NONE);
                Optional<UUID> address = told.address().map(any -> Uuid7.next());
                address.ifPresent(id -> addresses.put(guest.id(), id));
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
                insert.setString(8, guest.externalId().map(ExternalId::id).orElse(""));
                insert.setObject(9, address.orElse(null), Types.OTHER);
                insert.setObject(10, address.orElse(null), Types.OTHER);
                insert.setString(
                        11, told.address().flatMap(Address.Content::country).orElse(null));
                insert.setString(
                        12, told.address().flatMap(Address.Content::province).orElse(null));
                insert.setString(
                        13, told.address().flatMap(Address.Content::city).orElse(null));
                insert.setString(
                        14, told.address().flatMap(Address.Content::postalCode).orElse(null));
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
        insertAddresses(addresses);
        guests.forEach(guest -> facts.remove(guest.id()));
    }

    /**
     * Fills in what is not known of those who were guests before. Call it when they are locked.
     *
     * @return whom it changed
     */
    Set<UUID> complete() throws SQLException {
        if (facts.isEmpty()) {
            return Set.of();
        }
        Map<UUID, UUID> addresses = firstAddresses();
        insertAddresses(addresses);
        Map<UUID, Facts> missing = missing(addresses);
        if (missing.isEmpty()) {
            return Set.of();
        }
        List<UUID> ids = List.copyOf(missing.keySet());
        List<Facts> told =
                ids.stream().map(id -> missing.getOrDefault(id, Facts.NONE)).toList();
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.customer c
                set email = coalesce(c.email, v.email), first_name = coalesce(c.first_name, v.first_name),
                    last_name = coalesce(c.last_name, v.last_name), phone = coalesce(c.phone, v.phone),
                    default_billing_address_id = coalesce(c.default_billing_address_id, v.address),
                    default_shipping_address_id = coalesce(c.default_shipping_address_id, v.address),
                    version = c.version + 1
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                    v(id, email, first_name, last_name, phone, address)
                where c.id = v.id and not c.account
                """)) {
            update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            update.setArray(2, texts(told, Facts::email));
            update.setArray(3, texts(told, Facts::firstName));
            update.setArray(4, texts(told, Facts::lastName));
            update.setArray(5, texts(told, Facts::phone));
            update.setArray(
                    6,
                    connection.createArrayOf(
                            "uuid", ids.stream().map(addresses::get).toArray()));
            update.executeUpdate();
        }
        if (!addresses.isEmpty()) {
            try (PreparedStatement refresh = connection.prepareStatement("select customer.refresh_location(?)")) {
                refresh.setArray(
                        1, connection.createArrayOf("uuid", addresses.keySet().toArray()));
                refresh.execute();
            }
        }
        return missing.keySet();
    }

    private Array texts(List<Facts> told, Function<Facts, Optional<String>> fact) throws SQLException {
        return connection.createArrayOf(
                "text", told.stream().map(one -> fact.apply(one).orElse(null)).toArray());
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

    /** Ids for the first addresses of those who have none. */
    private Map<UUID, UUID> firstAddresses() throws SQLException {
        Map<UUID, UUID> addresses = new LinkedHashMap<>();
        List<UUID> candidates = facts.entrySet().stream()
                .filter(entry -> entry.getValue().address().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (candidates.isEmpty()) {
            return addresses;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id from customer.customer c where id = any (?) and not account"
                        + " and not exists (select from customer.address a where a.customer_id = c.id)")) {
            select.setArray(1, connection.createArrayOf("uuid", candidates.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    addresses.put(rows.getObject(1, UUID.class), Uuid7.next());
                }
            }
        }
        return addresses;
    }

    private void insertAddresses(Map<UUID, UUID> addresses) throws SQLException {
        if (addresses.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.address (id, customer_id, salutation, first_name, last_name, company, line1, line2,"
                        + " line3, city, province, postal_code, country, phone)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<UUID, UUID> entry : addresses.entrySet()) {
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
