package org.clientele.customer.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.CustomerWriter.Outcome;
import org.clientele.customer.internal.CustomerWriter.Result;
import org.clientele.group.internal.KnownGroups;

/** Writes customers with a handful of statements however many there are. */
final class CustomerBatch {
    private final Connection connection;
    private final Optional<Set<String>> visible;
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    private final Map<ExternalId, UUID> externalIds = new HashMap<>();
    private final Map<String, UUID> accounts = new HashMap<>();
    private final Map<String, UUID> formerEmails = new HashMap<>();
    private final Map<UUID, ImportedCustomer> known = new LinkedHashMap<>();
    private final Set<UUID> hidden = new HashSet<>();
    private final Set<UUID> erased = new HashSet<>();
    private final Set<UUID> created = new LinkedHashSet<>();
    private final Set<UUID> updated = new LinkedHashSet<>();

    /** @param visible the seller accounts of the caller, if not all */
    CustomerBatch(Connection connection, Optional<Set<String>> visible) {
        this.connection = connection;
        this.visible = visible;
    }

    /** @param sellerAccounts where the customer belongs */
    record Entry(CustomerWriter.Line line, Set<String> sellerAccounts) {
        Customer.Registration told() {
            return line.registration();
        }
    }

    private record Change(UUID id, Entry entry, ImportedCustomer customer) {}

