package org.clientele.operation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.operation.RecurringWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is done again and again. */
final class RecurringRunnerIT {
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @Test
    void recurringWorkRunsOnceForAllNodes() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        List<String> who = new CopyOnWriteArrayList<>();
        CountDownLatch ran = new CountDownLatch(1);
        RecurringWork work = () -> {
            runs.incrementAndGet();
            who.add(WORKSHOP.access().caller().id());
            ran.countDown();
        };
        Map<String, Object> properties = Map.of(RecurringWork.NAME, "test", RecurringWork.PAUSE_SECONDS, 3600);
        RecurringRunner one = new RecurringRunner(WORKSHOP.transactions(), WORKSHOP.access());
        RecurringRunner two = new RecurringRunner(WORKSHOP.transactions(), WORKSHOP.access());
        one.addWork(work, properties);
        two.addWork(work, properties);
        one.start();
        two.start();
        ran.await();
        one.stop();
        two.stop();
        assertThat(runs.get()).isEqualTo(1);
        assertThat(who).containsExactly("system:test");
    }

    @Test
    void whatIsNotDoneAnyMoreIsNotLate() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        RecurringWork work = ran::countDown;
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RecurringRunner runner = new RecurringRunner(WORKSHOP.transactions(), WORKSHOP.access());
        runner.bindTo(meters);
        runner.addWork(work, Map.of(RecurringWork.NAME, "goes", RecurringWork.PAUSE_SECONDS, 3600));
        runner.start();
        ran.await();
        assertThat(meters.getMeters()).hasSize(1);
        runner.removeWork(work);
        assertThat(meters.getMeters()).isEmpty();
        runner.stop();
    }
}
