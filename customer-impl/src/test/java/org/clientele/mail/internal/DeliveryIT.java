package org.clientele.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.clientele.mail.MailTransport;
import org.clientele.rest.RestFixture;
import org.clientele.work.internal.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who delivers what, when and how often. */
final class DeliveryIT {
    private final PostOffice office = new PostOffice();
    private final List<UUID> delivered = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        office.close();
    }

    private void awaitState(UUID mail, String state) {
        PostOffice.await(mail + " is " + state, () -> office.state(mail).equals(state));
    }

    @Test
    void aMailLeavesRightAfterTheCommitAndNotBefore() {
        OutboxSender slow = new OutboxSender(
                office.transactions(),
                office.access(),
                office.metrics(),
                1,
                Duration.ofMinutes(5),
                new Patience(3, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(30)));
        JdbcOutbox outbox = new JdbcOutbox(
                office.transactions(),
                slow,
                java.nio.file.Path.of("none"),
                new MailWriter.Letterhead("http://x", "x", "en", java.time.ZoneId.of("UTC")));
        slow.addTransport(mail -> delivered.add(mail.id()), Map.of());
        slow.start();
        try {
            UUID customer = office.customer("a");
            Instant posted = office.transactions().sql(connection -> {
                outbox.post(new org.clientele.mail.Mail.Draft(
                        "welcome", java.util.Optional.of(customer), "a@x", java.util.Optional.empty(), Map.of()));
                LockSupport.parkNanos(300_000_000);
                assertThat(delivered).isEmpty();
                return Instant.now();
            });
            PostOffice.await("sent", () -> delivered.size() == 1);
            assertThat(Duration.between(posted, Instant.now())).isLessThan(Duration.ofSeconds(5));
        } finally {
            slow.stop();
        }
    }

    @Test
    void aMailOfAnotherNodeIsFoundByPolling() {
        UUID mail = office.post(office.customer("a"), "a@example.com", "/x");

        office.sender(PostOffice.QUICK, each -> delivered.add(each.id()));

        awaitState(mail, "sent");
        assertThat(delivered).containsExactly(mail);
    }

    @Test
    void whatWasSentHasNoSecretLinksAnyMore() {
        UUID mail = office.post(office.customer("a"), "a@example.com", "/verify?token=s3cret&next=/x");
        office.sender(PostOffice.QUICK, each -> {
            assertThat(each.text()).contains("s3cret&next");
            assertThat(each.html().orElseThrow()).contains("s3cret&amp;next");
            delivered.add(each.id());
        });
        awaitState(mail, "sent");

        assertThat(delivered).hasSize(1);
        assertThat(office.query("select m::text from customer.outbox_mail m").get(0))
                .contains("Hello Ada", "[redacted]")
                .doesNotContain("s3cret");
        try (RestFixture rest =
                RestFixture.with(office.resource()).access(office.access()).start()) {
            assertThat(rest.get("/outbox/" + mail).body()).contains("\"links\":[]", "\"state\":\"sent\"");
            assertThat(rest.send("POST", "/outbox/" + mail + "/retry", null).body())
                    .contains("already-sent");
        }
    }

    @Test
    void twentySendersDeliverEachMailOnceAndInOrder() {
        Map<UUID, List<UUID>> posted = new ConcurrentHashMap<>();
        for (int c = 0; c < 10; c++) {
            UUID customer = office.customer("a");
            posted.put(customer, new ArrayList<>());
            for (int m = 0; m < 20; m++) {
                posted.get(customer).add(office.post(customer, m % 2 + "@example.com", "/" + m));
            }
        }
        Map<UUID, List<UUID>> arrived = new ConcurrentHashMap<>();
        Set<UUID> busy = ConcurrentHashMap.newKeySet();
        AtomicBoolean together = new AtomicBoolean();
        MailTransport transport = mail -> {
            UUID customer = mail.customer().orElseThrow();
            together.compareAndSet(false, !busy.add(customer));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000));
            arrived.computeIfAbsent(customer, key -> Collections.synchronizedList(new ArrayList<>()))
                    .add(mail.id());
            busy.remove(customer);
        };

        for (int s = 0; s < 20; s++) {
            office.sender(PostOffice.QUICK, transport);
        }
        PostOffice.await(
                "all sent", () -> office.query("select 1 from customer.outbox_mail where state <> 'sent' limit 1")
                        .isEmpty());

        assertThat(arrived).isEqualTo(posted);
        assertThat(together).isFalse();
        assertThat(office.query("select distinct attempts from customer.outbox_mail"))
                .containsExactly("1");
    }

    @Test
    void whatFailsIsTriedAgainThenDeadAndCanBeRetriedByHand() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        office.metrics().bindTo(registry);
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        UUID mail = office.post(office.customer("a"), "a@example.com", "/x?t=s3cret");
        office.sender()
                .addTransport(
                        each -> {
                            tries.incrementAndGet();
                            if (down.get()) {
                                throw new IOException("451 not\r\nnow");
                            }
                        },
                        Map.of());

        awaitState(mail, "dead");
        assertThat(tries).hasValue(3);
        assertThat(registry.get("clientele.mail.failed").counter().count()).isEqualTo(3);
        assertThat(registry.get("clientele.mail.dead").gauge().value()).isEqualTo(1);
        try (RestFixture rest =
                RestFixture.with(office.resource()).access(office.access()).start()) {
            assertThat(rest.get("/outbox?state=dead").body())
                    .contains("\"attempts\":3", "\"failure\":\"451 not now\"", "s3cret");
            down.set(false);
            assertThat(rest.send("POST", "/outbox/" + mail + "/retry", null).body())
                    .contains("\"state\":\"kept\"", "\"attempts\":0");
        }
        awaitState(mail, "sent");
        assertThat(tries).hasValue(4);
        assertThat(registry.get("clientele.mail.sent").counter().count()).isEqualTo(1);
        SimpleMeterRegistry later = new SimpleMeterRegistry();
        new OutboxMetrics(office.transactions()).bindTo(later);
        assertThat(later.get("clientele.mail.kept").gauge().value()).isZero();
        assertThat(later.get("clientele.mail.dead").gauge().value()).isZero();
    }

    @Test
    void aBrokenAddressHoldsUpOnlyItself() {
        UUID customer = office.customer("a");
        UUID broken = office.post(customer, "broken@example.com", "/1");
        UUID behind = office.post(customer, "broken@example.com", "/2");
        UUID elsewhere = office.post(customer, "fine@example.com", "/3");
        UUID others = office.post(office.customer("a"), "broken@example.com", "/4");
        Patience once = new Patience(2, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(10));
        office.sender(once, mail -> {
            if (mail.id().equals(broken)) {
                throw new IllegalStateException("550 no such user");
            }
            delivered.add(mail.id());
        });

        awaitState(elsewhere, "sent");
        awaitState(others, "sent");
        LockSupport.parkNanos(300_000_000);

        assertThat(office.state(broken)).isEqualTo("kept");
        assertThat(office.state(behind)).isEqualTo("kept");
        assertThat(delivered).containsExactlyInAnyOrder(elsewhere, others);
        office.execute("update customer.outbox_mail set due_at = now() where id = '" + broken + "'");
        awaitState(broken, "dead");
        awaitState(behind, "sent");
    }

    @Test
    void pausesGrowUpToTheLongest() {
        Patience usual = new Patience(12, Duration.ofMinutes(1), Duration.ofHours(4), Duration.ofMinutes(1));

        assertThat(usual.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(usual.pauseAfter(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(usual.pauseAfter(8)).isEqualTo(Duration.ofMinutes(128));
        assertThat(usual.pauseAfter(9)).isEqualTo(Duration.ofHours(4));
        assertThat(usual.pauseAfter(1_000_000)).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aSlowDeliveryKeepsItsClaimAndADeadNodesClaimRunsOut() throws Exception {
        Patience hasty = new Patience(5, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(8));
        CountDownLatch slowly = new CountDownLatch(1);
        UUID slow = office.post(office.customer("a"), "slow@example.com", "/x");
        MailTransport stuck = mail -> {
            delivered.add(mail.id());
            await(slowly);
        };
        OutboxSender node = office.sender(hasty, stuck);
        PostOffice.await("begun", () -> delivered.size() == 1);
        String firstClaim = office.query("select claimed_until from customer.outbox_mail where id = '" + slow + "'")
                .get(0);
        node.removeTransport(stuck);
        UUID left = office.post(office.customer("a"), "left@example.com", "/x");
        office.execute("update customer.outbox_mail set claim = gen_random_uuid(), attempts = 1,"
                + " claimed_until = now() + interval '1 second' where id = '" + left + "'");
        office.sender(hasty, mail -> delivered.add(mail.id()));

        awaitState(left, "sent");
        PostOffice.await("the first claim has run out", () -> office.query(
                        "select clock_timestamp() > '" + firstClaim + "'::timestamptz")
                .equals(List.of("t")));
        assertThat(delivered).containsExactly(slow, left);
        slowly.countDown();
        awaitState(slow, "sent");
        assertThat(delivered).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTransportWithTheHighestRankingIsUsed() {
        office.sender().addTransport(mail -> delivered.add(new UUID(0, 1)), Map.of("service.ranking", 1));
        office.sender().addTransport(mail -> delivered.add(new UUID(0, 2)), Map.of("service.ranking", 2));

        awaitState(office.post(office.customer("a"), "a@example.com", "/x"), "sent");

        assertThat(delivered).containsExactly(new UUID(0, 2));
    }
}
