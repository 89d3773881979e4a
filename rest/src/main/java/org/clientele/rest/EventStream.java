package org.clientele.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Server-sent events ({@code text/event-stream}), returned by a resource method annotated
 * {@code @Produces("text/event-stream")}. No thread waits: the source is asked again and again, as the caller of the request, and
 * must answer quickly. The stream ends when the source says so, when the client leaves or when the resource is withdrawn.
 */
public final class EventStream {
    private final Duration every;
    private final Supplier<Poll> source;

    private EventStream(Duration every, Supplier<Poll> source) {
        this.every = every;
        this.source = source;
    }

    /**
     * Asks the source for news at once and then in this interval.
     *
     * @param every at least 100 ms
     */
    public static EventStream polling(Duration every, Supplier<Poll> source) {
        if (every.toMillis() < 100) {
            throw new IllegalArgumentException("polls every " + every);
        }
        return new EventStream(every, source);
    }

    /** How long to wait between two questions. */
    public Duration every() {
        return every;
    }

    /** What is asked. */
    public Supplier<Poll> source() {
        return source;
    }

    /**
     * What happened since the source was last asked.
     *
     * @param events in their order; may be empty
     * @param finished whether nothing more will come
     */
    public record Poll(List<Event> events, boolean finished) {
        public Poll {
            events = List.copyOf(events);
        }
    }

    /**
     * One event.
     *
     * @param id what a client sends as {@code Last-Event-ID} when it comes back
     * @param name the {@code event} field
     * @param data written as JSON
     */
    public record Event(Optional<String> id, String name, Object data) {}
}
