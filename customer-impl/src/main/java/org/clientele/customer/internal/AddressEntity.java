package org.clientele.customer.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.Address;
import org.jspecify.annotations.Nullable;

/** A row of {@code address}. */
@Entity
@Table(name = "address")
class AddressEntity {
    @Id
    private UUID id;

    @Column(name = "customer_id")
    private UUID customerId;

    private @Nullable String salutation;

    @Column(name = "first_name")
    private @Nullable String firstName;

    @Column(name = "last_name")
    private @Nullable String lastName;

    private @Nullable String company;
    private @Nullable String line1;
    private @Nullable String line2;
    private @Nullable String line3;
    private @Nullable String city;
    private @Nullable String province;

    @Column(name = "postal_code")
    private @Nullable String postalCode;

    private @Nullable String country;
    private @Nullable String phone;
    private String verification = "unverified";

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    /** When it is to be verified in the background; never if it is or was imported. */
    @Column(name = "verify_after")
    private @Nullable OffsetDateTime verifyAfter;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // for the persistence provider, which fills it
    protected AddressEntity() {}

    AddressEntity(UUID id, UUID customerId, Address.Content content) {
        this.id = id;
        this.customerId = customerId;
        this.createdAt = OffsetDateTime.now(ZoneOffset.UTC);
        change(content);
    }

    final void change(Address.Content content) {
        if (content.equals(content())) {
            return;
        }
        verifyAfter = OffsetDateTime.now(ZoneOffset.UTC);
        salutation = content.salutation().orElse(null);
        firstName = content.firstName().orElse(null);
        lastName = content.lastName().orElse(null);
        company = content.company().orElse(null);
        line1 = content.line1().orElse(null);
        line2 = content.line2().orElse(null);
        line3 = content.line3().orElse(null);
        city = content.city().orElse(null);
        province = content.province().orElse(null);
        postalCode = content.postalCode().orElse(null);
        country = content.country().orElse(null);
        phone = content.phone().orElse(null);
        verification = "unverified";
    }

    UUID id() {
        return id;
    }

    boolean isOf(UUID customer) {
        return customerId.equals(customer);
    }

    long version() {
        return version;
    }

    private Address.Content content() {
        return new Address.Content(
                Optional.ofNullable(salutation),
                Optional.ofNullable(firstName),
                Optional.ofNullable(lastName),
                Optional.ofNullable(company),
                Optional.ofNullable(line1),
                Optional.ofNullable(line2),
                Optional.ofNullable(line3),
                Optional.ofNullable(city),
                Optional.ofNullable(province),
                Optional.ofNullable(postalCode),
                Optional.ofNullable(country),
                Optional.ofNullable(phone));
    }

    Address toAddress(CustomerEntity customer) {
        return new Address(
                id, content(), customer.isDefaultBilling(id), customer.isDefaultShipping(id), verification, version);
    }
}
