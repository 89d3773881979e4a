package org.clientele.offer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.cart.Cart;
import org.clientele.cart.Offer;
import org.clientele.cart.Offer.Condition;
import org.clientele.cart.Offer.Effect;
import org.junit.jupiter.api.Test;

/** Single rules of the engine. */
final class OfferEngineTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID MEMBERS = new UUID(0, 1);
    /** Three teas for 9.99 and a cup for 5.01: 34.98. */
    private static final Sale SALE = new Sale(
            List.of(new Sale.Line("tea", 3, 999), new Sale.Line("cup", 1, 501)),
            Optional.of("EUR"),
            NOW,
            Set.of("vip"),
            MEMBERS::equals);

    private static Promotion apply(Rule... rules) {
        return OfferEngine.apply(SALE, List.of(rules), discounts -> 490);
    }

    private static Rule rule(String id, Condition when, Effect then) {
        return new Rule(Cart.Kind.COUPON, id, id, when, Optional.of(then), Optional.empty(), true, 0, Optional.empty());
    }

    private static Rule alone(Rule rule, int priority) {
        return new Rule(
                rule.kind(),
                rule.id(),
                rule.name(),
                rule.when(),
                rule.then(),
                rule.balance(),
                false,
                priority,
                rule.refusal());
    }

    private static Rule first(Rule rule) {
        return new Rule(
                rule.kind(), rule.id(), rule.name(), rule.when(), rule.then(), rule.balance(), true, 1, rule.refusal());
    }

    private static Effect percent(String percent, String... skus) {
        return new Effect(
                Optional.of(new BigDecimal(percent)), Optional.empty(), Optional.empty(), false, List.of(skus));
    }

    private static Effect fixed(long amount, String... skus) {
        return new Effect(
                Optional.empty(), Optional.of(new Money(amount, "EUR")), Optional.empty(), false, List.of(skus));
    }

    private static Effect fixedPrice(long amount, String... skus) {
        return new Effect(
                Optional.empty(), Optional.empty(), Optional.of(new Money(amount, "EUR")), false, List.of(skus));
    }

    private static final Effect FREE_SHIPPING =
            new Effect(Optional.empty(), Optional.empty(), Optional.empty(), true, List.of());

    private static String missing(Condition when) {
        return apply(rule("c", when, percent("10"))).hints().stream()
                .map(hint -> hint.missing()
                        + hint.amount().map(amount -> " " + amount).orElse(""))
                .reduce("", String::concat);
    }

    private static Condition when(
            Optional<Offer.MinQuantity> quantity, Optional<Money> subtotal, Optional<Offer.Between> between) {
        return new Condition(quantity, subtotal, Optional.empty(), Optional.empty(), between);
    }

    @Test
    void aPercentageIsRoundedHalfUpForEachLine() {
        // 2997 x 12.5 % = 374.625, 501 x 12.5 % = 62.625
        assertThat(apply(rule("c", Condition.NONE, percent("12.5"))).discounts())
                .containsExactly(375, 63);
        assertThat(apply(rule("c", Condition.NONE, percent("50", "cup"))).discounts())
                .containsExactly(0, 251);
    }

    @Test
    void aFixedAmountIsSpreadInProportionAndNoMoreThanThereIs() {
        // 1000 x 2997 / 3498 = 856.77, 143.22
        assertThat(apply(rule("c", Condition.NONE, fixed(1000))).discounts()).containsExactly(857, 143);
        assertThat(apply(rule("c", Condition.NONE, fixed(9999, "cup"))).discounts())
                .containsExactly(0, 501);
    }

    @Test
    void aFixedPriceRaisesNone() {
        assertThat(apply(rule("c", Condition.NONE, fixedPrice(600))).discounts())
                .containsExactly(1197, 0);
    }

    @Test
    void eachTakesFromWhatTheOnesBeforeLeft() {
        Rule half = rule("b", Condition.NONE, percent("50", "tea"));
        Rule fixed = rule("a", Condition.NONE, fixed(997, "tea"));
        assertThat(apply(half, fixed).discounts()).containsExactly(997 + 1000, 0);
        assertThat(apply(first(half), fixed).discounts()).containsExactly(1499 + 997, 0);
    }

    @Test
    void whatCostsMoreThanItSavesIsLeft() {
        Rule cent = rule("cent", Condition.NONE, fixed(1));
        Rule group = alone(rule("alone", Condition.NONE, fixed(2)), 0);
        Promotion promotion = OfferEngine.apply(
                SALE,
                List.of(cent, group),
                discounts -> Arrays.stream(discounts).sum() > 0 ? 490 : 0);
        assertThat(promotion.discounts()).containsExactly(0, 0);
        assertThat(promotion.applied(0)).isEmpty();
        assertThat(promotion.hints())
                .extracting(hint -> hint.id() + " " + hint.missing())
                .containsExactly("alone no-saving", "cent no-saving");
    }

    @Test
    void aCodeThatSavesNothingButCostsNothingApplies() {
        Promotion promotion = apply(rule("none", Condition.NONE, percent("0")));
        assertThat(promotion.applied(490)).extracting(Cart.Applied::id).containsExactly("none");
        assertThat(promotion.hints()).isEmpty();
    }

    @Test
    void theOneThatSavesMostIsAloneAndOthersSayWhy() {
        Rule small = rule("small", Condition.NONE, percent("10"));
        Rule large = alone(rule("large", Condition.NONE, percent("30")), 0);
        Promotion promotion = apply(small, large);
        assertThat(promotion.applied(490)).extracting(Cart.Applied::id).containsExactly("large");
        assertThat(promotion.hints())
                .extracting(hint -> hint.id() + " " + hint.missing())
                .containsExactly("small not-combinable");

        Rule more = rule("more", Condition.NONE, percent("25"));
        assertThat(apply(small, large, more).applied(490))
                .extracting(Cart.Applied::id)
                .containsExactly("more", "small");
    }

    @Test
    void ofEqualsTheOneWithTheHigherPriorityCounts() {
        Rule a = alone(rule("a", Condition.NONE, percent("10")), 0);
        Rule b = alone(rule("b", Condition.NONE, percent("10")), 5);
        Rule c = alone(rule("c", Condition.NONE, percent("10")), 0);
        assertThat(apply(a, b, c).applied(0)).extracting(Cart.Applied::id).containsExactly("b");
        assertThat(apply(c, a).applied(0)).extracting(Cart.Applied::id).containsExactly("a");
    }

    @Test
    void shippingIsPartOfWhatIsSaved() {
        Rule free = alone(rule("free", Condition.NONE, FREE_SHIPPING), 0);
        Rule less = alone(rule("less", Condition.NONE, fixed(400)), 0);
        Promotion promotion = apply(less, free);
        assertThat(promotion.applied(490)).containsExactly(new Cart.Applied("free", Cart.Kind.COUPON, "free", 490));
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(missing(when(
                        Optional.of(new Offer.MinQuantity(List.of("tea"), 5)), Optional.empty(), Optional.empty())))
                .isEqualTo("quantity 2");
        assertThat(missing(when(Optional.of(new Offer.MinQuantity(List.of(), 4)), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(missing(when(Optional.empty(), Optional.of(new Money(5000, "EUR")), Optional.empty())))
                .isEqualTo("subtotal 1502");
        assertThat(missing(when(Optional.empty(), Optional.of(new Money(1, "USD")), Optional.empty())))
                .isEqualTo("currency");
        assertThat(missing(when(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Offer.Between(Optional.empty(), Optional.of(NOW))))))
                .isEqualTo("over");
        assertThat(missing(when(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Offer.Between(Optional.of(NOW.plusNanos(1)), Optional.empty())))))
                .isEqualTo("not-yet");
        assertThat(missing(new Condition(
                        Optional.empty(), Optional.empty(), Optional.of("other"), Optional.empty(), Optional.empty())))
                .isEqualTo("group");
        assertThat(missing(new Condition(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("vip"),
                        Optional.of(new UUID(0, 2)),
                        Optional.empty())))
                .isEqualTo("segment");
        assertThat(missing(new Condition(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("vip"),
                        Optional.of(MEMBERS),
                        Optional.empty())))
                .isEmpty();
        assertThat(apply(rule("c", Condition.NONE, percent("10", "pot"))).hints())
                .extracting(Cart.Hint::text)
                .containsExactly("1 more for c");
    }

    @Test
    void offersOfOthersAreNotTalkedAbout() {
        Offer.Effect then = percent("10");
        for (Condition when : List.of(
                new Condition(
                        Optional.empty(), Optional.empty(), Optional.of("other"), Optional.empty(), Optional.empty()),
                new Condition(
                        Optional.of(new Offer.MinQuantity(List.of("tea"), 9)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(MEMBERS),
                        Optional.empty()),
                when(Optional.of(new Offer.MinQuantity(List.of("pot"), 1)), Optional.empty(), Optional.empty()))) {
            assertThat(apply(offer(when, then)).hints()).isEmpty();
        }
        assertThat(apply(offer(
                                when(
                                        Optional.of(new Offer.MinQuantity(List.of("tea"), 5)),
                                        Optional.empty(),
                                        Optional.empty()),
                                then))
                        .hints())
                .extracting(Cart.Hint::text)
                .containsExactly("2 more for Tea week");
    }

    private static Rule offer(Condition when, Effect then) {
        return Rule.of(new Offer(new UUID(0, 9), "Tea week", when, then, true, 0, true, NOW, 0));
    }

    @Test
    void vouchersPayInTheOrderOfTheirCodes() {
        Promotion promotion = apply(voucher("b", 300), voucher("a", 200), voucher("c", 100));
        assertThat(promotion.paid(450))
                .extracting(paid -> paid.id() + paid.amount())
                .containsExactly("a200", "b250", "c0");
    }

    private static Rule voucher(String code, long balance) {
        return new Rule(
                Cart.Kind.VOUCHER,
                code,
                code,
                Condition.NONE,
                Optional.empty(),
                Optional.of(new Money(balance, "EUR")),
                true,
                0,
                Optional.empty());
    }
}
