package org.clientele.customer.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;
import org.jspecify.annotations.Nullable;

/** A row of {@code customer}. Columns that the database derives are not mapped. */
@Entity
@Table(name = "customer")
class CustomerEntity {
    @Id
    private UUID id;

    private String reference;
    private @Nullable String email;
    private @Nullable String salutation;

    @Column(name = "first_name")
    private @Nullable String firstName;

    @Column(name = "last_name")
    private @Nullable String lastName;

    private @Nullable String phone;
    private @Nullable String gender;

    @Column(name = "date_of_birth")
    private @Nullable LocalDate dateOfBirth;

    private @Nullable String company;
    private @Nullable String locale;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    private boolean account;
    private @Nullable String role;
    private String status = "active";
    private String verification = "unverified";
    private boolean newsletter;

    @Column(name = "registered_at")
    private @Nullable OffsetDateTime registeredAt;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @Column(name = "last_login_at")
    private @Nullable OffsetDateTime lastLoginAt;

    private String[] groups = {};
    private String[] tags = {};

    @Column(name = "external_ids")
    private String externalIds = "[]";

    @Column(name = "external_refs")
    private String externalRefs = "";

    @Column(name = "default_billing_address_id")
    private @Nullable UUID defaultBillingAddressId;

    @Column(name = "default_shipping_address_id")
    private @Nullable UUID defaultShippingAddressId;

    @Column(name = "custom_fields")
    private String customFields = "{}";

    @Column(name = "erased_at")
    private @Nullable OffsetDateTime erasedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // for the persistence provider, which fills it
    protected CustomerEntity() {}

    CustomerEntity(UUID id, String reference, Customer.Registration registration) {
        this.id = id;
        this.reference = reference;
        this.createdAt = now();
        this.email = registration.email().orElse(null);
        this.account = registration.account();
        this.registeredAt = account ? createdAt : null;
        this.tags = sorted(registration.tags());
        this.groups = sorted(registration.groups());
        link(registration.externalIds());
        change(registration.profile());
    }

    final void change(Customer.Profile profile) {
        salutation = profile.salutation().orElse(null);
        firstName = profile.firstName().orElse(null);
        lastName = profile.lastName().orElse(null);
        phone = profile.phone().orElse(null);
        gender = profile.gender().orElse(null);
        dateOfBirth = profile.dateOfBirth().orElse(null);
        company = profile.company().orElse(null);
        locale = profile.locale().orElse(null);
        timeZone = profile.timeZone().orElse(null);
        role = profile.role().orElse(null);
        newsletter = profile.newsletter();
        defaultBillingAddressId = profile.defaultBillingAddressId().orElse(null);
        defaultShippingAddressId = profile.defaultShippingAddressId().orElse(null);
        customFields = StoredJson.write(profile.customFields());
    }

    void status(Customer.Status status) {
        this.status = status.name().toLowerCase(Locale.ROOT);
    }

    /** Forgets who it is. The reference stays, and when it was created, so that orders still belong to somebody. */
    void erase() {
        email = null;
        salutation = null;
        firstName = null;
        lastName = null;
        phone = null;
        gender = null;
        dateOfBirth = null;
        company = null;
        role = null;
        account = false;
        status = "inactive";
        verification = "unverified";
        newsletter = false;
        lastLoginAt = null;
        tags = new String[0];
        externalIds = "[]";
        externalRefs = "";
        defaultBillingAddressId = null;
        defaultShippingAddressId = null;
        customFields = "{}";
        if (erasedAt == null) {
            erasedAt = now();
        }
    }

    boolean isErased() {
        return erasedAt != null;
    }

    /** @throws Problem.Conflict {@code erased} if there is nobody left to change */
    void requirePerson() {
        if (isErased()) {
            throw new Problem.Conflict("erased", "The customer was erased.");
        }
    }

    void prove() {
        verification = "verified";
    }

    void email(String canonical) {
        email = canonical;
    }

    /** What a guest's address is worth is still to be proven. */
    void openAccount() {
        account = true;
        registeredAt = now();
        verification = "unverified";
    }

    void tag(Collection<String> tags) {
        this.tags = sorted(tags);
    }

    List<String> tags() {
        return Arrays.asList(tags);
    }

    void group(Collection<String> groups) {
        this.groups = sorted(groups);
    }

    List<String> groups() {
        return Arrays.asList(groups);
    }

    final void link(Collection<ExternalId> more) {
        TreeSet<ExternalId> all =
                new TreeSet<>(java.util.Comparator.comparing(ExternalId::system).thenComparing(ExternalId::id));
        all.addAll(externalIds());
        all.addAll(more);
        externalIds = StoredJson.write(all);
        externalRefs = String.join(" ", all.stream().map(ExternalId::id).toList());
    }

    private List<ExternalId> externalIds() {
        return StoredJson.read(externalIds, new TypeReference<List<ExternalId>>() {});
    }

    /** Makes an address the default for what has none. */
    void adopt(UUID address) {
        if (defaultBillingAddressId == null) {
            defaultBillingAddressId = address;
        }
        if (defaultShippingAddressId == null) {
            defaultShippingAddressId = address;
        }
    }

    void prefer(UUID address, Set<Address.Purpose> purposes) {
        if (purposes.contains(Address.Purpose.BILLING)) {
            defaultBillingAddressId = address;
        }
        if (purposes.contains(Address.Purpose.SHIPPING)) {
            defaultShippingAddressId = address;
        }
    }

    void abandon(UUID address) {
        if (address.equals(defaultBillingAddressId)) {
            defaultBillingAddressId = null;
        }
        if (address.equals(defaultShippingAddressId)) {
            defaultShippingAddressId = null;
        }
    }

    boolean isDefaultBilling(UUID address) {
        return address.equals(defaultBillingAddressId);
    }

    boolean isDefaultShipping(UUID address) {
        return address.equals(defaultShippingAddressId);
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    Customer toCustomer(List<String> sellerAccounts) {
        return new Customer(
                id,
                reference,
                Optional.ofNullable(email),
                Optional.ofNullable(salutation),
                Optional.ofNullable(firstName),
                Optional.ofNullable(lastName),
                Optional.ofNullable(phone),
                Optional.ofNullable(gender),
                Optional.ofNullable(dateOfBirth),
                Optional.ofNullable(company),
                Optional.ofNullable(locale),
                Optional.ofNullable(timeZone),
                account,
                Optional.ofNullable(role),
                Customer.Status.valueOf(status.toUpperCase(Locale.ROOT)),
                Customer.Verification.valueOf(verification.toUpperCase(Locale.ROOT)),
                newsletter,
                instant(registeredAt),
                createdAt.toInstant(),
                instant(lastLoginAt),
                List.of(groups),
                List.of(tags),
                sellerAccounts,
                externalIds(),
                Optional.ofNullable(defaultBillingAddressId),
                Optional.ofNullable(defaultShippingAddressId),
                customFields(),
                isErased(),
                version);
    }

    Map<String, @Nullable Object> customFields() {
        return StoredJson.read(customFields, new TypeReference<Map<String, @Nullable Object>>() {});
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static String[] sorted(Collection<String> codes) {
        return new TreeSet<>(codes).toArray(String[]::new);
    }

    /** The database keeps microseconds. */
    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
