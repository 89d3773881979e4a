package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file on a thread of its own, since that is within the one transaction whose snapshot it reads: what is written is stored by
 * who asks for it with {@link #next}, in other transactions. Never more than a few pieces are on their way.
 */
final class Walk implements AutoCloseable {
    private static final int PIECES = 3;
    private static final int ROWS_BETWEEN_LOOKS = 64;
    private static final long FIRST_NANOS = Duration.ofMillis(200).toNanos();
    private static final long SOON_NANOS = Duration.ofMillis(800).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CustomerSearch search;
    private final CustomerQuery query;
    private final ExportLayout layout;
    private final ExportFormat format;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private Walk(CustomerSearch search, Access access, CustomerQuery query, ExportLayout layout, ExportFormat format) {
        this.search = search;
        this.query = query;
        this.layout = layout;
        this.format = format;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece());
        }
        Caller caller = access.caller();
        this.thread = new Thread(() -> run(access, caller), "clientele-export-walk");
        this.thread.setDaemon(true);
    }

    /** As the caller of this thread. */
    static Walk begin(
            CustomerSearch search, Access access, CustomerQuery query, ExportLayout layout, ExportFormat format) {
        Walk walk = new Walk(search, access, query, layout, format);
        walk.thread.start();
        return walk;
    }

    /**
     * What is written next, to be given {@link #back}.
     *
     * @return empty if there is nothing yet, or nothing more if it {@link #isOver}
     * @throws RuntimeException what broke the walk
     */
    Optional<Piece> next(Duration patience) {
        try {
            boolean last = over;
            Piece piece = last ? full.poll() : full.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (piece == null && last) {
                throwFailure();
            }
            return Optional.ofNullable(piece);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The export was interrupted.", e);
        }
    }

    void back(Piece piece) {
        piece.clear();
        free.add(piece);
    }

    /** Whether all has been taken, and nothing broke. */
    boolean isOver() {
        return over && full.isEmpty() && failure == null;
    }

    private void throwFailure() {
        Throwable broken = failure;
        if (broken instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (broken instanceof Error error) {
            throw error;
        }
    }

    private void run(Access access, Caller caller) {
        try {
            Supplier<Boolean> write = () -> {
                write();
                return true;
            };
            access.call(caller, write);
        } catch (RuntimeException | Error broken) {
            failure = broken;
        } finally {
            over = true;
        }
    }

    private void write() {
        Pieces out = new Pieces();
        try {
            ExportWriter writer = format.open(layout, out);
            // The search adds the id, unless it is asked for.
            int skipped =
                    layout.columns().stream().anyMatch(column -> column.name().equals("id")) ? 0 : 1;
            search.forEach(query, row -> {
                if (stopped) {
                    throw new Stopped();
                }
                out.row(writer, wanted(row, skipped));
            });
            writer.end();
            out.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CustomerRow wanted(CustomerRow row, int skipped) {
        List<@Nullable Object> values = row.values();
        return skipped == 0 ? row : new CustomerRow(layout.columns(), values.subList(skipped, values.size()));
    }

    /** Ends it, and waits for that a moment: a statement that has not found its first customer yet cannot hear. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a walk that nobody wants any more. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the export is over", null, false, false);
        }
    }

    /** Cuts what is written. */
    private final class Pieces extends OutputStream {
        private final byte[] one = new byte[1];
        private Piece piece = take();
        private long rows;
        private long due = System.nanoTime() + FIRST_NANOS;

        void row(ExportWriter writer, CustomerRow row) {
            try {
                writer.row(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows++;
            if (rows % ROWS_BETWEEN_LOOKS == 0 && System.nanoTime() > due) {
                pass();
            }
        }

        @Override
        public void write(int value) {
            one[0] = (byte) value;
            write(one, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int done = 0;
            while (done < length) {
                if (piece.isFull()) {
                    pass();
                }
                done += piece.add(bytes, offset + done, length - done);
            }
        }

        void end() {
            pass();
        }

        /** An empty piece tells of rows as well. */
        private void pass() {
            piece.upTo(rows);
            full.add(piece);
            piece = take();
            due = System.nanoTime() + SOON_NANOS;
        }

        private Piece take() {
            try {
                return free.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }
    }
}
