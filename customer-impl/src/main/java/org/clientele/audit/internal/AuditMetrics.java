package org.clientele.audit.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_audit_*}: how far the chain is, and what came of its last verification. */
@Component(service = MeterBinder.class)
public final class AuditMetrics implements MeterBinder {
    private final Figures figures;

    @Activate
    public AuditMetrics(@Reference(target = "(schema=customer)") Transactions transactions) {
        figures = new Figures(transactions)
                .counter("clientele.audit.chained", "Entries in the chain", "select number from customer.audit_head")
                .rows(
                        "clientele.audit.waiting",
                        "Entries that are not chained yet",
                        "from customer.audit_entry where number is null")
                .age(
                        "clientele.audit.oldest.waiting.seconds",
                        "How long the first of them has waited",
                        "select at from customer.audit_entry where number is null order by position limit 1")
                .gauge(
                        "clientele.audit.intact",
                        "What the last verification found: 1 if nothing",
                        "select verified_intact::integer from customer.audit_head")
                .gauge(
                        "clientele.audit.verification.age.seconds",
                        "How long ago that was",
                        "select extract(epoch from clock_timestamp() - verified_at) from customer.audit_head");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        figures.bindTo(registry);
    }
}
