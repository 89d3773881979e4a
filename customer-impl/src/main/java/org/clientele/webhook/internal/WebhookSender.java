package org.clientele.webhook.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.clientele.persistence.Transactions;
import org.clientele.webhook.internal.Deliveries.Delivery;
import org.clientele.work.internal.Courier;
import org.clientele.work.internal.Patience;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to webhooks. Thread-safe. */
@Component(service = WebhookSender.class, configurationPid = "org.clientele.webhook", immediate = true)
@Designate(ocd = WebhookConfig.class)
public final class WebhookSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private final Deliveries deliveries;
    private final WebhookKeys keys;
    private final WebhookMetrics metrics;
    private final WebhookChecks checks;
    private final Post post;
    private final Courier<Delivery> courier;

    @Activate
    public WebhookSender(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference WebhookKeys keys,
            @Reference WebhookMetrics metrics,
            WebhookConfig config) {
        this(transactions, keys, metrics, config, InetAddress::getAllByName, (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }

    WebhookSender(
            Transactions transactions,
            WebhookKeys keys,
            WebhookMetrics metrics,
            WebhookConfig config,
            Post.Resolver resolver,
            SSLSocketFactory tls) {
        this.keys = keys;
        this.metrics = metrics;
        Networks networks = Networks.allowing(config.allowedNetworks());
        Patience patience = new Patience(
                config.attempts(),
                Duration.ofMillis(config.firstPauseMillis()),
                Duration.ofMillis(config.longestPauseMillis()),
                Duration.ofMillis(config.leaseMillis()));
        this.deliveries = new Deliveries(transactions, patience, config.concurrencyOfOne(), keys.keys());
        this.checks = new WebhookChecks(config.allowHttp(), networks);
        this.post = new Post(resolver, networks, tls, Duration.ofMillis(config.timeoutMillis()));
        this.courier = new Courier<>(
                "clientele-webhook",
                config.concurrency(),
                Duration.ofMillis(config.pollMillis()),
                patience.lease(),
                new Desk());
    }

    @Activate
    void start() {
        courier.start();
    }

    @Deactivate
    void stop() {
        courier.stop();
        post.close();
    }

    void wake() {
        courier.wake();
    }

    WebhookKeys keys() {
        return keys;
    }

    WebhookChecks checks() {
        return checks;
    }

    private final class Desk implements Courier.Desk<Delivery> {
        @Override
        public List<Delivery> claim(int most) {
            return deliveries.claim(most);
        }

        @Override
        public void renew(Collection<Delivery> running) {
            deliveries.renew(running);
        }

        @Override
        public void deliver(Delivery delivery) {
            Optional<String> failure = failure(delivery);
            if (failure.isEmpty()) {
                metrics.sent();
                courier.mark(delivery.id(), () -> deliveries.sent(delivery));
            } else {
                metrics.failed();
                LOG.info(
                        "Webhook {}, event {}, try {}: {}",
                        delivery.webhook(),
                        delivery.event(),
                        delivery.attempts(),
                        failure.get());
                courier.mark(delivery.id(), () -> deliveries.failed(delivery, failure.get()));
            }
        }
    }

    private String signatures(Delivery delivery, String id, Instant now, byte[] body) throws GeneralSecurityException {
        StringBuilder signatures = new StringBuilder();
        for (SecretKeys.Sealed sealed : delivery.secrets()) {
            byte[] secret = keys.keys().open(delivery.webhook(), sealed);
            signatures.append(signatures.isEmpty() ? "" : " ").append(Signature.of(secret, id, now, body));
        }
        return signatures.toString();
    }

    private Optional<String> failure(Delivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();
        String id = "evt_" + delivery.event();
        try {
            int status = post.send(
                    delivery.url(),
                    Map.of(
                            "webhook-id", id,
                            "webhook-timestamp", Long.toString(now.getEpochSecond()),
                            "webhook-signature", signatures(delivery, id, now, body)),
                    body);
            return status < 300 ? Optional.empty() : Optional.of("The answer is " + status + ".");
        } catch (IOException e) {
            String message = e.getMessage();
            return Optional.of(
                    message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
        } catch (GeneralSecurityException e) {
            LOG.error("The secret of webhook {} cannot be read: {}", delivery.webhook(), e.getMessage());
            return Optional.of("The secret cannot be read.");
        } catch (RuntimeException e) {
            LOG.warn("Webhook {} cannot be called", delivery.webhook(), e);
            return Optional.of("The address cannot be called.");
        }
    }
}
