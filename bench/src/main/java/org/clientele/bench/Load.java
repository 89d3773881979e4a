package org.clientele.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same kind of request again and again, on several connections at once. */
record Load(Duration warmUp, Duration measured) {
    private static final int CONNECTIONS = 16;

    /** One connection and what it does. Used by one thread. */
    interface Client extends AutoCloseable {
        /** Does it once and tells how many bytes came back. */
        long once() throws Exception;
    }

    /** Does what each of them does, one after the other. */
    static Client inTurn(List<Client> clients) {
        return new Client() {
            private int next;

            @Override
            public long once() throws Exception {
                next = (next + 1) % clients.size();
                return clients.get(next).once();
            }

            @Override
            public void close() throws Exception {
                for (Client client : clients) {
                    client.close();
                }
            }
        };
    }

    Measurement of(Callable<Client> clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Client> connected = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connected.add(clients.call());
            }
            long begin = System.nanoTime() + warmUp.toNanos();
            long end = begin + measured.toNanos();
            List<Future<Times>> running = new ArrayList<>();
            for (Client client : connected) {
                running.add(threads.submit(() -> run(client, begin, end)));
            }
            Times all = new Times();
            for (Future<Times> future : running) {
                all.add(get(future));
            }
            return all.measurement();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Times run(Client client, long begin, long end) throws Exception {
        try (client) {
            Times times = new Times();
            long start = System.nanoTime();
            while (start < end) {
                long bytes = client.once();
                long now = System.nanoTime();
                if (start >= begin) {
                    times.add(now - start, bytes);
                    times.span(start, now);
                }
                start = now;
            }
            return times;
        }
    }

    private static Times get(Future<Times> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** How long each request took. */
    private static final class Times {
        private long[] nanos = new long[1 << 12];
        private int count;
        private long bytes;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void add(long time, long size) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
            bytes += size;
        }

        void span(long start, long end) {
            first = Math.min(first, start);
            last = Math.max(last, end);
        }

        void add(Times other) {
            if (other.count > 0) {
                nanos = Arrays.copyOf(nanos, count + other.count);
                System.arraycopy(other.nanos, 0, nanos, count, other.count);
                count += other.count;
                bytes += other.bytes;
                span(other.first, other.last);
            }
        }

        Measurement measurement() {
            if (count == 0) {
                throw new IllegalStateException("Nothing was answered in time");
            }
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return new Measurement(
                    count / ((last - first) / 1e9),
                    millis(sorted, 0.50),
                    millis(sorted, 0.95),
                    millis(sorted, 0.99),
                    bytes / count);
        }

        private static double millis(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
        }
    }
}
