package org.clientele.catalog.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.catalog.Product;

/** A product as it is sent. */
public record ProductBody(
        Optional<String> sku,
        Optional<String> name,
        Optional<Money> price,
        List<Money> prices,
        Optional<String> category,
        Optional<String> brand,
        Optional<Boolean> active,
        Optional<Long> maxQuantity) {
    static final long MOST_MONEY = 1_000_000_000_000L;
    private static final int MOST_PRICES = 200;

    public ProductBody {
        prices = prices == null ? List.of() : List.copyOf(prices);
    }

    /**
     * @param id the SKU
     * @throws Problem.Invalid with everything that is wrong
     */
    Product product(String id) {
        Problem.Invalid.check(checks -> {
            sku(checks, id, "/sku");
            checks.that(sku.map(id::equals).orElse(true), "/sku", "mismatch", "The SKU is that of the path.");
            checks.that(
                    name.map(text -> !text.isBlank() && text.length() <= 200).orElse(false),
                    "/name",
                    "required",
                    "A name of 1 to 200 characters is needed.");
            checks.that(price.isPresent(), "/price", "required", "A price is needed.");
            price.ifPresent(money -> amount(checks, money.amount(), "/price/amount"));
            prices(checks);
            text(checks, category, "/category");
            text(checks, brand, "/brand");
            checks.that(
                    maxQuantity.map(most -> most >= 1 && most <= 1_000_000).orElse(true),
                    "/maxQuantity",
                    "range",
                    "It is from 1 to 1000000.");
        });
        return new Product(
                id, name.orElseThrow(), price.orElseThrow(), prices, category, brand, active.orElse(true), maxQuantity);
    }

    private void prices(Problem.Checks checks) {
        checks.that(prices.size() <= MOST_PRICES, "/prices", "too-many", "There are at most " + MOST_PRICES + ".");
        Set<String> currencies = new HashSet<>();
        price.ifPresent(money -> currencies.add(money.currency()));
        for (int i = 0; i < Math.min(prices.size(), MOST_PRICES); i++) {
            amount(checks, prices.get(i).amount(), "/prices/" + i + "/amount");
            checks.that(
                    currencies.add(prices.get(i).currency()),
                    "/prices/" + i + "/currency",
                    "duplicate",
                    "There is one price for each currency.");
        }
    }

    static void sku(Problem.Checks checks, String sku, String at) {
        checks.that(!sku.isBlank() && sku.length() <= 64, at, "length", "A SKU has 1 to 64 characters.");
    }

    static void amount(Problem.Checks checks, long amount, String at) {
        checks.that(amount >= 0 && amount <= MOST_MONEY, at, "range", "A price is from 0 to " + MOST_MONEY + ".");
    }

    private static void text(Problem.Checks checks, Optional<String> text, String at) {
        checks.that(
                text.map(value -> !value.isBlank() && value.length() <= 200).orElse(true),
                at,
                "length",
                "It has 1 to 200 characters.");
    }
}
