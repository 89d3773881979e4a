package org.clientele.mail.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_mail_sent_total} and {@code _failed_total} of this node, {@code _kept} and {@code _dead} of all. */
@Component(service = {MeterBinder.class, OutboxMetrics.class})
public final class OutboxMetrics implements MeterBinder {
    private final Figures figures;
    private final List<Counters> counters = new CopyOnWriteArrayList<>();

    private record Counters(Counter sent, Counter failed) {}

    @Activate
    public OutboxMetrics(@Reference(target = "(schema=customer)") Transactions transactions) {
        figures = new Figures(transactions)
                .rows("clientele.mail.kept", "Mails that wait", "from customer.outbox_mail where state = 'kept'")
                .age(
                        "clientele.mail.overdue.seconds",
                        "How long the first that should be tried has not been",
                        "select min(due_at) from customer.outbox_mail where state = 'kept'")
                .rows(
                        "clientele.mail.dead",
                        "Mails that were given up",
                        "from customer.outbox_mail where state = 'dead'");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counters.add(new Counters(
                Counter.builder("clientele.mail.sent")
                        .description("Mails that the transport took")
                        .register(registry),
                Counter.builder("clientele.mail.failed")
                        .description("Tries that failed")
                        .register(registry)));
        figures.bindTo(registry);
    }

    void sent() {
        counters.forEach(each -> each.sent().increment());
    }

    void failed() {
        counters.forEach(each -> each.failed().increment());
    }
}
