package org.clientele.mail.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.mail.MailTransport;
import org.clientele.mail.internal.Deliveries.Delivery;
import org.clientele.mail.internal.Deliveries.Patience;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is in the outbox, while there is a transport: one thread looks what is due and keeps the claims, a few deliver.
 * Thread-safe.
 */
@Component(service = OutboxSender.class, configurationPid = "org.clientele.mail", immediate = true)
public final class OutboxSender {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MARK_PAUSE_MILLIS = 200;
    /** After a delivery of which the database could not be told. */
    private static final Duration MARK_PATIENCE = Duration.ofMinutes(10);

    private final Deliveries deliveries;
    private final Access access;
    private final OutboxMetrics metrics;
    private final Duration poll;
    private final Duration renewal;
    private final Ranked<MailTransport> transports = new Ranked<>();
    private final Set<Delivery> running = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private final Semaphore free;
    private final ExecutorService deliverers;
    private final Thread dispatcher;
    private volatile boolean stopping;
    private long renewedAt = System.nanoTime();

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
        this.poll = poll;
        this.renewal = patience.lease().dividedBy(4);
        this.free = new Semaphore(concurrency);
        AtomicInteger number = new AtomicInteger();
        this.deliverers = Executors.newFixedThreadPool(
                concurrency, work -> new Thread(work, "clientele-mail-" + number.incrementAndGet()));
        this.dispatcher = new Thread(this::dispatch, "clientele-mail");
    }

    @Reference(
            service = MailTransport.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addTransport(MailTransport transport, Map<String, ?> properties) {
        transports.add(transport, properties);
        wake();
    }

    void removeTransport(MailTransport transport) {
        transports.remove(transport);
    }

    @Activate
    void start() {
        dispatcher.start();
    }

    /** Waits for what is being delivered: otherwise it would be delivered again elsewhere. */
    @Deactivate
    void stop() {
        stopping = true;
        wake();
        try {
            dispatcher.join(PATIENCE.toMillis());
            deliverers.shutdown();
            if (!deliverers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} mails are still being delivered", running.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks for mails now rather than soon. */
    void wake() {
        signal.release();
    }

    private void dispatch() {
        while (!stopping) {
            try {
                renew();
                claim();
            } catch (Problem.Unavailable away) {
                LOG.debug("Mails have to wait: {}", away.code());
            } catch (RuntimeException e) {
                LOG.warn("Mails could not be looked for", e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            signal.tryAcquire(Math.min(poll.toMillis(), renewal.toMillis()), TimeUnit.MILLISECONDS);
            signal.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void renew() {
        if (System.nanoTime() - renewedAt > renewal.toNanos()) {
            deliveries.renew(running);
            renewedAt = System.nanoTime();
        }
    }

    private void claim() {
        Optional<MailTransport> transport = transports.stream().findFirst();
        int most = free.availablePermits();
        if (transport.isEmpty() || most == 0) {
            return;
        }
        for (Delivery delivery : deliveries.claim(most)) {
            free.acquireUninterruptibly();
            running.add(delivery);
            deliverers.execute(() -> deliver(delivery, transport.get()));
        }
    }

    private void deliver(Delivery delivery, MailTransport transport) {
        try {
            Optional<String> failure = failure(delivery, transport);
            if (failure.isEmpty()) {
                metrics.sent();
                mark(delivery, () -> deliveries.sent(delivery));
            } else {
                metrics.failed();
                mark(delivery, () -> deliveries.failed(delivery, failure.get()));
            }
        } finally {
            running.remove(delivery);
            free.release();
            wake();
        }
    }

    private Optional<String> failure(Delivery delivery, MailTransport transport) {
        try {
            access.call(Caller.system("mail"), () -> {
                try {
                    transport.deliver(delivery.mail());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return true;
            });
            return Optional.empty();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
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
        }
    }

    /** Goes on until the database took it: a delivery that it does not know of would be done again. */
    private void mark(Delivery delivery, Runnable work) {
        long end = System.nanoTime() + MARK_PATIENCE.toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (Problem.Unavailable away) {
                if (System.nanoTime() > end || deliverers.isShutdown()) {
                    LOG.error(
                            "What became of mail {} is not written down: {}",
                            delivery.mail().id(),
                            away.code());
                    return;
                }
            } catch (RuntimeException e) {
                LOG.error(
                        "What became of mail {} is not written down",
                        delivery.mail().id(),
                        e);
                return;
            }
            try {
                Thread.sleep(MARK_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
