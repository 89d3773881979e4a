package org.clientele.customer.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientele.account.Accounts;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;
import org.jspecify.annotations.Nullable;

/**
 * The body of a new customer.
 *
 * @param phoneCountry where {@code phone} is dialled as it is written; ISO 3166-1 alpha-2
 * @param sendVerificationMail for an account it is sent unless this is {@code false}
 * @param account a login unless it is {@code false} or there is no e-mail address
 */
record NewCustomer(
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
        Optional<Boolean> account,
        Optional<Boolean> newsletter,
        Optional<Set<String>> tags,
        Optional<Set<String>> groups,
        Optional<Set<String>> sellerAccounts,
        Optional<List<ExternalId>> externalIds,
        Optional<List<Address.Content>> addresses,
        Optional<Map<String, @Nullable Object>> customFields,
        Optional<String> phoneCountry,
        Optional<Boolean> sendVerificationMail,
        Optional<Boolean> welcomeMail,
        Optional<Boolean> sendPasswordMail) {

    /** The same for who enters it: a phone number that makes no sense is refused. */
    Customer.Registration entered(Optional<ExternalId> also) {
        Customer.Registration told = registration(also);
        return told.withPhones(CustomerPhones.writtenFor(phoneCountry, phone), told.addresses());
    }

    boolean asksForMail() {
        return !mails(false).equals(Accounts.Mails.NONE);
    }

    /** @param unless what holds for the mail that proves the address if the body does not say */
    Accounts.Mails mails(boolean unless) {
        return new Accounts.Mails(
                sendVerificationMail.orElse(unless && account.orElse(email.isPresent())),
                welcomeMail.orElse(false),
                sendPasswordMail.orElse(false));
    }

    /** @param also an external id to have beside those of the body */
    Customer.Registration registration(Optional<ExternalId> also) {
        return new Customer.Registration(
                email,
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
                account.orElse(email.isPresent()),
                newsletter.orElse(false),
                tags.orElse(Set.of()),
                groups.orElse(Set.of()),
                sellerAccounts.orElse(Set.of()),
                Stream.concat(also.stream(), externalIds.orElse(List.of()).stream())
                        .distinct()
                        .toList(),
                addresses.orElse(List.of()),
                customFields.orElse(Map.of()));
    }
}
