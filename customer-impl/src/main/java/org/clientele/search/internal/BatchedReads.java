package org.clientele.search.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;

/**
 * Asks with one statement for what many want at the same time: a batch of eight costs PostgreSQL a third of eight statements. While as
 * many as the machine has processors are asking for the same kind of thing, whoever comes waits; the first of those who wait then asks
 * for all of them. Whoever comes when fewer ask, does so at once and alone. Every answer was read after it was asked for. Thread-safe.
 *
 * @param <S> what can be asked for with one statement
 * @param <K> what tells one answer from the other
 */
final class BatchedReads<S, K, V> {
    private final int atOnce;
    private final int most;
    private final ConcurrentMap<S, Line<K, V>> lines = new ConcurrentHashMap<>();

    /**
     * @param atOnce how many statements of a kind run at the same time
     * @param most how many are asked for with one
     */
    BatchedReads(int atOnce, int most) {
        this.atOnce = atOnce;
        this.most = most;
    }

    /** Reads some; who is not there is not in the answer. */
    @FunctionalInterface
    interface Batch<K, V> {
        Map<K, V> read(Set<K> keys);
    }

    /** Who asks, and who waits; changed only while the map holds its entry. */
    private static final class Line<K, V> {
        private final Queue<Waiting<K, V>> waiting = new ArrayDeque<>();
        private int asking;
    }

    /**
     * Somebody who waits for an answer, or to be the one who asks.
     *
     * @param turn what to do: whoever gets nobody to ask for has the answer already
     */
    private record Waiting<K, V>(K key, CompletableFuture<Turn<K, V>> turn) {}

    /** What came of waiting. */
    private sealed interface Turn<K, V> {
        /** To ask, for these others too. */
        record Asks<K, V>(List<Waiting<K, V>> others) implements Turn<K, V> {}

        /** Somebody else has asked. */
        record Answered<K, V>(Optional<V> value) implements Turn<K, V> {}

        /** It failed for all of them, perhaps for the sake of one. */
        record Failed<K, V>() implements Turn<K, V> {}
    }

    Optional<V> find(S kind, K key, Batch<K, V> batch) {
        Waiting<K, V> own = new Waiting<>(key, new CompletableFuture<>());
        lines.compute(kind, (same, known) -> {
            Line<K, V> line = known == null ? new Line<>() : known;
            if (line.asking < atOnce) {
                line.asking++;
                own.turn().complete(new Turn.Asks<>(List.of()));
            } else {
                line.waiting.add(own);
            }
            return line;
        });
        Turn<K, V> turn = own.turn().join();
        if (turn instanceof Turn.Asks<K, V> asks) {
            return ask(kind, key, asks.others(), batch);
        }
        if (turn instanceof Turn.Answered<K, V> answered) {
            return answered.value();
        }
        return Optional.ofNullable(batch.read(Set.of(key)).get(key));
    }

    /** How many wait for that kind at this moment. */
    int waiting(S kind) {
        AtomicInteger count = new AtomicInteger();
        lines.computeIfPresent(kind, (same, line) -> {
            count.set(line.waiting.size());
            return line;
        });
        return count.get();
    }

    private Optional<V> ask(S kind, K key, List<Waiting<K, V>> others, Batch<K, V> batch) {
        Set<K> keys = new HashSet<>();
        keys.add(key);
        others.forEach(other -> keys.add(other.key()));
        try {
            Map<K, V> found;
            try {
                found = batch.read(keys);
            } finally {
                // Before the others are told: the database need not wait for that.
                next(kind);
            }
            others.forEach(
                    other -> other.turn().complete(new Turn.Answered<>(Optional.ofNullable(found.get(other.key())))));
            return Optional.ofNullable(found.get(key));
        } catch (Problem.Unavailable failed) {
            if (failed.code().equals("database-away")) {
                // To ask once more, one by one, would keep all of them waiting for a database that is not there.
                others.forEach(other -> other.turn().completeExceptionally(failed));
            }
            throw failed;
        } finally {
            // Does nothing for who has an answer.
            others.forEach(other -> other.turn().complete(new Turn.Failed<>()));
        }
    }

    /** Those who have waited longest are the next. */
    private void next(S kind) {
        List<Waiting<K, V>> next = new ArrayList<>();
        lines.computeIfPresent(kind, (same, line) -> {
            while (next.size() < most && !line.waiting.isEmpty()) {
                next.add(line.waiting.remove());
            }
            if (next.isEmpty()) {
                line.asking--;
            }
            return line.asking == 0 ? null : line;
        });
        if (!next.isEmpty()) {
            next.get(0).turn().complete(new Turn.Asks<>(List.copyOf(next.subList(1, next.size()))));
        }
    }
}
