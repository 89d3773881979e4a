package org.clientele.loyalty.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;

/**
 * How an order earns points.
 *
 * @param kind {@code amount}: {@code points} for each {@code per} minor units of goods that were paid; {@code product}: {@code points} for each
 *     piece of the {@code skus} or {@code categories}; {@code group}: what members of the {@code group} earn is multiplied by {@code factor}
 * @param currency only orders in it; any if absent
 */
public record Rule(
        Kind kind,
        Optional<Long> points,
        Optional<Long> per,
        Optional<String> currency,
        List<String> skus,
        List<String> categories,
        Optional<String> group,
        Optional<Double> factor) {
    /** As many as an order keeps of the factor that it was settled with. */
    static final int FACTOR_DECIMALS = 4;

    public Rule {
        skus = skus == null ? List.of() : List.copyOf(skus);
        categories = categories == null ? List.of() : List.copyOf(categories);
    }

    /** What it looks at. */
    public enum Kind {
        AMOUNT,
        PRODUCT,
        GROUP
    }

    /** @param at the pointer of its definition */
    void check(String at) {
        Problem.Invalid.check(checks -> {
            checks.that(kind != null, at + "/kind", "required", "It is amount, product or group.");
            boolean counts = kind == Kind.AMOUNT || kind == Kind.PRODUCT;
            checks.that(
                    !counts
                            || points.map(value -> value >= 1 && value <= 1_000_000)
                                    .orElse(false),
                    at + "/points",
                    "range",
                    "Points are 1 to 1000000.");
            checks.that(
                    kind != Kind.AMOUNT || per.map(value -> value >= 1).orElse(false),
                    at + "/per",
                    "range",
                    "It is for each so many minor units, at least 1.");
            checks.that(
                    kind != Kind.PRODUCT || !skus.isEmpty() || !categories.isEmpty(),
                    at + "/skus",
                    "required",
                    "SKUs or categories are needed.");
            checks.that(kind != Kind.GROUP || group.isPresent(), at + "/group", "required", "A group is needed.");
            checks.that(
                    kind != Kind.GROUP
                            || factor.map(value -> value >= 0 && value <= 100).orElse(false),
                    at + "/factor",
                    "range",
                    "A factor is 0 to 100.");
            checks.that(
                    factor.map(value -> decimals(value) <= FACTOR_DECIMALS).orElse(true),
                    at + "/factor",
                    "decimals",
                    "A factor has at most " + FACTOR_DECIMALS + " decimals.");
            checks.that(
                    currency.map(code -> code.matches("[A-Z]{3}")).orElse(true),
                    at + "/currency",
                    "currency",
                    "A currency is three upper-case letters (ISO 4217).");
        });
    }

    private static int decimals(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().scale();
    }

    boolean isFor(String sku, Optional<String> category) {
        return skus.contains(sku)
                || category.map(Set.copyOf(categories)::contains).orElse(false);
    }
}
