package org.clientele.offer.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.cart.Coupon;
import org.clientele.cart.Offer;

/** What offers and coupons may be. */
final class OfferChecks {
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long MOST_MONEY = 1_000_000_000_000L;
    private static final long MOST_UNITS = 1_000_000;
    private static final int MOST_SKUS = 500;

    private OfferChecks() {}

    static void offer(Offer.Definition offer) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    !offer.name().isBlank() && offer.name().length() <= 200,
                    "/name",
                    "required",
                    "A name of 1 to 200 characters is needed.");
            checks.that(
                    Math.abs((long) offer.priority()) <= 1_000_000,
                    "/priority",
                    "range",
                    "A priority is from -1000000 to 1000000.");
            condition(checks, offer.when());
            effect(checks, offer.then());
        });
    }

    static void coupon(String code, Coupon.Definition coupon) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    CODE.matcher(code).matches(), "/code", "format", "A code has 1 to 64 letters, digits and . _ -");
            checks.that(
                    coupon.name()
                            .map(name -> !name.isBlank() && name.length() <= 200)
                            .orElse(true),
                    "/name",
                    "length",
                    "A name has 1 to 200 characters.");
            condition(checks, coupon.when());
            coupon.then().ifPresent(then -> effect(checks, then));
            checks.that(
                    coupon.then().isPresent() != coupon.balance().isPresent(),
                    coupon.balance().isPresent() ? "/balance" : "/then",
                    coupon.balance().isPresent() ? "superfluous" : "required",
                    "A coupon takes something off, a voucher has a balance.");
            money(checks, coupon.balance(), 0, "/balance");
            boolean voucher = coupon.balance().isPresent();
            count(checks, coupon.uses(), voucher, "/uses");
            count(checks, coupon.usesPerCustomer(), voucher, "/usesPerCustomer");
            checks.that(
                    coupon.stacks() || !voucher, "/stacks", "superfluous", "A voucher pays, whatever was taken off.");
        });
    }

    private static void count(Checks checks, Optional<Long> count, boolean voucher, String at) {
        checks.that(
                count.isEmpty() || !voucher, at, "superfluous", "A voucher may be used until its balance is used up.");
        checks.that(
                count.map(number -> number >= 1 && number <= MOST_MONEY).orElse(true),
                at,
                "range",
                "It is at least 1.");
    }

    private static void condition(Checks checks, Offer.Condition when) {
        when.minQuantity().ifPresent(wanted -> {
            skus(checks, wanted.skus(), "/when/minQuantity/skus");
            checks.that(
                    wanted.quantity() >= 1 && wanted.quantity() <= MOST_UNITS,
                    "/when/minQuantity/quantity",
                    "range",
                    "A quantity is from 1 to " + MOST_UNITS + ".");
        });
        money(checks, when.minSubtotal(), 0, "/when/minSubtotal");
        checks.that(
                when.group()
                        .map(group -> !group.isBlank() && group.length() <= 64)
                        .orElse(true),
                "/when/group",
                "length",
                "This is the code of a group.");
        when.between()
                .ifPresent(between -> checks.that(
                        between.from()
                                .flatMap(from -> between.to().map(from::isBefore))
                                .orElse(true),
                        "/when/between/to",
                        "range",
                        "It ends after it began."));
    }

    private static void effect(Checks checks, Offer.Effect then) {
        long kinds = Stream.of(
                        then.percent().isPresent(),
                        then.fixed().isPresent(),
                        then.fixedPrice().isPresent(),
                        then.freeShipping())
                .filter(present -> present)
                .count();
        checks.that(kinds == 1, "/then", "effect", "This is one of percent, fixed, fixedPrice and freeShipping.");
        checks.that(
                then.percent()
                        .map(percent -> percent.signum() >= 0
                                && percent.compareTo(HUNDRED) <= 0
                                && percent.stripTrailingZeros().scale() <= 2)
                        .orElse(true),
                "/then/percent",
                "range",
                "A percentage is from 0 to 100, with at most two decimals.");
        money(checks, then.fixed(), 1, "/then/fixed");
        money(checks, then.fixedPrice(), 0, "/then/fixedPrice");
        skus(checks, then.skus(), "/then/skus");
        checks.that(
                !then.freeShipping() || then.skus().isEmpty(),
                "/then/skus",
                "superfluous",
                "Shipping is that of the whole cart.");
    }

    private static void money(Checks checks, Optional<Money> money, long least, String at) {
        checks.that(
                money.map(Money::amount)
                        .map(amount -> amount >= least && amount <= MOST_MONEY)
                        .orElse(true),
                at + "/amount",
                "range",
                "An amount is from " + least + " to " + MOST_MONEY + ".");
    }

    private static void skus(Checks checks, List<String> skus, String at) {
        checks.that(skus.size() <= MOST_SKUS, at, "too-many", "There are at most " + MOST_SKUS + ".");
        for (int i = 0; i < Math.min(skus.size(), MOST_SKUS); i++) {
            checks.that(
                    !skus.get(i).isBlank() && skus.get(i).length() <= 64,
                    at + "/" + i,
                    "length",
                    "A SKU has 1 to 64 characters.");
        }
    }
}
