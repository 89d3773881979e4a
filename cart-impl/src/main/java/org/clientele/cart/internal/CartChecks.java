package org.clientele.cart.internal;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.cart.Attribution;
import org.clientele.cart.Carts;
import org.clientele.cart.Schedule;

/** What carts take. */
final class CartChecks {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int LONGEST = 200;
    private static final int MOST_UTM = 20;

    private final int mostLines;
    private final int mostUnits;

    CartChecks(int mostLines, int mostUnits) {
        this.mostLines = mostLines;
        this.mostUnits = mostUnits;
    }

    void opening(Carts.Opening opening) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    opening.sellerAccount().map(CartChecks::isSellerAccount).orElse(true),
                    "/sellerAccount",
                    "seller-account",
                    "There is no such seller account.");
            checks.that(
                    opening.currency().map(CURRENCIES::contains).orElse(true),
                    "/currency",
                    "currency",
                    "A currency is three upper-case letters (ISO 4217).");
            country(checks, opening.country());
            opening.attribution().ifPresent(attribution -> attribution(checks, attribution, "/attribution"));
            checks.that(
                    opening.lines().size() <= mostLines,
                    "/lines",
                    "too-many",
                    "A cart takes at most " + mostLines + " lines.");
            for (int i = 0; i < Math.min(opening.lines().size(), mostLines); i++) {
                addition(checks, opening.lines().get(i), "/lines/" + i);
            }
        });
    }

    /** One that orders take: a star stands for all of them. */
    private static boolean isSellerAccount(String name) {
        return !name.isBlank() && name.length() <= 64 && !name.equals("*");
    }

    void addition(Checks checks, Carts.Addition addition, String at) {
        checks.that(
                addition.sku() != null
                        && !addition.sku().isBlank()
                        && addition.sku().length() <= 64,
                at + "/sku",
                "required",
                "A SKU of 1 to 64 characters is needed.");
        quantity(checks, addition.quantity(), at);
        addition.schedule().ifPresent(schedule -> schedule(checks, schedule, at));
    }

    void quantity(Checks checks, long quantity, String at) {
        checks.that(
                quantity >= 1 && quantity <= mostUnits,
                at + "/quantity",
                "range",
                "A quantity is 1 to " + mostUnits + ".");
    }

    static void schedule(Checks checks, Schedule schedule, String at) {
        boolean recurring = schedule.type() == Schedule.Type.RECURRING;
        checks.that(schedule.type() != null, at + "/schedule/type", "required", "It is once or recurring.");
        checks.that(
                schedule.every().isPresent() == recurring
                        && schedule.every()
                                .map(every -> every >= 1 && every <= 365)
                                .orElse(true),
                at + "/schedule/every",
                recurring ? "range" : "superfluous",
                recurring ? "It recurs every 1 to 365 units." : "Once has no interval.");
        checks.that(
                schedule.unit().isPresent() == recurring,
                at + "/schedule/unit",
                recurring ? "required" : "superfluous",
                recurring ? "The unit is day, week, month or year." : "Once has no interval.");
    }

    static void country(Checks checks, Optional<String> country) {
        checks.that(
                country.map(COUNTRIES::contains).orElse(true),
                "/country",
                "country",
                "A country is two upper-case letters (ISO 3166-1).");
    }

    static void attribution(Checks checks, Attribution attribution, String at) {
        Map.of(
                        "channel", attribution.channel(),
                        "campaign", attribution.campaign(),
                        "affiliate", attribution.affiliate(),
                        "subAffiliate", attribution.subAffiliate(),
                        "agent", attribution.agent())
                .forEach((name, value) -> checks.that(
                        value.map(text -> text.length() <= LONGEST).orElse(true),
                        at + "/" + name,
                        "length",
                        "It has at most " + LONGEST + " characters."));
        checks.that(
                attribution.utm().size() <= MOST_UTM
                        && attribution.utm().entrySet().stream()
                                .allMatch(one -> one.getKey().length() <= LONGEST
                                        && one.getValue() != null
                                        && one.getValue().length() <= LONGEST),
                at + "/utm",
                "length",
                "There are at most " + MOST_UTM + " parameters, each of at most " + LONGEST + " characters.");
    }
}
