package org.clientele.offer.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.clientele.Money;
import org.clientele.cart.Offer;

/** What rules take off the lines of a sale, each from what those before it left. Not thread-safe. */
final class Taking {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Sale sale;
    private final long[] left;
    private final List<Taken> taken = new ArrayList<>();

    /** @param amount off the lines */
    record Taken(Rule rule, long amount, boolean freeShipping) {}

    private Taking(Sale sale) {
        this.sale = sale;
        this.left = sale.lines().stream().mapToLong(Sale.Line::amount).toArray();
    }

    /** @param rules in their order */
    static Taking of(Sale sale, List<Rule> rules) {
        Taking taking = new Taking(sale);
        for (Rule rule : rules) {
            rule.then().ifPresent(then -> taking.taken.add(new Taken(rule, taking.take(then), then.freeShipping())));
        }
        return taking;
    }

    List<Taken> taken() {
        return taken;
    }

    boolean freeShipping() {
        return taken.stream().anyMatch(Taken::freeShipping);
    }

    /** What was taken off each line. */
    long[] discounts() {
        return IntStream.range(0, left.length)
                .mapToLong(i -> sale.lines().get(i).amount() - left[i])
                .toArray();
    }

    long left() {
        return IntStream.range(0, left.length).mapToLong(i -> left[i]).reduce(0, Math::addExact);
    }

    private long take(Offer.Effect then) {
        int[] lines = IntStream.range(0, left.length)
                .filter(i -> then.skus().isEmpty()
                        || then.skus().contains(sale.lines().get(i).sku()))
                .toArray();
        long before = left();
        then.percent().ifPresent(percent -> percent(lines, percent));
        then.fixed().ifPresent(money -> fixed(lines, money));
        then.fixedPrice().ifPresent(money -> fixedPrice(lines, money));
        return before - left();
    }

    private void percent(int[] lines, BigDecimal percent) {
        for (int line : lines) {
            left[line] -= BigDecimal.valueOf(left[line])
                    .multiply(percent)
                    .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }

    private void fixedPrice(int[] lines, Money price) {
        for (int line : lines) {
            long wanted =
                    Math.multiplyExact(price.amount(), sale.lines().get(line).quantity());
            left[line] = Math.min(left[line], wanted);
        }
    }

    /** In proportion, what does not divide to those with the largest remainders. */
    private void fixed(int[] lines, Money money) {
        long whole = 0;
        for (int line : lines) {
            whole = Math.addExact(whole, left[line]);
        }
        if (whole == 0) {
            return;
        }
        long amount = Math.min(whole, money.amount());
        List<Share> shares = new ArrayList<>();
        long spread = 0;
        for (int line : lines) {
            BigInteger[] share = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(left[line]))
                    .divideAndRemainder(BigInteger.valueOf(whole));
            left[line] -= share[0].longValueExact();
            spread += share[0].longValueExact();
            shares.add(new Share(line, share[1].longValueExact()));
        }
        shares.sort(Comparator.comparingLong(Share::remainder).reversed());
        for (int i = 0; spread < amount; i++, spread++) {
            left[shares.get(i).line()]--;
        }
    }

    /** Of a line. */
    private record Share(int line, long remainder) {}
}
