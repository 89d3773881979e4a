package org.clientele.work.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.Test;

final class AudienceTest {
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Audience<Consumer<String>> guests =
            new Audience<>("tests", RestFixture.ACCESS, () -> listeners, listener -> false);

    @Test
    void whateverAListenerThrowsTheOthersHear() {
        AtomicInteger failed = new AtomicInteger();
        listeners.add(news -> {
            throw new StackOverflowError();
        });
        listeners.add(news -> {
            throw new NoClassDefFoundError();
        });
        listeners.add(heard::add);

        guests.tell(listener -> listener.accept("a"), failed::incrementAndGet);
        new Audience<>("tests", RestFixture.ACCESS, () -> listeners)
                .tell(listener -> listener.accept("b"), failed::incrementAndGet);

        assertThat(heard).containsExactly("a", "b");
        assertThat(failed).hasValue(4);
    }

    @Test
    void aGuestThatIsQuickHasHeardBeforeTheChangeIsAnswered() {
        listeners.add(heard::add);
        // All that is told within some seconds shares one second of waiting: not more than a busy machine manages in
        // it.
        for (int i = 0; i < 10; i++) {
            String news = String.valueOf(i);
            guests.tell(listener -> listener.accept(news));
            assertThat(heard).contains(news);
        }
        assertThat(heard).hasSize(10);
    }

    @Test
    void aGuestThatBlocksIsWaitedForOnceAndHearsAllInOrder() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        listeners.add(news -> {
            if (news.equals("0")) {
                awaitQuietly(blocked);
            }
            heard.add(news);
        });
        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            String news = String.valueOf(i);
            guests.tell(listener -> listener.accept(news));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(heard).isEmpty();
        blocked.countDown();
        until(() -> heard.size() == 50);
        assertThat(heard.get(0)).isEqualTo("0");
        assertThat(heard.get(49)).isEqualTo("49");
    }

    @Test
    void whoIsGoneIsInterruptedAndHearsNothingMore() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        listeners.add(news -> {
            heard.add(news);
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        guests.tell(listener -> listener.accept("a"));
        guests.tell(listener -> listener.accept("b"));

        listeners.clear();

        until(() -> interrupted.get() == 1);
        assertThat(heard).containsExactly("a");
    }

    @Test
    void workThatTakesTooLongIsInterrupted() {
        long begin = System.nanoTime();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(100), () -> {
                    try {
                        Thread.sleep(30_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }))
                .isInstanceOf(Deadline.Missed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(Deadline.within(Duration.ofSeconds(1), () -> 3)).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(java.util.function.BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
