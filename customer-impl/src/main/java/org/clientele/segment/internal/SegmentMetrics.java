package org.clientele.segment.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_segment_*}: how far behind the writes the members of segments are. */
@Component(service = MeterBinder.class)
public final class SegmentMetrics implements MeterBinder {
    private final Figures figures;

    @Activate
    public SegmentMetrics(@Reference(target = "(schema=customer)") Transactions transactions) {
        figures = new Figures(transactions)
                .rows(
                        "clientele.segment.touched",
                        "Changes that segments have not looked at",
                        "from customer.segment_touched")
                .age(
                        "clientele.segment.touched.age.seconds",
                        "How long the first of them has waited",
                        "select min(at) from (select at from customer.segment_touched limit 10000) first");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        figures.bindTo(registry);
    }
}
