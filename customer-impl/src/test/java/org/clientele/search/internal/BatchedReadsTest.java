package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks for whom. */
@Timeout(30)
final class BatchedReadsTest {
    private static final int MOST = 3;

    private final BatchedReads<String, Integer, String> reads = new BatchedReads<>(1, MOST);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Set<Integer>> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoComesAloneAsksAtOnce() {
        assertThat(reads.find("a", 1, this::answer)).contains("1");
        assertThat(reads.find("a", -1, this::answer)).isEmpty();
        assertThat(asked).containsExactly(Set.of(1), Set.of(-1));
    }

    @Test
    void thoseWhoWaitAreAskedForTogetherInTheirOrderAndEachGetsItsOwn() {
        CompletableFuture<Optional<String>> first = hold(1);
        List<CompletableFuture<Optional<String>>> others = waiting(List.of(2, 3, -4, 3, 5), this::answer);
        held.countDown();
        assertThat(first.join()).contains("1");
        assertThat(others.stream().map(CompletableFuture::join))
                .containsExactly(
                        Optional.of("2"), Optional.of("3"), Optional.empty(), Optional.of("3"), Optional.of("5"));
        assertThat(asked).containsExactly(Set.of(1), Set.of(2, 3, -4), Set.of(3, 5));
    }

    @Test
    void whoAsksForSomethingElseWaitsForNobody() {
        CompletableFuture<Optional<String>> first = hold(1);
        assertThat(reads.find("other", 2, this::answer)).contains("2");
        assertThat(first).isNotDone();
        held.countDown();
        assertThat(first.join()).contains("1");
    }

    @Test
    void whatFailsForTheSakeOfOneIsAskedForOneByOne() {
        CompletableFuture<Optional<String>> first = hold(1);
        List<CompletableFuture<Optional<String>>> others = waiting(List.of(2, 666, 3), this::failing);
        held.countDown();
        first.join();
        // Who asked for all of them cannot know for whose sake it failed.
        assertThatThrownBy(others.get(0)::join).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(others.get(1)::join).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(others.get(2).join()).contains("3");
        assertThat(reads.find("a", 4, this::answer)).contains("4");
    }

    @Test
    void aDatabaseThatIsAwayIsAskedOnceForAll() {
        CompletableFuture<Optional<String>> first = hold(1);
        AtomicInteger tries = new AtomicInteger();
        List<CompletableFuture<Optional<String>>> others = waiting(List.of(2, 3, 4), keys -> {
            tries.incrementAndGet();
            throw new Problem.Unavailable("database-away", "Away.", Duration.ofSeconds(1));
        });
        held.countDown();
        first.join();
        others.forEach(other -> assertThatThrownBy(other::join).hasRootCauseInstanceOf(Problem.Unavailable.class));
        assertThat(tries).hasValue(1);
        assertThat(reads.find("a", 4, this::answer)).contains("4");
    }

    @Test
    void manyAtOnceAllGetTheirOwn() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        BatchedReads<String, Integer, String> many = new BatchedReads<>(2, 16);
        for (int thread = 0; thread < 16; thread++) {
            int from = thread + 1;
            all.add(async(() -> {
                boolean own = true;
                for (int i = 0; i < 2_000; i++) {
                    int key = from * 10_000 + i;
                    own &= many.find("k" + i % 2, key, this::answer).equals(Optional.of("" + key));
                }
                return own;
            }));
        }
        assertThat(all).allMatch(CompletableFuture::join);
        assertThat(asked).allMatch(keys -> keys.size() <= 16);
    }

    private <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** Somebody whose question takes until {@link #held} is let go. */
    private CompletableFuture<Optional<String>> hold(int key) {
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Optional<String>> asker = async(() -> reads.find("a", key, keys -> {
            asking.countDown();
            await(held);
            return answer(keys);
        }));
        await(asking);
        return asker;
    }

    /** They come one after the other, and each is waiting when the next one comes. */
    private List<CompletableFuture<Optional<String>>> waiting(
            List<Integer> keys, BatchedReads.Batch<Integer, String> batch) {
        List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
        for (int key : keys) {
            int before = reads.waiting("a");
            waiting.add(async(() -> reads.find("a", key, batch)));
            while (reads.waiting("a") == before) {
                Thread.onSpinWait();
            }
        }
        return waiting;
    }

    private Map<Integer, String> answer(Set<Integer> keys) {
        asked.add(keys);
        Map<Integer, String> found = new HashMap<>();
        keys.stream().filter(key -> key > 0).forEach(key -> found.put(key, String.valueOf(key)));
        return found;
    }

    private Map<Integer, String> failing(Set<Integer> keys) {
        if (keys.contains(666)) {
            throw new IllegalStateException("666");
        }
        return answer(keys);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