    /** @param entries no two for the same customer */
    List<Result> write(List<Entry> entries) throws SQLException {
        findExternalIds(entries);
        findAccounts(entries);
        Set<UUID> candidates = new HashSet<>(externalIds.values());
        candidates.addAll(accounts.values());
        if (!candidates.isEmpty()) {
            erased.addAll(CustomerLocks.lock(connection, candidates));
            read(candidates);
        }
        List<Change> added = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        List<Change> all = new ArrayList<>();
        List<Result> results = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            results.add(plan(entry, added, changed, all));
        }
        KnownGroups.ensure(
                connection,
                all.stream()
                        .flatMap(change -> change.entry().told().groups().stream())
                        .toList());
        insert(added);
        update(changed);
        link(added, changed);
        addAddresses(all);
        join(all);
        return results;
    }

    /** Whom it made. */
    Set<UUID> created() {
        return created;
    }

    /** Whom it changed. */
    Set<UUID> updated() {
        return updated;
    }

    private Result plan(Entry entry, List<Change> added, List<Change> changed, List<Change> all) {
        Customer.Registration told = entry.told();
        Optional<UUID> found = told.externalIds().isEmpty()
                ? told.email().map(accounts::get)
                : Optional.ofNullable(externalIds.get(told.externalIds().get(0)));
        if (found.filter(hidden::contains).isPresent()) {
            return Result.refused("/externalIds/0", "external-id-taken", "Another customer has this external id.");
        }
        if (found.filter(erased::contains).isPresent()) {
            return Result.refused("", "erased", "The customer was erased.");
        }
        for (int i = 0; i < told.externalIds().size(); i++) {
            UUID owner = externalIds.get(told.externalIds().get(i));
            if (owner != null && !found.filter(owner::equals).isPresent()) {
                return Result.refused(
                        "/externalIds/" + i, "external-id-taken", "Another customer has this external id.");
            }
        }
        UUID owner = told.account() ? told.email().map(accounts::get).orElse(null) : null;
        if (owner != null && !found.filter(owner::equals).isPresent()) {
            return Result.refused("/email", "email-taken", "An account has this e-mail address.");
        }
        UUID id = found.orElseGet(Uuid7::next);
        ImportedCustomer before = known.get(id);
        if (before == null) {
            Change change = new Change(id, entry, ImportedCustomer.of(told));
            added.add(change);
            all.add(change);
            created.add(id);
            return new Result(Outcome.CREATED, List.of());
        }
        boolean former =
                told.email().filter(email -> id.equals(formerEmails.get(email))).isPresent();
        if (before.account()
                && !former
                && told.email().isPresent()
                && !told.email().equals(before.texts().get(0))) {
            return Result.refused(
                    "/email", "email-read-only", "The e-mail address of an account is not changed this way.");
        }
        ImportedCustomer written = before.told(entry.line());
        ImportedCustomer after = former ? written.withEmailOf(before) : written;
        Change change = new Change(id, entry, after);
        all.add(change);
        boolean same = after.equals(before)
                && before.sellerAccounts().containsAll(entry.sellerAccounts())
                && (before.hasAddress() || told.addresses().isEmpty());
        if (!after.equals(before)) {
            changed.add(change);
        }
        if (!same) {
            updated.add(id);
        }
        return new Result(same ? Outcome.UNCHANGED : Outcome.UPDATED, List.of());
    }

    private void findExternalIds(List<Entry> entries) throws SQLException {
        List<ExternalId> wanted = entries.stream()
                .flatMap(entry -> entry.told().externalIds().stream())
                .toList();
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

    private void findAccounts(List<Entry> entries) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select email, id from customer.customer where account and email = any (?)")) {
            select.setArray(
                    1,
                    texts(entries.stream()
                            .flatMap(entry -> entry.told().email().stream())
                            .toList()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    accounts.put(rows.getString(1), rows.getObject(2, UUID.class));
                }
            }
        }
        findFormerEmails(entries);
    }

    /** Who was merged into another is told of under the old address for a while. */
    private void findFormerEmails(List<Entry> entries) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select email, customer_id, account from customer.former_emails(?)")) {
            select.setArray(
                    1,
                    texts(entries.stream()
                            .flatMap(entry -> entry.told().email().stream())
                            .toList()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    formerEmails.put(rows.getString(1), rows.getObject(2, UUID.class));
                    if (rows.getBoolean(3)) {
                        accounts.put(rows.getString(1), rows.getObject(2, UUID.class));
                    }
                }
            }
        }
    }

    /** A statement of its own: the one that locks sees other tables as they were before it waited. */
    private void read(Collection<UUID> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + ImportedCustomer.COLUMNS + ", array(select seller_account from customer.customer_summary s"
                        + " where s.customer_id = c.id), exists (select from customer.address a where a.customer_id = c.id)"
                        + " from customer.customer c where id = any (?) order by id")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ImportedCustomer customer = ImportedCustomer.of(rows);
                    known.put(rows.getObject("id", UUID.class), customer);
                    if (visible.isPresent() && visible.get().stream().noneMatch(customer.sellerAccounts()::contains)) {
                        hidden.add(rows.getObject("id", UUID.class));
                    }
                }
            }
        }
    }

    private void insert(List<Change> added) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.customer (email, salutation, first_name, last_name, phone, gender, company, locale,"
                        + " time_zone, role, date_of_birth, account, newsletter, tags, groups, external_ids,"
                        + " external_refs, custom_fields, registered_at, id, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Change change : added) {
                int column = change.customer().bind(connection, insert);
                insert.setObject(
                        column++, change.customer().account() ? now : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
                insert.setObject(column++, change.id());
                insert.setObject(column, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void update(List<Change> changed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.customer
                set email = ?, salutation = ?, first_name = ?, last_name = ?, phone = ?, gender = ?, company = ?,
                    locale = ?, time_zone = ?, role = ?, date_of_birth = ?, account = ?, newsletter = ?, tags = ?,
                    groups = ?, external_ids = ?, external_refs = ?, custom_fields = ?,
                    registered_at = coalesce(registered_at, ?), version = version + 1
                where id = ?
                """)) {
            for (Change change : changed) {
                int column = change.customer().bind(connection, update);
                update.setObject(
                        column++, change.customer().account() ? now : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
                update.setObject(column, change.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void link(List<Change> added, List<Change> changed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.external_id (system, id, customer_id) values (?, ?, ?)")) {
            for (List<Change> changes : List.of(added, changed)) {
                for (Change change : changes) {
                    for (ExternalId externalId : change.entry().told().externalIds()) {
                        if (!externalIds.containsKey(externalId)) {
                            insert.setString(1, externalId.system());
                            insert.setString(2, externalId.id());
                            insert.setObject(3, change.id());
                            insert.addBatch();
                        }
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private void addAddresses(List<Change> changes) throws SQLException {
        List<UUID> customers = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into customer.address (id, customer_id, salutation, first_name, last_name, company, line1,"
                                + " line2, line3, city, province, postal_code, country, phone)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement adopt = connection.prepareStatement("""
                        update customer.customer
                        set default_billing_address_id = coalesce(default_billing_address_id, ?),
                            default_shipping_address_id = coalesce(default_shipping_address_id, ?)
                        where id = ?
                        """)) {
            for (Change change : changes) {
                List<Address.Content> addresses = change.entry().told().addresses();
                if (change.customer().hasAddress() || addresses.isEmpty()) {
                    continue;
                }
                customers.add(change.id());
                UUID first = Uuid7.next();
                adopt.setObject(1, first);
                adopt.setObject(2, first);
                adopt.setObject(3, change.id());
                adopt.addBatch();
                for (int i = 0; i < addresses.size(); i++) {
                    insert.setObject(1, i == 0 ? first : Uuid7.next());
                    insert.setObject(2, change.id());
                    ImportedCustomer.bind(insert, 3, addresses.get(i));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
            adopt.executeBatch();
        }
        call("select customer.refresh_location(?)", customers);
    }

    /** Makes them customers of their seller accounts. */
    private void join(List<Change> changes) throws SQLException {
        Set<UUID> joined = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.customer_summary (customer_id, seller_account, account, active, created_at,
                    newsletter, country)
                select id, ?, account, status = 'active', created_at, newsletter, country from customer.customer where id = ?
                on conflict do nothing
                """)) {
            for (Change change : changes) {
                for (String sellerAccount : change.entry().sellerAccounts()) {
                    if (!change.customer().sellerAccounts().contains(sellerAccount)) {
                        insert.setString(1, sellerAccount);
                        insert.setObject(2, change.id());
                        insert.addBatch();
                        joined.add(change.id());
                    }
                }
            }
            insert.executeBatch();
        }
        call("select customer.refresh_summaries(?)", joined);
    }

    private void call(String function, Collection<UUID> customers) throws SQLException {
        if (!customers.isEmpty()) {
            try (PreparedStatement call = connection.prepareStatement(function)) {
                call.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
                call.execute();
            }
        }
    }

    private java.sql.Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
