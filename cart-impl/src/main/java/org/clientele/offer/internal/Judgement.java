package org.clientele.offer.internal;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.stream.Stream;
import org.clientele.Money;
import org.clientele.cart.Cart;
import org.clientele.cart.Offer;

/**
 * Why a rule does not hold for a sale.
 *
 * @param missing a word of {@link Cart.Hint#missing}
 * @param amount how much of it is missing
 * @param near whether there is something of it already, so that it is worth a word to whoever did not ask
 */
record Judgement(String missing, Optional<Long> amount, boolean near) {
    static Judgement of(String missing) {
        return new Judgement(missing, Optional.empty(), false);
    }

    /** Empty if it holds. What costs most is looked at last. */
    static Optional<Judgement> of(Rule rule, Sale sale) {
        Offer.Condition when = rule.when();
        return rule.refusal()
                .map(Judgement::of)
                .or(() -> when.between().flatMap(between -> between(between, sale)))
                .or(() -> when.group()
                        .filter(group -> !sale.groups().contains(group))
                        .map(group -> of("group")))
                .or(() -> currency(rule, sale))
                .or(() -> when.minQuantity().flatMap(wanted -> quantity(wanted, sale, when)))
                .or(() -> when.minSubtotal().flatMap(wanted -> subtotal(wanted, sale, when)))
                .or(() -> rule.then()
                        .filter(then -> !then.freeShipping() && sale.units(then.skus()) == 0)
                        .map(then -> new Judgement("quantity", Optional.of(1L), false)))
                .or(() -> when.segment()
                        .filter(segment -> !sale.segments().test(segment))
                        .map(segment -> of("segment")));
    }

    private static Optional<Judgement> between(Offer.Between between, Sale sale) {
        if (between.from().map(from -> sale.now().isBefore(from)).orElse(false)) {
            return Optional.of(of("not-yet"));
        }
        return between.to().filter(to -> !sale.now().isBefore(to)).map(to -> of("over"));
    }

    private static Optional<Judgement> currency(Rule rule, Sale sale) {
        Stream<Money> amounts = Stream.of(
                        rule.when().minSubtotal(),
                        rule.balance(),
                        rule.then().flatMap(Offer.Effect::fixed),
                        rule.then().flatMap(Offer.Effect::fixedPrice))
                .flatMap(Optional::stream);
        return sale.currency()
                .filter(currency -> amounts.anyMatch(money -> !money.currency().equals(currency)))
                .map(currency -> of("currency"));
    }

    private static Optional<Judgement> quantity(Offer.MinQuantity wanted, Sale sale, Offer.Condition when) {
        long units = sale.units(wanted.skus());
        return units >= wanted.quantity()
                ? Optional.empty()
                : Optional.of(new Judgement(
                        "quantity",
                        Optional.of(wanted.quantity() - units),
                        units > 0 && when.segment().isEmpty()));
    }

    private static Optional<Judgement> subtotal(Money wanted, Sale sale, Offer.Condition when) {
        long subtotal = sale.subtotal();
        return subtotal >= wanted.amount()
                ? Optional.empty()
                : Optional.of(new Judgement(
                        "subtotal",
                        Optional.of(wanted.amount() - subtotal),
                        subtotal > 0 && when.segment().isEmpty()));
    }

    Cart.Hint hint(Rule rule, Sale sale) {
        return new Cart.Hint(rule.id(), rule.kind(), rule.name(), missing, amount, text(rule, sale));
    }

    private String text(Rule rule, Sale sale) {
        String name = rule.name();
        return switch (missing) {
            case "quantity" -> amount.orElse(1L) + " more for " + name;
            case "subtotal" ->
                money(
                                amount.orElse(0L),
                                rule.when().minSubtotal().map(Money::currency).orElse("")) + " more for " + name;
            case "group" -> name + " is for members of a group";
            case "segment" -> name + " is not for this customer";
            case "not-yet" -> name + " does not hold yet";
            case "over" -> name + " is over";
            case "used-up" -> name + " is used up";
            case "unknown" -> name + " is unknown";
            case "no-saving" -> name + " would make shipping cost more than it saves";
            case "currency" -> name + " does not hold in " + sale.currency().orElse("this currency");
            default -> name + " cannot be combined with what saves more";
        };
    }

    private static String money(long amount, String currency) {
        int digits;
        try {
            digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            digits = 2;
        }
        return BigDecimal.valueOf(amount, digits).toPlainString() + " " + currency;
    }
}
