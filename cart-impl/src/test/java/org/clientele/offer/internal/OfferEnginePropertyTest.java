package org.clientele.offer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clientele.Money;
import org.clientele.cart.Cart;
import org.clientele.cart.Offer;

/** What holds of the engine whatever is sold and offered. */
final class OfferEnginePropertyTest {
    private static final List<String> SKUS = List.of("tea", "cup", "pot", "tin");

    /** Costs less the more is bought, so that what is taken off changes it. */
    private record Shipping(Sale sale) implements ToLongFunction<long[]> {
        @Override
        public long applyAsLong(long[] discounts) {
            return sale.subtotal() - Arrays.stream(discounts).sum() >= 5_000 ? 0 : 490;
        }
    }

    @Property
    void theSumOfThePartsIsTheTotalAndNeverBelowZero(
            @ForAll("sales") Sale sale, @ForAll("ruleSets") List<Rule> rules, @ForAll("taxes") long tax) {
        Shipping costs = new Shipping(sale);
        Promotion promotion = OfferEngine.apply(sale, rules, costs);
        long shipping = costs.applyAsLong(promotion.discounts());
        List<Cart.Applied> applied = new ArrayList<>(promotion.applied(shipping));
        long off = sum(applied);
        long due = sale.subtotal() - off + shipping + tax;
        assertThat(due).isNotNegative();
        List<Cart.Applied> paid = promotion.paid(due);
        assertThat(due - sum(paid)).isNotNegative();
        applied.addAll(paid);
        assertThat(applied).allMatch(one -> one.amount() >= 0);

        long lines = Arrays.stream(promotion.discounts()).sum();
        boolean free = rules.stream()
                .filter(rule -> rule.then().map(Offer.Effect::freeShipping).orElse(false))
                .anyMatch(rule -> applied.stream().anyMatch(one -> one.id().equals(rule.id())));
        assertThat(sum(applied)).isEqualTo(lines + (free ? shipping : 0) + sum(paid));
    }

    @Property
    void noLineIsTakenOffMoreThanItIs(@ForAll("sales") Sale sale, @ForAll("ruleSets") List<Rule> rules) {
        long[] discounts = OfferEngine.apply(sale, rules, new Shipping(sale)).discounts();
        for (int i = 0; i < discounts.length; i++) {
            assertThat(discounts[i]).isBetween(0L, sale.lines().get(i).amount());
        }
    }

