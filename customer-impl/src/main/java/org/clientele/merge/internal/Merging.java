package org.clientele.merge.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.CustomerRecords;
import org.clientele.customer.internal.JpaCustomers;

/** One merge. */
final class Merging {
    /** What contributes is the customer itself. */
    static final String CORE = "customer";

    /** Who is read by its columns; the database derives the others. */
    private static final String UPDATE = """
            update customer.customer c set (%s) = (select %s from jsonb_populate_record(null::customer.customer, ?::jsonb))
            where c.id = ?""";

    private final Connection connection;
    private final Caller caller;
    private final UUID into;
    private final List<UUID> from;

    Merging(Connection connection, Caller caller, UUID into, List<UUID> from) {
        this.connection = connection;
        this.caller = caller;
        this.into = into;
        this.from = from;
    }

    /**
     * The customers, if the caller sees all of them wholly.
     *
     * @param locking the orders first, like an import does it, so that neither waits for the other for ever
     */
    Map<UUID, Person> persons(boolean locking) throws SQLException {
        List<UUID> all = Stream.concat(Stream.of(into), from.stream()).toList();
        if (locking) {
            lockOrders(connection, from);
        }
        Map<UUID, Person> persons = Person.read(connection, all, locking);
        for (UUID id : all) {
            Person person = persons.get(id);
            if (person == null) {
                throw gone(id);
            }
            if (!sees(caller.sellerAccounts(), person.sellerAccounts())) {
                throw JpaCustomers.notFound();
            }
            if (person.has("erased_at")) {
                throw new Problem.Conflict("erased", "A customer was erased: " + person.text("reference") + ".");
            }
        }
        return persons;
    }

    static boolean sees(Optional<Set<String>> own, Collection<String> sellerAccounts) {
        return own.isEmpty() || (!sellerAccounts.isEmpty() && own.get().containsAll(sellerAccounts));
    }

    static void lockOrders(Connection connection, Collection<UUID> customers) throws SQLException {
        run(
                connection,
                "select from customer.orders where customer_id = any (?)"
                        + " order by seller_account collate \"C\", number collate \"C\" for no key update",
                customers);
    }

    private Problem gone(UUID id) throws SQLException {
        Optional<UUID> survivor = MergeRows.survivor(connection, id);
        if (survivor.isPresent()) {
            Person person =
                    Person.read(connection, List.of(survivor.get()), false).get(survivor.get());
            if (person != null && sees(caller.sellerAccounts(), person.sellerAccounts())) {
                return new Problem.Conflict("already-merged", "A customer is part of another one by now.");
            }
        }
        return JpaCustomers.notFound();
    }

    void run(UUID merge, Map<UUID, Person> persons, Composition composition, Collection<CustomerData> data)
            throws SQLException {
        Person survivor = MergeRows.required(persons, into);
        MergeRows.insert(connection, merge, survivor, caller);
        identity(merge, composition);
        Optional<String> givenUp = composition.givenUp();
        if (givenUp.isPresent()) {
            MergeRows.keepAddress(connection, merge, survivor, givenUp.get());
        }
        int position = 0;
        for (UUID id : from) {
            Person person = MergeRows.required(persons, id);
            MergeRows.insertSource(connection, merge, position++, into, person);
            JdbcMergeLedger own = ledger(merge, id, CORE);
            own.move("customer.address", "customer_id", "id");
            own.move("customer.external_id", "customer_id", "system", "id");
            Contributors.each(
                    data,
                    "merge-refused",
                    "could not merge the customers",
                    kept -> kept.merge(ledger(merge, id, kept.getClass().getName())));
            own.setAside("customer.customer", "id");
        }
        write(connection, into, composition.row());
        CustomerRecords.join(
                connection,
                into,
                persons.values().stream()
                        .flatMap(person -> person.sellerAccounts().stream())
                        .distinct()
                        .toList());
        refresh(connection, List.of(into));
        MergeRows.finish(connection, merge, Person.read(connection, List.of(into), false), into);
    }

    private JdbcMergeLedger ledger(UUID merge, UUID id, String contributor) {
        return new JdbcMergeLedger(connection, Optional.of(merge), id, into, contributor);
    }

    /** With another login the survivor's own password is put away, and its sessions end. */
    private void identity(UUID merge, Composition composition) throws SQLException {
        UUID identity = composition.identity();
        if (!identity.equals(into)) {
            JdbcMergeLedger ledger = ledger(merge, identity, CORE);
            ledger.setAside("customer.account_credential", "customer_id", into);
            ledger.move("customer.account_credential", "customer_id");
            run(connection, "delete from customer.account_session where customer_id = any (?)", List.of(into));
            run(connection, "delete from customer.account_token where customer_id = any (?)", List.of(into));
        }
    }

    static void write(Connection connection, UUID id, ObjectNode row) throws SQLException {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        names.remove("id");
        String columns = String.join(", ", names);
        try (PreparedStatement update = connection.prepareStatement(String.format(UPDATE, columns, columns))) {
            update.setString(1, row.toString());
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** Where they live, and what they bought. */
    static void refresh(Connection connection, Collection<UUID> customers) throws SQLException {
        run(connection, "select customer.refresh_location(?)", customers);
        run(connection, "select customer.refresh_summaries(?)", customers);
    }

    static void run(Connection connection, String sql, Collection<UUID> customers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", customers.stream().distinct().toArray()));
            statement.execute();
        }
    }

    /** A time in JSON is written in the zone of the session, and is compared as it is written. */
    static void inUtc(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("set local time zone 'UTC'")) {
            set.execute();
        }
    }
}
