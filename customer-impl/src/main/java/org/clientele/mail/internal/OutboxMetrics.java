package org.clientele.mail.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.mail.Mail.State;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code clientele_mail_sent_total} and {@code _failed_total} of this node, {@code _kept} and {@code _dead} of all. */
@Component(service = {MeterBinder.class, OutboxMetrics.class})
public final class OutboxMetrics implements MeterBinder {
    private final Transactions transactions;
    private final List<Counters> counters = new CopyOnWriteArrayList<>();

    private record Counters(Counter sent, Counter failed) {}

    @Activate
    public OutboxMetrics(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
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
        gauge(registry, State.KEPT, "Mails that wait");
        gauge(registry, State.DEAD, "Mails that were given up");
    }

    private void gauge(MeterRegistry registry, State state, String description) {
        String name = "clientele.mail." + OutboxRows.name(state);
        // One from before this bundle was stopped watches nothing any more.
        Optional.ofNullable(registry.find(name).gauge()).ifPresent(registry::remove);
        Gauge.builder(name, this, metrics -> metrics.count(state))
                .description(description)
                .register(registry);
    }

    private double count(State state) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select count(*) from customer.outbox_mail where state = '" + OutboxRows.name(state) + "'")) {
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getDouble(1);
                }
            }
        });
    }

    void sent() {
        counters.forEach(each -> each.sent().increment());
    }

    void failed() {
        counters.forEach(each -> each.failed().increment());
    }
}
