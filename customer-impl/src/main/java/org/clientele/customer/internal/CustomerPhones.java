package org.clientele.customer.internal;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.phone.internal.Phones;

/** Brings the phone numbers of customers into their one form, with the country they are most likely written for. */
final class CustomerPhones {
    private CustomerPhones() {}

    /** What of a registration could be kept, and what was left out. */
    record Kept(Customer.Registration registration, List<Violation> dropped) {}

    /** Numbers that make no sense stay as they are, for the checks to find. */
    static Customer.Registration entered(Customer.Registration registration) {
        List<String> countries = countries(Optional.empty(), country(registration.addresses()), registration.locale());
        return registration.withPhones(
                registration.phone().map(phone -> first(phone, countries).orElse(phone)),
                registration.addresses().stream().map(CustomerPhones::entered).toList());
    }

    /** @param known where the customer lives, if that is known */
    static Customer.Profile entered(Customer.Profile profile, Optional<String> known) {
        List<String> countries = countries(Optional.empty(), known, profile.locale());
        return profile.withPhone(
                profile.phone().map(phone -> first(phone, countries).orElse(phone)));
    }

    static Address.Content entered(Address.Content address) {
        return address.withPhone(address.phone()
                .map(phone -> Phones.canonical(phone, address.country()).orElse(phone)));
    }

    /**
     * The number, written for a country that the caller names.
     *
     * @throws Problem.Invalid if there is no such country or the number makes no sense there
     */
    static Optional<String> writtenFor(Optional<String> country, Optional<String> phone) {
        if (country.isEmpty()) {
            return phone;
        }
        if (!Phones.isCountry(country.get())) {
            throw Problem.Invalid.at(
                    "/phoneCountry", "country", "A country is an ISO 3166-1 code of two upper-case letters.");
        }
        return phone.map(written -> Phones.canonical(written, country)
                .orElseThrow(() -> Problem.Invalid.at("/phone", "phone", "This is no phone number of that country.")));
    }

    /** Leaves out what makes no sense, so that a line does not fail for it. */
    static Kept kept(Customer.Registration told, Optional<String> named) {
        List<Violation> dropped = new ArrayList<>();
        List<String> countries = countries(named, country(told.addresses()), told.locale());
        Optional<String> phone = told.phone().flatMap(written -> first(written, countries));
        if (told.phone().isPresent() && phone.isEmpty()) {
            dropped.add(left("/phone"));
        }
        List<Address.Content> addresses = new ArrayList<>();
        for (Address.Content address : told.addresses()) {
            Optional<String> number = address.phone().flatMap(written -> Phones.canonical(written, address.country()));
            if (address.phone().isPresent() && number.isEmpty()) {
                dropped.add(left("/addresses/" + addresses.size() + "/phone"));
            }
            addresses.add(address.withPhone(number));
        }
        return new Kept(told.withPhones(phone, addresses), dropped);
    }

    private static Violation left(String pointer) {
        return new Violation(pointer, "phone", "This is no phone number; the rest was taken without it.");
    }

    private static Optional<String> first(String phone, List<String> countries) {
        return countries.stream()
                .flatMap(country -> Phones.canonical(phone, Optional.of(country)).stream())
                .findFirst()
                .or(() -> Phones.canonical(phone, Optional.empty()));
    }

    private static List<String> countries(Optional<String> named, Optional<String> ofAddress, Optional<String> locale) {
        return Stream.of(named, ofAddress, locale.flatMap(CustomerPhones::region))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> country(List<Address.Content> addresses) {
        return addresses.stream().flatMap(address -> address.country().stream()).findFirst();
    }

    private static Optional<String> region(String locale) {
        try {
            String region = new Locale.Builder().setLanguageTag(locale).build().getCountry();
            return Optional.of(region).filter(Phones::isCountry);
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
