package org.clientele.operation.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_operation_*}: long work that waits, runs, and failed. */
@Component(service = MeterBinder.class)
public final class OperationMetrics implements MeterBinder {
    private final Figures figures;

    @Activate
    public OperationMetrics(@Reference(target = "(schema=customer)") Transactions transactions) {
        figures = new Figures(transactions)
                .gauge(
                        "clientele.operation.queued",
                        "Operations that wait",
                        "select count(*) from customer.operation where finished_at is null and state = 'queued'")
                .gauge(
                        "clientele.operation.running",
                        "Operations that run",
                        "select count(*) from customer.operation where finished_at is null and state = 'running'")
                .age(
                        "clientele.operation.oldest.queued.seconds",
                        "How long the first that waits has waited",
                        "select min(created_at) from customer.operation where finished_at is null and state = 'queued'")
                .gauge(
                        "clientele.operation.failed.day",
                        "Operations that failed within a day",
                        "select count(*) from customer.operation where state = 'failed'"
                                + " and finished_at > now() - interval '1 day'");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        figures.bindTo(registry);
    }
}
