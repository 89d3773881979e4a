package org.clientele.account.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.Customer;

/** What shoppers see of themselves: not what the shop thinks of them. */
record Me(
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
        String verification,
        boolean newsletter,
        Optional<Instant> registeredAt,
        Optional<Instant> lastLoginAt,
        List<String> sellerAccounts,
        Optional<UUID> defaultBillingAddressId,
        Optional<UUID> defaultShippingAddressId,
        long version) {
    static Me of(Customer customer) {
        return new Me(
                customer.id(),
                customer.reference(),
                customer.email(),
                customer.salutation(),
                customer.firstName(),
                customer.lastName(),
                customer.phone(),
                customer.gender(),
                customer.dateOfBirth(),
                customer.company(),
                customer.locale(),
                customer.timeZone(),
                customer.verification() == Customer.Verification.VERIFIED ? "verified" : "unverified",
                customer.newsletter(),
                customer.registeredAt(),
                customer.lastLoginAt(),
                customer.sellerAccounts(),
                customer.defaultBillingAddressId(),
                customer.defaultShippingAddressId(),
                customer.version());
    }

    /** What shoppers change themselves. */
    record Editable(
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<String> gender,
            Optional<LocalDate> dateOfBirth,
            Optional<String> company,
            Optional<String> locale,
            Optional<String> timeZone,
            boolean newsletter,
            Optional<UUID> defaultBillingAddressId,
            Optional<UUID> defaultShippingAddressId) {
        static Editable of(Customer customer) {
            return new Editable(
                    customer.salutation(),
                    customer.firstName(),
                    customer.lastName(),
                    customer.phone(),
                    customer.gender(),
                    customer.dateOfBirth(),
                    customer.company(),
                    customer.locale(),
                    customer.timeZone(),
                    customer.newsletter(),
                    customer.defaultBillingAddressId(),
                    customer.defaultShippingAddressId());
        }

        /** The rest stays as it is. */
        Customer.Profile within(Customer.Profile profile) {
            return new Customer.Profile(
                    salutation,
                    firstName,
                    lastName,
                    phone,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    profile.role(),
                    newsletter,
                    defaultBillingAddressId,
                    defaultShippingAddressId,
                    profile.customFields());
        }
    }
}
