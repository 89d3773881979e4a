package org.clientele.mail.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Origin;
import org.clientele.mail.MailTransport;
import org.clientele.mail.internal.Deliveries.Delivery;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Courier;
import org.clientele.work.internal.Deadline;
import org.clientele.work.internal.Patience;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is in the outbox, while there is a transport. Thread-safe.
 */
@Component(service = OutboxSender.class, configurationPid = "org.clientele.mail", immediate = true)
public final class OutboxSender {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    /** Of a plugin that does not give up by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Deliveries deliveries;
    private final Access access;
    private final OutboxMetrics metrics;
    private final Ranked<MailTransport> transports = new Ranked<>();
    private final Courier<Turn> courier;
    private final Map<Thread, MailTransport> delivering = new HashMap<>();

    @Activate
    public OutboxSender(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference OutboxMetrics metrics,
            MailConfig config) {
        this(
                transactions,
                access,
                metrics,
                config.concurrency(),
                Duration.ofMillis(config.pollMillis()),
                new Patience(
                        config.attempts(),
                        Duration.ofMillis(config.firstPauseMillis()),
                        Duration.ofMillis(config.longestPauseMillis()),
                        Duration.ofMillis(config.leaseMillis())));
    }

    OutboxSender(
            Transactions transactions,
            Access access,
            OutboxMetrics metrics,
            int concurrency,
            Duration poll,
            Patience patience) {
        this.deliveries = new Deliveries(transactions, patience);
        this.access = access;
        this.metrics = metrics;
        this.courier = new Courier<>("clientele-mail", concurrency, poll, patience.lease(), new Desk());
    }

    @Reference(
            service = MailTransport.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addTransport(MailTransport transport, Map<String, ?> properties) {
        transports.add(transport, properties);
        wake();
    }

    /** What it has not delivered by now is delivered by the next one. */
    void removeTransport(MailTransport transport) {
        transports.remove(transport);
        synchronized (delivering) {
            delivering.forEach((thread, used) -> {
                if (used == transport && !Origin.isOurs(transport)) {
                    thread.interrupt();
                }
            });
        }
    }

    @Activate
    void start() {
        courier.start();
    }

    /** Waits for what is being delivered: otherwise it would be delivered again elsewhere. */
    @Deactivate
    void stop() {
        courier.stop();
    }

    /** Looks for mails now rather than soon. */
    void wake() {
        courier.wake();
    }

    /** A mail, and who takes it. */
    private record Turn(Delivery delivery, MailTransport transport) {}

    private final class Desk implements Courier.Desk<Turn> {
        @Override
        public List<Turn> claim(int most) {
            Optional<MailTransport> transport = transports.stream().findFirst();
            return transport.isEmpty()
                    ? List.of()
                    : deliveries.claim(most).stream()
                            .map(delivery -> new Turn(delivery, transport.get()))
                            .toList();
        }

        @Override
        public void renew(Collection<Turn> running) {
            deliveries.renew(running.stream().map(Turn::delivery).toList());
        }

        @Override
        public void deliver(Turn turn) {
            Delivery delivery = turn.delivery();
            Optional<String> failure = failure(delivery, turn.transport());
            if (failure.isEmpty()) {
                metrics.sent();
                courier.mark(delivery.mail().id(), () -> deliveries.sent(delivery));
            } else {
                metrics.failed();
                courier.mark(delivery.mail().id(), () -> deliveries.failed(delivery, failure.get()));
            }
        }
    }

    private Optional<String> failure(Delivery delivery, MailTransport transport) {
        try {
            synchronized (delivering) {
                delivering.put(Thread.currentThread(), transport);
            }
            Deadline.within(
                    LONGEST,
                    transport,
                    () -> access.call(Caller.system("mail"), () -> {
                        try {
                            transport.deliver(delivery.mail());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return true;
                    }));
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            String kind = e.getClass().getName();
            String message = e.getMessage();
            if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
                kind = unchecked.getCause().getClass().getName();
                message = unchecked.getCause().getMessage();
            }
            // What a mail server says may hold addresses.
            LOG.warn(
                    "Mail {} was not delivered, try {}: {}",
                    delivery.mail().id(),
                    delivery.mail().attempts(),
                    kind);
            return Optional.of(message == null || message.isBlank() ? kind : message);
        } finally {
            synchronized (delivering) {
                delivering.remove(Thread.currentThread());
                // An interruption was meant for the transport.
                Thread.interrupted();
            }
        }
    }
}
