package org.clientele.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a customer is. What a customer bought is told by attributes (see {@link CustomerSearch}).
 *
 * @param id UUIDv7 (RFC 9562)
 * @param reference the number people use, such as {@code C-000123}
 * @param email canonical; unique among accounts
 * @param phone E.164
 * @param dateOfBirth its year may be 0004 or later
 * @param locale BCP 47
 * @param timeZone IANA
 * @param account whether there is a login; otherwise a guest
 * @param sellerAccounts where the customer was registered or bought
 * @param erased whether the person was taken out of it, for good
 * @param version grows with each change
 */
public record Customer(
        UUID id,
        String reference,
        Optional<String> email,
        Optional<String> salutation,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> phone,
        Optional<String> gender,
        Optional<LocalDate> dateOfBirth,
        Optional<String> company,
        Optional<String> locale,
        Optional<String> timeZone,
        boolean account,
        Optional<String> role,
        Status status,
        Verification verification,
        boolean newsletter,
        Optional<Instant> registeredAt,
        Instant createdAt,
        Optional<Instant> lastLoginAt,
        List<String> groups,
        List<String> tags,
        List<String> sellerAccounts,
        List<ExternalId> externalIds,
        Optional<UUID> defaultBillingAddressId,
        Optional<UUID> defaultShippingAddressId,
        Map<String, @Nullable Object> customFields,
        boolean erased,
        long version) {

    /** The part that is edited as a whole. */
    public Profile profile() {
        return new Profile(
                salutation,
                firstName,
                lastName,
                phone,
                gender,
                dateOfBirth,
                company,
                locale,
                timeZone,
                role,
                newsletter,
                defaultBillingAddressId,
                defaultShippingAddressId,
                customFields);
    }

    /** Whether the customer may act. */
    public enum Status {
        ACTIVE,
        INACTIVE
    }

    /** Whether the e-mail address was proven. */
    public enum Verification {
        UNVERIFIED,
        VERIFIED
    }

    /** What is edited as a whole; everything else has its own ways to change. */
    public record Profile(
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<String> gender,
            Optional<LocalDate> dateOfBirth,
            Optional<String> company,
            Optional<String> locale,
            Optional<String> timeZone,
            Optional<String> role,
            boolean newsletter,
            Optional<UUID> defaultBillingAddressId,
            Optional<UUID> defaultShippingAddressId,
            Map<String, @Nullable Object> customFields) {
        public Profile {
            customFields = customFields == null ? Map.of() : customFields;
        }

        /** The same with another phone number. */
        public Profile withPhone(Optional<String> number) {
            return new Profile(
                    salutation,
                    firstName,
                    lastName,
                    number,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    role,
                    newsletter,
                    defaultBillingAddressId,
                    defaultShippingAddressId,
                    customFields);
        }

        /** The same with other default addresses. */
        public Profile withDefaults(Optional<UUID> billing, Optional<UUID> shipping) {
            return new Profile(
                    salutation,
                    firstName,
                    lastName,
                    phone,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    role,
                    newsletter,
                    billing,
                    shipping,
                    customFields);
        }
    }

    /**
     * A new customer.
     *
     * @param email required for an account
     * @param account whether to make a login; otherwise a guest
     * @param sellerAccounts where; empty means those of the caller
     */
    public record Registration(
            Optional<String> email,
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<String> gender,
            Optional<LocalDate> dateOfBirth,
            Optional<String> company,
            Optional<String> locale,
            Optional<String> timeZone,
            Optional<String> role,
            boolean account,
            boolean newsletter,
            Set<String> tags,
            Set<String> groups,
            Set<String> sellerAccounts,
            List<ExternalId> externalIds,
            List<Address.Content> addresses,
            Map<String, @Nullable Object> customFields) {
        public Registration {
            tags = tags == null ? Set.of() : Set.copyOf(tags);
            groups = groups == null ? Set.of() : Set.copyOf(groups);
            sellerAccounts = sellerAccounts == null ? Set.of() : Set.copyOf(sellerAccounts);
            externalIds = externalIds == null ? List.of() : List.copyOf(externalIds);
            addresses = addresses == null ? List.of() : List.copyOf(addresses);
            customFields = customFields == null ? Map.of() : customFields;
        }

        /** The part that becomes the {@link Profile}; a new customer has no default addresses yet. */
        public Profile profile() {
            return new Profile(
                    salutation,
                    firstName,
                    lastName,
                    phone,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    role,
                    newsletter,
                    Optional.empty(),
                    Optional.empty(),
                    customFields);
        }

        /** The same with other spellings of the phone numbers. */
        public Registration withPhones(Optional<String> number, List<Address.Content> withNumbers) {
            return new Registration(
                    email,
                    salutation,
                    firstName,
                    lastName,
                    number,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    role,
                    account,
                    newsletter,
                    tags,
                    groups,
                    sellerAccounts,
                    externalIds,
                    withNumbers,
                    customFields);
        }

        /** The same with another spelling of the e-mail address. */
        public Registration withEmail(Optional<String> canonical) {
            return new Registration(
                    canonical,
                    salutation,
                    firstName,
                    lastName,
                    phone,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    role,
                    account,
                    newsletter,
                    tags,
                    groups,
                    sellerAccounts,
                    externalIds,
                    addresses,
                    customFields);
        }
    }
}
