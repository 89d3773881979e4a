package org.clientele.webhook.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_webhook_*}: what came of the tries of this node, and what waits for all. */
@Component(service = {MeterBinder.class, WebhookMetrics.class})
public final class WebhookMetrics implements MeterBinder {
    private final Figures figures;
    private final List<Tries> tries = new CopyOnWriteArrayList<>();

    private record Tries(Counter sent, Counter failed) {}

    @Activate
    public WebhookMetrics(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference WebhookKeys keys) {
        // Ids are hexadecimal digits.
        String own = keys.keys().ids().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        figures = new Figures(transactions)
                .rows(
                        "clientele.webhook.pending",
                        "Deliveries that wait",
                        "from customer.webhook_delivery where state = 'kept'")
                .age(
                        "clientele.webhook.oldest.pending.seconds",
                        "How long the first of them has waited",
                        "select min(created_at) from customer.webhook_delivery where state = 'kept'")
                .rows(
                        "clientele.webhook.dead",
                        "Deliveries that were given up",
                        "from customer.webhook_delivery where state = 'dead'")
                .gauge(
                        "clientele.webhook.failing",
                        "Webhooks whose last delivery failed",
                        "select count(*) from customer.webhook where enabled and failures > 0")
                .gauge(
                        "clientele.webhook.suspended",
                        "Webhooks whose filter cannot be judged",
                        "select count(*) from customer.webhook where enabled and behind_from is not null")
                .gauge(
                        "clientele.webhook.unreadable",
                        "Webhooks whose secret this node has no key for",
                        "select count(*) from customer.webhook where secret_key is not null"
                                + (own.isEmpty() ? "" : " and secret_key not in (" + own + ")"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        figures.bindTo(registry);
        tries.add(new Tries(counter(registry, "sent"), counter(registry, "failed")));
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("clientele.webhook.deliveries")
                .tag("outcome", outcome)
                .description("Tries of this node")
                .register(registry);
    }

    void sent() {
        tries.forEach(each -> each.sent().increment());
    }

    void failed() {
        tries.forEach(each -> each.failed().increment());
    }
}
