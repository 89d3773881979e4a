package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.cart.CartMerge.MergedLine;
import org.clientele.cart.CartMerge.Policy;
import org.clientele.cart.Schedule;

/** Whatever is merged by whatever policy: no line is lost silently, and none counts twice. */
final class LineMergePropertyTest {
    private static final UUID INTO = UUID.randomUUID();
    private static final UUID FROM = UUID.randomUUID();

    /** @param unsold products that are not sold in the currency of the cart that is left */
    record Given(
            List<Cart.Line> into,
            List<Cart.Line> from,
            Policy policy,
            List<String> unsold,
            Map<String, Long> most,
            int mostLines,
            boolean fromIsNewer)
            implements LineMerge.Terms {
        @Override
        public boolean isSold(String sku) {
            return !unsold.contains(sku);
        }

        @Override
        public long most(String sku) {
            return most.getOrDefault(sku, 1000L);
        }

        LineMerge.Outcome merged() {
            return LineMerge.of(new LineMerge.Side(INTO, into), new LineMerge.Side(FROM, from), policy, this);
        }
    }

    @Property(tries = 3000)
    void eachLineIsInExactlyOneBucket(@ForAll("given") Given given) {
        List<String> before = Stream.concat(
                        given.into().stream().map(line -> INTO + "/" + line.id() + "/" + line.quantity()),
                        given.from().stream().map(line -> FROM + "/" + line.id() + "/" + line.quantity()))
                .toList();
        assertThat(all(given.merged().buckets()).stream()
                        .map(line -> line.cart() + "/" + line.line() + "/" + line.quantity())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Property(tries = 3000)
    void whatWasTakenIsWhatIsLeft(@ForAll("given") Given given) {
        LineMerge.Outcome outcome = given.merged();
        Map<String, Long> taken = new HashMap<>();
        all(outcome.buckets()).stream()
                .filter(line -> line.taken() > 0)
                .forEach(line -> taken.merge(line.sku() + line.schedule(), line.taken(), Long::sum));
        Map<String, Long> left = outcome.lines().stream()
                .collect(Collectors.toMap(line -> line.sku() + line.schedule(), Cart.Line::quantity));
        assertThat(left).isEqualTo(taken);
    }

    @Property(tries = 3000)
    void lessIsTakenOnlyForAReason(@ForAll("given") Given given) {
        CartMerge.Buckets buckets = given.merged().buckets();
        assertThat(all(buckets))
                .allSatisfy(line -> assertThat(line.reason().isPresent()).isEqualTo(line.taken() < line.quantity()));
        assertThat(buckets.kept()).allMatch(line -> line.cart().equals(INTO));
        assertThat(buckets.replaced()).allMatch(line -> line.cart().equals(INTO) && line.taken() == 0);
        assertThat(buckets.added()).allMatch(line -> line.cart().equals(FROM) && line.taken() > 0);
        assertThat(buckets.dropped()).allMatch(line -> line.cart().equals(FROM) && line.taken() == 0);
    }

    /** Where the customer's cart kept to them. */
    @Property(tries = 3000)
    void limitsHold(@ForAll("given") Given given) {
        List<Cart.Line> lines = given.merged().lines();
        assertThat(lines.size())
                .isLessThanOrEqualTo(Math.max(given.mostLines(), given.into().size()));
        units(lines).forEach((sku, units) -> assertThat(units)
                .isLessThanOrEqualTo(
                        Math.max(given.most(sku), units(given.into()).getOrDefault(sku, 0L))));
        assertThat(lines.stream().map(line -> line.sku() + line.schedule())).doesNotHaveDuplicates();
    }

    @Property(tries = 3000)
    void policiesDoWhatTheySay(@ForAll("given") Given given) {
        CartMerge.Buckets buckets = given.merged().buckets();
        switch (given.policy()) {
            case ADD -> assertThat(buckets.replaced()).isEmpty();
            case KEEP_NEWER -> {
                assertThat(buckets.summed()).isEmpty();
                if (!given.fromIsNewer()) {
                    assertThat(buckets.replaced()).isEmpty();
                }
            }
            case KEEP_CUSTOMER -> {
                assertThat(given.merged().lines()).isEqualTo(given.into());
                assertThat(buckets.dropped()).hasSameSizeAs(given.from());
            }
            case REPLACE ->
                assertThat(buckets.kept().isEmpty() || buckets.replaced().isEmpty())
                        .isTrue();
        }
    }

    private static Map<String, Long> units(List<Cart.Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(Cart.Line::sku, Collectors.summingLong(Cart.Line::quantity)));
    }

    private static List<MergedLine> all(CartMerge.Buckets buckets) {
        List<MergedLine> all = new ArrayList<>(buckets.kept());
        all.addAll(buckets.added());
        all.addAll(buckets.summed());
        all.addAll(buckets.replaced());
        all.addAll(buckets.dropped());
        return all;
    }

    @Provide
    Arbitrary<Given> given() {
        Arbitrary<List<String>> unsold =
                Arbitraries.of("a", "b", "c", "d").list().uniqueElements().ofMaxSize(2);
        Arbitrary<Map<String, Long>> most = Arbitraries.maps(
                        Arbitraries.of("a", "b", "c", "d"), Arbitraries.longs().between(1, 12))
                .ofMaxSize(3);
        return Combinators.combine(
                        lines(),
                        lines(),
                        Arbitraries.of(Policy.class),
                        unsold,
                        most,
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.of(true, false))
                .as(Given::new);
    }

    private static Arbitrary<List<Cart.Line>> lines() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of(
                                Schedule.ONCE,
                                Schedule.recurring(1, Schedule.Unit.MONTH),
                                Schedule.recurring(2, Schedule.Unit.WEEK)),
                        Arbitraries.longs().between(1, 10))
                .as((sku, schedule, quantity) ->
                        new Cart.Line(UUID.randomUUID(), sku, Optional.of(sku), quantity, 100, 0, 0, schedule, true))
                .list()
                .uniqueElements(line -> line.sku() + line.schedule())
                .ofMaxSize(6);
    }
}