    @Property
    void theOrderOfCodesDoesNotMatter(
            @ForAll("sales") Sale sale, @ForAll("ruleSets") List<Rule> rules, @ForAll Random random) {
        List<Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);
        Promotion one = OfferEngine.apply(sale, rules, new Shipping(sale));
        Promotion other = OfferEngine.apply(sale, shuffled, new Shipping(sale));
        assertThat(other.discounts()).isEqualTo(one.discounts());
        assertThat(other.applied(490)).isEqualTo(one.applied(490));
        assertThat(other.paid(1_000)).isEqualTo(one.paid(1_000));
        assertThat(other.hints()).isEqualTo(one.hints());
    }

    @Property
    void nothingElseWouldHaveBeenCheaper(@ForAll("sales") Sale sale, @ForAll("ruleSets") List<Rule> rules) {
        long chosen = cost(sale, OfferEngine.apply(sale, rules, new Shipping(sale)));
        assertThat(chosen).isLessThanOrEqualTo(cost(sale, OfferEngine.apply(sale, List.of(), new Shipping(sale))));
        List<Rule> stacking = rules.stream().filter(Rule::stacks).toList();
        assertThat(chosen).isLessThanOrEqualTo(cost(sale, OfferEngine.apply(sale, stacking, new Shipping(sale))));
        rules.stream().filter(rule -> !rule.stacks()).forEach(alone -> assertThat(chosen)
                .isLessThanOrEqualTo(cost(sale, OfferEngine.apply(sale, List.of(alone), new Shipping(sale)))));
    }

    @Property
    void whoeverIsAloneIsAlone(@ForAll("sales") Sale sale, @ForAll("ruleSets") List<Rule> rules) {
        Set<String> alone = new HashSet<>();
        rules.stream().filter(rule -> !rule.stacks()).forEach(rule -> alone.add(rule.id()));
        List<Taking.Taken> taken = Taken.of(sale, rules);
        if (taken.stream().anyMatch(one -> alone.contains(one.rule().id()))) {
            assertThat(taken).hasSize(1);
        }
    }

    /** What the engine chose, with its rules. */
    private record Taken() {
        static List<Taking.Taken> of(Sale sale, List<Rule> rules) {
            Set<String> applied = new HashSet<>();
            OfferEngine.apply(sale, rules, new Shipping(sale)).applied(490).forEach(one -> applied.add(one.id()));
            return Taking.of(
                            sale,
                            rules.stream()
                                    .filter(rule -> applied.contains(rule.id()))
                                    .toList())
                    .taken();
        }
    }

    private static long cost(Sale sale, Promotion promotion) {
        long shipping = new Shipping(sale).applyAsLong(promotion.discounts());
        return sale.subtotal() + shipping - sum(promotion.applied(shipping));
    }

    private static long sum(List<Cart.Applied> applied) {
        return applied.stream().mapToLong(Cart.Applied::amount).sum();
    }

    @Provide
    Arbitrary<Long> taxes() {
        return Arbitraries.longs().between(0, 5_000);
    }

    @Provide
    Arbitrary<Sale> sales() {
        Arbitrary<Sale.Line> lines = Combinators.combine(
                        Arbitraries.of(SKUS),
                        Arbitraries.longs().between(1, 12),
                        Arbitraries.longs().between(0, 3_333))
                .as(Sale.Line::new);
        return lines.list()
                .ofMaxSize(6)
                .map(all -> new Sale(
                        all, Optional.of("EUR"), Instant.EPOCH, Set.of("vip"), segment -> segment.version() == 4));
    }

    @Provide
    Arbitrary<List<Rule>> ruleSets() {
        Arbitrary<Rule> taking = Combinators.combine(
                        Arbitraries.of(Cart.Kind.OFFER, Cart.Kind.COUPON),
                        Arbitraries.integers().between(0, 1_000_000).map(String::valueOf),
                        conditions(),
                        effects(),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(-2, 2))
                .as((kind, id, when, then, stacks, priority) -> new Rule(
                        kind,
                        kind + id,
                        "Rule",
                        when,
                        Optional.of(then),
                        Optional.empty(),
                        stacks,
                        priority,
                        Optional.empty()));
        Arbitrary<Rule> vouchers = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000).map(id -> "V" + id),
                        Arbitraries.longs().between(1, 9_000))
                .as((id, balance) -> new Rule(
                        Cart.Kind.VOUCHER,
                        id,
                        "Voucher",
                        Offer.Condition.NONE,
                        Optional.empty(),
                        Optional.of(new Money(balance, "EUR")),
                        true,
                        0,
                        Optional.empty()));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, taking), net.jqwik.api.Tuple.of(1, vouchers))
                .list()
                .ofMaxSize(8)
                .uniqueElements(Rule::id);
    }

    private static Arbitrary<Offer.Condition> conditions() {
        return Combinators.combine(
                        skus().flatMap(skus -> Arbitraries.longs()
                                        .between(1, 6)
                                        .map(quantity -> new Offer.MinQuantity(skus, quantity)))
                                .optional(0.3),
                        Arbitraries.longs()
                                .between(0, 9_000)
                                .map(amount -> new Money(amount, "EUR"))
                                .optional(0.3),
                        Arbitraries.of("vip", "other").optional(0.2))
                .as((quantity, subtotal, group) ->
                        new Offer.Condition(quantity, subtotal, group, Optional.empty(), Optional.empty()));
    }

    private static Arbitrary<Offer.Effect> effects() {
        Arbitrary<Offer.Effect> percent = Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                                .ofScale(2),
                        skus())
                .as((off, skus) -> new Offer.Effect(Optional.of(off), Optional.empty(), Optional.empty(), false, skus));
        Arbitrary<Offer.Effect> fixed = Combinators.combine(Arbitraries.longs().between(1, 6_000), skus())
                .as((off, skus) -> new Offer.Effect(
                        Optional.empty(), Optional.of(new Money(off, "EUR")), Optional.empty(), false, skus));
        Arbitrary<Offer.Effect> price = Combinators.combine(Arbitraries.longs().between(0, 4_000), skus())
                .as((each, skus) -> new Offer.Effect(
                        Optional.empty(), Optional.empty(), Optional.of(new Money(each, "EUR")), false, skus));
        Arbitrary<Offer.Effect> shipping = Arbitraries.just(
                new Offer.Effect(Optional.empty(), Optional.empty(), Optional.empty(), true, List.of()));
        return Arbitraries.oneOf(percent, fixed, price, shipping);
    }

    private static Arbitrary<List<String>> skus() {
        return Arbitraries.of(SKUS).list().ofMaxSize(2).uniqueElements();
    }
}
