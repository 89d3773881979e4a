package org.clientele.rest.events.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.rest.EventStream;

/** All open event streams, served by one thread. Thread-safe. */
public final class EventStreams implements AutoCloseable {
    private final Semaphore free;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "clientele-rest-events");
        thread.setDaemon(true);
        return thread;
    });

    /** @param max how many streams there may be at a time */
    public EventStreams(int max) {
        free = new Semaphore(max);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** @throws Problem.Unavailable {@code too-many-streams} if there is no room for another one */
    public void requireRoom() {
        if (free.availablePermits() == 0) {
            throw full();
        }
    }

    /**
     * Takes a place, which {@link #open} fills and its end gives back.
     *
     * @throws Problem.Unavailable {@code too-many-streams} if there is none
     */
    public void reserve() {
        if (!free.tryAcquire()) {
            throw full();
        }
    }

    private static Problem full() {
        return new Problem.Unavailable(
                "too-many-streams", "There are too many event streams at the moment.", Duration.ofSeconds(10));
    }

    /**
     * Goes on with a request as a stream.
     *
     * @param owner the resource, whose end is the stream's end
     * @param asCaller runs the questions to the source as the caller of the request
     */
    public void open(EventStream stream, Object owner, HttpServletRequest request, Consumer<Runnable> asCaller)
            throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        OpenStream opened = new OpenStream(stream, owner, context, asCaller, this::ended);
        open.add(opened);
        context.addListener(opened);
        opened.start(clock);
    }

    /** How many there are. */
    public int count() {
        return open.size();
    }

    /** Ends the streams of a resource; afterwards its sources are not asked any more. */
    public void endOf(Object owner) {
        open.stream().filter(stream -> stream.owner() == owner).forEach(OpenStream::end);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        open.forEach(OpenStream::end);
        try {
            clock.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(OpenStream stream) {
        if (open.remove(stream)) {
            free.release();
        }
    }
}
