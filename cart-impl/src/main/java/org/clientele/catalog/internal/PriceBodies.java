package org.clientele.catalog.internal;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientele.Problem;

/** What is sent of price lists. */
final class PriceBodies {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_TIERS = 100;

    private PriceBodies() {}

    /** A price list. */
    public record ListBody(Optional<String> name, Optional<String> currency) {
        void check(String id) {
            Problem.Invalid.check(checks -> checks.that(
                            ID.matcher(id).matches(),
                            "/id",
                            "format",
                            "An id has 1 to 64 letters, digits and . _ - and begins with a letter or a digit.")
                    .that(
                            name.map(text -> !text.isBlank() && text.length() <= 200)
                                    .orElse(false),
                            "/name",
                            "required",
                            "A name of 1 to 200 characters is needed.")
                    .that(
                            currency.map(code -> CURRENCY.matcher(code).matches())
                                    .orElse(false),
                            "/currency",
                            "currency",
                            "A currency is three upper-case letters (ISO 4217)."));
        }
    }

    /** What a product costs. */
    public record PriceBody(List<PriceLists.Step> tiers) {
        public PriceBody {
            tiers = tiers == null ? List.of() : List.copyOf(tiers);
        }

        PriceLists.Price price(String sku) {
            Problem.Invalid.check(checks -> {
                ProductBody.sku(checks, sku, "/sku");
                checkTiers(checks, tiers);
            });
            return sorted(sku, tiers);
        }
    }

    /** A line of an import: {@code price} is short for one tier from 1 on. */
    public record Line(
            Optional<String> priceList, Optional<String> sku, List<PriceLists.Step> tiers, Optional<Long> price) {
        public Line {
            tiers = tiers == null ? List.of() : List.copyOf(tiers);
        }

        PriceLists.Price read() {
            List<PriceLists.Step> wanted =
                    price.map(one -> List.of(new PriceLists.Step(1, one))).orElse(tiers);
            Problem.Invalid.check(checks -> {
                checks.that(priceList.isPresent(), "/priceList", "required", "The id of a price list is needed.");
                ProductBody.sku(checks, sku.orElse(""), "/sku");
                checks.that(
                        price.isEmpty() || tiers.isEmpty(), "/price", "superfluous", "This is either price or tiers.");
                checkTiers(checks, wanted);
            });
            return sorted(sku.orElseThrow(), wanted);
        }
    }

    private static void checkTiers(Problem.Checks checks, List<PriceLists.Step> tiers) {
        checks.that(
                !tiers.isEmpty() && tiers.size() <= MOST_TIERS,
                "/tiers",
                "required",
                "There are 1 to " + MOST_TIERS + " tiers.");
        Set<Long> quantities = new HashSet<>();
        for (int i = 0; i < Math.min(tiers.size(), MOST_TIERS); i++) {
            PriceLists.Step tier = tiers.get(i);
            checks.that(
                    tier.from() >= 1 && tier.from() <= 1_000_000,
                    "/tiers/" + i + "/from",
                    "range",
                    "A quantity is from 1 to 1000000.");
            checks.that(
                    quantities.add(tier.from()),
                    "/tiers/" + i + "/from",
                    "duplicate",
                    "There is one price from a quantity on.");
            ProductBody.amount(checks, tier.price(), "/tiers/" + i + "/price");
        }
    }

    private static PriceLists.Price sorted(String sku, List<PriceLists.Step> tiers) {
        return new PriceLists.Price(
                sku,
                tiers.stream()
                        .sorted(Comparator.comparingLong(PriceLists.Step::from))
                        .toList());
    }
}
