package org.clientele.customer.internal;

import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.address.internal.AddressRules;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.customer.CustomerListener;
import org.clientele.customer.Customers;
import org.clientele.customer.ExternalId;
import org.clientele.customfield.CustomField;
import org.clientele.customfield.internal.CustomFieldRules;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Customers as entities. */
@Component(service = {Customers.class, JpaCustomers.class})
public final class JpaCustomers implements Customers {
    private final Transactions transactions;
    private final Visibility visibility;
    private final Erasure erasure;
    private final CustomFieldRules customFields;
    private final Events events;

    private final LockedCustomers locked;
    private final CustomerLabels labels;

    public JpaCustomers(Transactions transactions, Access access) {
        this(transactions, access, new CustomFieldRules(), new JdbcEvents(transactions, access));
    }

    @Activate
    public JpaCustomers(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomFieldRules customFields,
            @Reference Events events) {
        this.transactions = transactions;
        this.events = events;
        this.customFields = customFields;
        this.visibility = new Visibility(access);
        this.erasure = new Erasure(transactions, access);
        this.locked = new LockedCustomers(transactions, access, events);
        this.labels = new CustomerLabels(transactions, locked);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addData(CustomerData data) {
        erasure.add(data);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(CustomerListener listener) {
        locked.add(listener);
    }

    public void removeListener(CustomerListener listener) {
        locked.remove(listener);
    }

    public void removeData(CustomerData data) {
        erasure.remove(data);
    }

    @Override
    public Optional<Customer> find(UUID id) {
        return transactions.call(em -> locked.sellerAccounts(id)
                .flatMap(accounts -> Optional.ofNullable(em.find(CustomerEntity.class, id))
                        .map(entity -> entity.toCustomer(accounts))));
    }

    @Override
    public Customer lock(UUID id) {
        return locked.lock(id);
    }

    @Override
    public Optional<Customer> findByExternalId(ExternalId externalId) {
        return transactions
                .<Optional<UUID>>read(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(
                            "select customer_id from customer.external_id where system = ? and id = ?")) {
                        statement.setString(1, externalId.system());
                        statement.setString(2, externalId.id());
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
                        }
                    }
                })
                .flatMap(this::find);
    }

    @Override
    public boolean isFormerEmail(UUID id, String email) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select from customer.merged where email = ? and customer.survivor(from_id) = ? limit 1")) {
                select.setString(
                        1, CustomerChecks.canonicalEmail(Optional.of(email)).orElse(email));
                select.setObject(2, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public Customer register(Customer.Registration asked) {
        Customer.Registration registration =
                CustomerPhones.entered(asked.withEmail(CustomerChecks.canonicalEmail(asked.email())));
        CustomerChecks.registration(registration);
        Problem.Invalid.check(checks -> {
            for (int i = 0; i < registration.addresses().size(); i++) {
                AddressRules.check(
                        checks, "/addresses/" + i, registration.addresses().get(i));
            }
        });
        Set<String> sellerAccounts = visibility.ofNew(registration.sellerAccounts());
        UUID id = Uuid7.next();
        return transactions.call(em -> {
            labels.requireGroups(registration.groups(), "/groups");
            checkCustomFields(Optional.empty(), registration.customFields());
            String reference = transactions.sql(CustomerRecords::nextReference);
            CustomerEntity entity = new CustomerEntity(id, reference, registration);
            em.persist(entity);
            transactions.sql(connection -> {
                CustomerRecords.link(connection, id, registration.externalIds());
                CustomerRecords.join(connection, id, sellerAccounts);
                return true;
            });
            if (!registration.addresses().isEmpty()) {
                for (Address.Content content : registration.addresses()) {
                    AddressEntity address = new AddressEntity(Uuid7.next(), id, content);
                    em.persist(address);
                    entity.adopt(address.id());
                }
                relocate(id);
            }
            Customer customer =
                    entity.toCustomer(sellerAccounts.stream().sorted().toList());
            locked.publish("customer.registered", customer);
            locked.tell(listener -> listener.registered(customer));
            return customer;
        });
    }

    @Override
    public Customer change(UUID id, OptionalLong version, Customer.Profile asked) {
        Customer.Profile profile = CustomerPhones.entered(asked, country(id, asked.phone()));
        CustomerChecks.profile(profile);
        return locked.write(id, version, (em, entity) -> {
            checkDefault(em, id, "/defaultBillingAddressId", profile.defaultBillingAddressId());
            checkDefault(em, id, "/defaultShippingAddressId", profile.defaultShippingAddressId());
            Map<String, @Nullable Object> fields = entity.customFields();
            if (!fields.equals(profile.customFields())) {
                checkCustomFields(Optional.of(fields), profile.customFields());
            }
            entity.change(profile);
            relocate(id);
        });
    }

    /** Where the customer lives, if a phone number is written in a way that it matters. */
    private Optional<String> country(UUID id, Optional<String> phone) {
        if (phone.filter(number -> !number.startsWith("+")).isEmpty()) {
            return Optional.empty();
        }
        return transactions.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select country from customer.customer where id = ?")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private void checkCustomFields(
            Optional<Map<String, @Nullable Object>> before, Map<String, @Nullable Object> after) {
        Map<String, CustomField> fields = transactions.read(CustomFieldRules::read);
        Problem.Invalid.check(checks -> customFields.check(checks, fields, before, after));
    }

    private static void checkDefault(EntityManager em, UUID customer, String pointer, Optional<UUID> address) {
        if (address.isPresent()) {
            AddressEntity entity = em.find(AddressEntity.class, address.get());
            if (entity == null || !entity.isOf(customer)) {
                throw Problem.Invalid.at(pointer, "address", "The customer has no such address.");
            }
        }
    }

    @Override
    public Customer deactivate(UUID id) {
        return locked.write(
                id,
                OptionalLong.empty(),
                "customer.deactivated",
                (em, entity) -> entity.status(Customer.Status.INACTIVE));
    }

    @Override
    public Customer activate(UUID id) {
        return locked.write(
                id, OptionalLong.empty(), "customer.activated", (em, entity) -> entity.status(Customer.Status.ACTIVE));
    }

    @Override
    public Customer tag(UUID id, Set<String> tags) {
        return labels.tag(id, tags);
    }

    @Override
    public Customer retag(UUID id, Collection<String> add, Collection<String> remove) {
        return labels.retag(id, add, remove);
    }

    @Override
    public Customer group(UUID id, Set<String> groups) {
        return labels.group(id, groups);
    }

    @Override
    public Customer regroup(UUID id, Collection<String> add, Collection<String> remove) {
        return labels.regroup(id, add, remove);
    }

    @Override
    public Customer link(UUID id, List<ExternalId> externalIds) {
        CustomerChecks.externalIds(externalIds);
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            List<ExternalId> known = entity.toCustomer(List.of()).externalIds();
            List<ExternalId> more = externalIds.stream()
                    .filter(externalId -> !known.contains(externalId))
                    .distinct()
                    .toList();
            entity.link(more);
            transactions.sql(connection -> {
                CustomerRecords.link(connection, id, more);
                return true;
            });
        });
    }

    @Override
    public Customer erase(UUID id, OptionalLong version) {
        return transactions.call(em -> {
            Customer customer = erasure.erase(id, version);
            locked.publish("customer.erased", customer);
            locked.tell(listener -> listener.erased(customer));
            return customer;
        });
    }

    @Override
    public void purge(UUID id, OptionalLong version) {
        transactions.run(em -> {
            erasure.purge(id, version, () -> events.publish(Event.Draft.of("customer.purged", id, Map.of())));
            locked.tell(listener -> listener.purged(id));
        });
    }

    /** The e-mail address is proven. */
    public Customer prove(UUID id) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> entity.prove());
    }

    /** Another e-mail address, which is proven. */
    public Customer moveTo(UUID id, String email) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            entity.email(email);
            entity.prove();
        });
    }

    /**
     * What a guest was known by becomes the customer's.
     *
     * @param externalIds already the customer's in {@code external_id}
     * @param address to be the default where there is none
     */
    public Customer adopt(UUID id, List<ExternalId> externalIds, Set<String> tags, Optional<UUID> address) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> {
            entity.link(externalIds);
            Set<String> all = new HashSet<>(entity.tags());
            all.addAll(tags);
            entity.tag(all);
            address.ifPresent(entity::adopt);
            relocate(id);
        });
    }

    /** Makes an account of a guest. */
    public Customer openAccount(UUID id) {
        return locked.write(id, OptionalLong.empty(), (em, entity) -> entity.openAccount());
    }

    private void relocate(UUID id) {
        transactions.sql(connection -> {
            CustomerRecords.locate(connection, id);
            return true;
        });
    }

    public static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such customer.");
    }
}
