package org.clientele.event.internal;

import java.time.Duration;
import java.util.List;
import org.clientele.customer.internal.Shop;
import org.clientele.event.Events;

/** Events, wired by hand. */
public final class EventKit {
    private final JdbcEvents events;
    private final EventSequence sequence;

    private EventKit(Shop shop, EventSequence.Step step) {
        events = new JdbcEvents(shop.transactions(), shop.access());
        sequence = new EventSequence(shop.transactions(), Duration.ofMillis(20), List.of(step));
        events.sequences = List.of(sequence);
    }

    public static EventKit of(Shop shop, EventSequence.Step step) {
        return new EventKit(shop, step);
    }

    public Events events() {
        return events;
    }

    public void start() {
        sequence.start();
    }

    public void stop() {
        sequence.stop();
    }
}
