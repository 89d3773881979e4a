package org.clientele.company.internal;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientele.Problem;
import org.clientele.company.Company;
import org.clientele.customer.ExternalId;

/** What a company must look like. */
final class CompanyChecks {
    private static final long MOST = 9_000_000_000_000_000L;
    private static final Pattern VAT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ./-]{1,31}");
    private static final Pattern SYSTEM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private CompanyChecks() {}

    static void check(Company.Details details) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    !details.name().isBlank()
                            && details.name().length() <= 200
                            && details.name().chars().noneMatch(Character::isISOControl),
                    "/name",
                    "length",
                    "A name has 1 to 200 printable characters.");
            details.vatId()
                    .ifPresent(id -> checks.that(
                            VAT_ID.matcher(id).matches(),
                            "/vatId",
                            "vat-id",
                            "A VAT id has 2 to 32 letters, digits, spaces and . / -"));
            details.approvalLimit().ifPresent(limit -> checks.that(
                            limit.amount() >= 0 && limit.amount() <= MOST,
                            "/approvalLimit/amount",
                            "range",
                            "An amount is 0 to " + MOST + " minor units.")
                    .that(
                            CURRENCIES.contains(limit.currency()),
                            "/approvalLimit/currency",
                            "currency",
                            "A currency is three upper-case letters (ISO 4217)."));
            List<ExternalId> externalIds = details.externalIds();
            checks.that(externalIds.size() <= 50, "/externalIds", "size", "A company has at most 50 external ids.");
            for (int i = 0; i < externalIds.size(); i++) {
                checks.that(
                        SYSTEM.matcher(externalIds.get(i).system()).matches(),
                        "/externalIds/" + i + "/system",
                        "code",
                        "A system is named by 1 to 64 letters, digits and . _ : / -");
                checks.that(
                        !externalIds.get(i).id().isBlank()
                                && externalIds.get(i).id().length() <= 255,
                        "/externalIds/" + i + "/id",
                        "length",
                        "An external id has 1 to 255 characters.");
            }
        });
    }
}
