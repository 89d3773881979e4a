package org.clientele.event.internal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code clientele_event_*}: how far the numbering is, and with it the fan-out to webhooks, which is one transaction with it. Listeners
 * of this node are told on the thread of the change, so they lag behind nothing; they fail.
 */
@Component(service = MeterBinder.class)
public final class EventMetrics implements MeterBinder {
    private static final String FAILED = "clientele.event.listener.failed";

    private final JdbcEvents events;
    private final Figures figures;

    @Activate
    public EventMetrics(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference JdbcEvents events) {
        this.events = events;
        this.figures = new Figures(transactions)
                .counter(
                        "clientele.event.numbered", "Events that readers see", "select number from customer.event_head")
                .rows("clientele.event.waiting", "Events without a number", "from customer.event where number is null")
                .age(
                        "clientele.event.oldest.waiting.seconds",
                        "How long the first of them has waited",
                        "select at from customer.event where number is null order by position limit 1");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        figures.bindTo(registry);
        Optional.ofNullable(registry.find(FAILED).functionCounter()).ifPresent(registry::remove);
        FunctionCounter.builder(FAILED, events, JdbcEvents::failures)
                .description("Events at which a listener of this node threw")
                .register(registry);
    }
}
