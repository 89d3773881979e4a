package org.clientele.loyalty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.clientele.Problem;
import org.clientele.order.Order;

/** Whatever happens to orders, in whatever order it is told and however often, the points are those of an independent model. */
final class OrderPointsPropertyIT {
    private static final LoyaltyKit KIT = new LoyaltyKit(Map.of());
    private static final int PRICE = 700;

    @AfterContainer
    static void close() {
        KIT.close();
    }

    /**
     * One thing that happens.
     *
     * @param order which one, of three
     * @param pieces how many were bought, of 7.00 each
     * @param refunded in percent
     */
    record Step(What what, int order, int pieces, int refunded, int returned) {}

    enum What {
        TELL,
        CANCEL,
        TELL_AGAIN,
        SPEND
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(14);
    }

    @Property(tries = 60)
    void pointsFollowTheLifeOfOrders(@ForAll("histories") List<Step> history) {
        UUID customer = KIT.customer();
        String run = UUID.randomUUID().toString();
        Map<Integer, Order> orders = new HashMap<>();
        Model model = new Model();
        for (Step step : history) {
            if (step.what() == What.SPEND) {
                long points = step.pieces() * 3L;
                if (model.spend(points)) {
                    KIT.adjust(customer, -points);
                } else {
                    assertThat(refused(customer, points)).isEqualTo("insufficient-points");
                }
            } else {
                Order before = orders.get(step.order());
                if (step.what() != What.TELL_AGAIN || before == null) {
                    UUID id = before == null ? UUID.randomUUID() : before.id();
                    orders.put(step.order(), order(id, run + "-" + step.order(), customer, step));
                }
                Order now = java.util.Objects.requireNonNull(orders.get(step.order()));
                KIT.tell(now);
                model.tell(now);
            }
            Account account = KIT.accounts().of(customer);
            assertThat(account.currentBalance()).isEqualTo(model.balance);
            assertThat(account.pointsEarned() - account.pointsSpent()).isEqualTo(account.currentBalance());
        }
        assertThat(KIT.proof().run().mismatches()).isEmpty();
    }

    private static String refused(UUID customer, long points) {
        try {
            KIT.adjust(customer, -points);
            return "nothing";
        } catch (Problem.Conflict conflict) {
            return conflict.code();
        }
    }

    private static Order order(UUID id, String number, UUID customer, Step step) {
        long total = (long) step.pieces() * PRICE;
        long refunded = total * step.refunded() / 100;
        long returned = Math.min(step.returned(), step.pieces());
        Order.Document plain = Order.Document.of(
                number,
                Instant.EPOCH,
                step.what() == What.CANCEL ? Order.Status.CANCELLED : Order.Status.COMPLETED,
                "EUR",
                Order.Buyer.of(customer),
                List.of(Order.Line.of("A", step.pieces(), PRICE)));
        List<Order.Return> returns = returned == 0
                ? List.of()
                : List.of(new Order.Return(Instant.EPOCH, List.of(new Order.ReturnedLine("A", returned))));
        List<Order.Refund> refunds =
                refunded == 0 ? List.of() : List.of(Order.Refund.of(Instant.EPOCH, refunded, Optional.empty()));
        Order.Document document = new Order.Document(
                plain.number(),
                plain.placedAt(),
                plain.status(),
                plain.sellerAccount(),
                plain.currency(),
                plain.customer(),
                plain.shippingAddress(),
                plain.billingAddress(),
                plain.paymentMethod(),
                plain.fulfilment(),
                plain.lines(),
                0,
                0,
                0,
                0,
                List.of(),
                Optional.of(total),
                refunds,
                returns,
                Optional.empty(),
                Map.of());
        return new Order(id, customer, document, Instant.EPOCH, 1);
    }

    /** The same in a few lines: what each order is worth, what was credited for it, and what is left. */
    private static final class Model {
        private final Map<UUID, Long> worth = new TreeMap<>();
        private final Map<UUID, Long> credited = new TreeMap<>();
        private long balance;

        void tell(Order order) {
            long total = order.document().total().orElseThrow();
            long refunded = order.document().refunds().stream()
                    .mapToLong(Order.Refund::amount)
                    .sum();
            long returned = order.document().returns().stream()
                    .flatMap(one -> one.lines().stream())
                    .mapToLong(Order.ReturnedLine::quantity)
                    .sum();
            long kept = total - Math.max(refunded, returned * PRICE);
            long now = order.document().status() == Order.Status.COMPLETED ? kept / 100 : 0;
            if (now == 0 && !worth.containsKey(order.id())) {
                return;
            }
            worth.put(order.id(), now);
            long before = credited.getOrDefault(order.id(), 0L);
            if (now > before) {
                balance += now - before;
                credited.put(order.id(), now);
            } else {
                take(order.id());
            }
            // What is owed for any order is taken as soon as there is something.
            new ArrayList<>(worth.keySet())
                    .stream().sorted(Model::asPostgresDoes).forEach(this::take);
        }

        private void take(UUID order) {
            long owed = credited.getOrDefault(order, 0L) - worth.getOrDefault(order, 0L);
            long taken = Math.min(Math.max(0, owed), balance);
            balance -= taken;
            credited.merge(order, -taken, Long::sum);
        }

        private static int asPostgresDoes(UUID one, UUID other) {
            return one.toString().compareTo(other.toString());
        }

        boolean spend(long points) {
            if (points > balance) {
                return false;
            }
            balance -= points;
            return true;
        }
    }
}
