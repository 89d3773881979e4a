package org.clientele.loyalty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What orders do besides what is bought and given back. */
final class OrderPointsIT {
    private static final LoyaltyKit KIT = new LoyaltyKit(Map.of("referrerPoints", 50L));

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void aRecommendationPaysOnceHoweverManyOrdersFollow() {
        UUID referrer = KIT.customer();
        UUID referred = KIT.customer();
        String code = KIT.plugin().access().call(Caller.system("t"), () -> KIT.referrals()
                .codeOf(referrer));
        KIT.referrals().refer(referred, code);
        for (int i = 0; i < 3; i++) {
            KIT.tell(order(UUID.randomUUID(), referred, 1_000));
        }
        assertThat(balance(referred)).isEqualTo(30);
        assertThat(balance(referrer)).isEqualTo(50);
    }

    @Test
    void anOrderThatBecomesSomebodyElsesTakesItsPointsAlong() {
        UUID first = KIT.customer();
        UUID second = KIT.customer();
        UUID order = UUID.randomUUID();
        KIT.tell(order(order, first, 5_000));
        KIT.adjust(first, -20);
        KIT.tell(order(order, second, 5_000));
        assertThat(balance(first)).isZero();
        assertThat(balance(second)).as("nothing while the first one owes").isZero();
        KIT.adjust(first, 100);
        assertThat(balance(first)).isEqualTo(80);
        KIT.tell(order(order, second, 5_000));
        assertThat(balance(first)).isEqualTo(80);
        assertThat(balance(second)).isEqualTo(50);
        assertProven();
    }

    @Test
    void noFigureHoldsUpTheOrdersBehindIt() {
        UUID customer = KIT.customer();
        KIT.tell(order(UUID.randomUUID(), customer, Long.MAX_VALUE / 2));
        assertThat(balance(customer)).isEqualTo(OrderWorth.MOST);
        KIT.sql(
                "insert into loyalty.rule (id, revision, name, definition, valid_from) values (gen_random_uuid(), 1, 'x',"
                        + " '{\"kind\": \"product\", \"points\": 1000000, \"skus\": [\"huge\"]}', now())");
        KIT.tell(new Order(
                UUID.randomUUID(),
                customer,
                Order.Document.of(
                        "H-" + customer,
                        Instant.EPOCH,
                        Order.Status.COMPLETED,
                        "EUR",
                        Order.Buyer.of(customer),
                        List.of(Order.Line.of("huge", Integer.MAX_VALUE, Integer.MAX_VALUE))),
                Instant.EPOCH,
                1));
        assertThat(balance(customer)).isEqualTo(2 * OrderWorth.MOST);
        assertProven();
    }

    @Test
    void anOrderOfNobodyIsPassedOver() {
        KIT.tell(order(UUID.randomUUID(), UUID.randomUUID(), 1_000));
        UUID customer = KIT.customer();
        KIT.tell(order(UUID.randomUUID(), customer, 1_000));
        assertThat(balance(customer)).isEqualTo(10);
    }

    private static Order order(UUID id, UUID customer, long price) {
        return new Order(
                id,
                customer,
                Order.Document.of(
                        "N-" + id,
                        Instant.EPOCH,
                        Order.Status.COMPLETED,
                        "EUR",
                        Order.Buyer.of(customer),
                        List.of(Order.Line.of("A", 1, price))),
                Instant.EPOCH,
                1);
    }

    private static long balance(UUID customer) {
        return KIT.accounts().of(customer).currentBalance();
    }

    private static void assertProven() {
        assertThat(KIT.proof().run().mismatches()).isEmpty();
    }
}
