package org.clientele.customer.internal;

import java.net.IDN;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;
import org.clientele.phone.internal.Phones;

/** What a customer's data must look like, and its canonical form. */
public final class CustomerChecks {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LINE = 200;
    private static final int MOST_TAGS = 100;
    private static final int MOST_CUSTOM_FIELDS = 100;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");
    private static final String ATOM = "[^\\s@\"(),.:;<>\\[\\\\\\]\\p{Cntrl}\\p{Cf}\\p{Cs}]++";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    // RFC 5321: at most 64 octets before and 255 behind the at sign; quoted local parts are not taken.
    private static final Pattern EMAIL = Pattern.compile(
            "(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+(?=[a-z0-9-]{2})" + LABEL);

    private CustomerChecks() {}

    /** Lower case, the domain in its ASCII form (RFC 5891), so that one address is one text. */
    public static Optional<String> canonicalEmail(Optional<String> email) {
        return email.map(text -> {
            String stripped =
                    Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            int at = stripped.lastIndexOf('@');
            try {
                return at < 0 ? stripped : stripped.substring(0, at + 1) + ascii(stripped.substring(at + 1));
            } catch (IllegalArgumentException e) {
                return stripped;
            }
        });
    }

    private static String ascii(String domain) {
        return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    }

    /** Whether it is an e-mail address, in its canonical form. */
    public static boolean isEmail(String email) {
        return email.length() <= 254 && EMAIL.matcher(email).matches();
    }

    /** @throws Problem.Invalid if a member is wrong */
    public static void registration(Customer.Registration registration) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    !registration.account() || registration.email().isPresent(),
                    "/email",
                    "required",
                    "An account has an e-mail address.");
            registration
                    .email()
                    .ifPresent(email -> checks.that(isEmail(email), "/email", "email", "This is no e-mail address."));
            profile(checks, registration.profile());
            codes(checks, "/tags", registration.tags());
            codes(checks, "/groups", registration.groups());
            codes(checks, "/sellerAccounts", registration.sellerAccounts());
            externalIds(checks, "/externalIds", registration.externalIds());
            List<Address.Content> addresses = registration.addresses();
            checks.that(addresses.size() <= 50, "/addresses", "size", "A customer starts with at most 50 addresses.");
            for (int i = 0; i < addresses.size(); i++) {
                address(checks, "/addresses/" + i, addresses.get(i));
            }
        });
    }

    static void profile(Customer.Profile profile) {
        Problem.Invalid.check(checks -> profile(checks, profile));
    }

    private static void profile(Checks checks, Customer.Profile profile) {
        text(checks, "/salutation", profile.salutation(), LONGEST_NAME);
        text(checks, "/firstName", profile.firstName(), LONGEST_NAME);
        text(checks, "/lastName", profile.lastName(), LONGEST_NAME);
        text(checks, "/company", profile.company(), LONGEST_LINE);
        text(checks, "/gender", profile.gender(), 30);
        text(checks, "/role", profile.role(), 64);
        phone(checks, "/phone", profile.phone());
        profile.dateOfBirth()
                .ifPresent(date -> checks.that(
                        date.getYear() >= 1 && !date.isAfter(LocalDate.now().plusDays(1)),
                        "/dateOfBirth",
                        "date",
                        "A date of birth is in the past."));
        profile.locale()
                .ifPresent(tag ->
                        checks.that(isLocale(tag), "/locale", "locale", "A locale is a BCP 47 tag such as de-AT."));
        profile.timeZone()
                .ifPresent(zone ->
                        checks.that(ZONES.contains(zone), "/timeZone", "time-zone", "A time zone has an IANA name."));
        checks.that(
                profile.customFields().size() <= MOST_CUSTOM_FIELDS
                        && StoredJson.write(profile.customFields()).length() <= 32_768,
                "/customFields",
                "size",
                "There are at most " + MOST_CUSTOM_FIELDS + " custom fields in 32 KiB.");
        CustomValues.check(checks, profile.customFields());
    }

    static void address(Checks checks, String at, Address.Content content) {
        text(checks, at + "/salutation", content.salutation(), LONGEST_NAME);
        text(checks, at + "/firstName", content.firstName(), LONGEST_NAME);
        text(checks, at + "/lastName", content.lastName(), LONGEST_NAME);
        text(checks, at + "/company", content.company(), LONGEST_LINE);
        text(checks, at + "/line1", content.line1(), LONGEST_LINE);
        text(checks, at + "/line2", content.line2(), LONGEST_LINE);
        text(checks, at + "/line3", content.line3(), LONGEST_LINE);
        text(checks, at + "/city", content.city(), LONGEST_NAME);
        text(checks, at + "/province", content.province(), LONGEST_NAME);
        text(checks, at + "/postalCode", content.postalCode(), 20);
        phone(checks, at + "/phone", content.phone());
        content.country()
                .ifPresent(country -> checks.that(
                        COUNTRIES.contains(country),
                        at + "/country",
                        "country",
                        "A country is an ISO 3166-1 code of two upper-case letters."));
        checks.that(
                Arrays.asList(
                                content.firstName(),
                                content.lastName(),
                                content.company(),
                                content.line1(),
                                content.city(),
                                content.postalCode(),
                                content.country())
                        .stream()
                        .anyMatch(Optional::isPresent),
                at,
                "empty",
                "An address says something.");
    }

    public static void tags(Collection<String> tags) {
        Problem.Invalid.check(checks -> codes(checks, "/tags", tags));
    }

    static void groups(Collection<String> groups) {
        Problem.Invalid.check(checks -> codes(checks, "", groups));
    }

    static void externalIds(List<ExternalId> externalIds) {
        Problem.Invalid.check(checks -> externalIds(checks, "/externalIds", externalIds));
    }

    private static void externalIds(Checks checks, String at, List<ExternalId> externalIds) {
        checks.that(externalIds.size() <= 50, at, "size", "A customer has at most 50 external ids.");
        for (int i = 0; i < externalIds.size(); i++) {
            ExternalId externalId = externalIds.get(i);
            checks.that(
                    CODE.matcher(externalId.system()).matches(),
                    at + "/" + i + "/system",
                    "code",
                    "A system is named by 1 to 64 letters, digits and . _ : / -");
            checks.that(
                    !externalId.id().isBlank() && externalId.id().length() <= 255,
                    at + "/" + i + "/id",
                    "length",
                    "An external id has 1 to 255 characters.");
        }
    }

    private static void codes(Checks checks, String at, Collection<String> codes) {
        checks.that(codes.size() <= MOST_TAGS, at, "size", "There are at most " + MOST_TAGS + ".");
        checks.that(
                codes.stream().allMatch(code -> CODE.matcher(code).matches() && !code.equals("*")),
                at,
                "code",
                "Each has 1 to 64 letters, digits, spaces and . _ : / - and begins with a letter or digit.");
    }

    private static void text(Checks checks, String at, Optional<String> text, int longest) {
        text.ifPresent(value -> checks.that(
                !value.isBlank() && value.length() <= longest && value.chars().noneMatch(Character::isISOControl),
                at,
                "length",
                "It has 1 to " + longest + " printable characters."));
    }

    private static void phone(Checks checks, String at, Optional<String> phone) {
        phone.ifPresent(number -> checks.that(
                Phones.isCanonical(number),
                at,
                "phone",
                "A phone number is written in full, like +4930123456, or locally if its country is known."));
    }

    private static boolean isLocale(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
