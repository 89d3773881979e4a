package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Webhooks of some customers, their secrets, and what operators see, on the assembled product. */
final class SignalsIT {
    private final Distribution distribution = Distribution.shared();
    private final Api api = distribution.api();

    @Test
    void aWebhookHearsOfMatchingCustomersOnly() throws InterruptedException {
        Api.Answer refused = api.post(
                "webhooks", Map.of("url", "https://localhost:1/", "types", List.of("*"), "filter", "nope eq 1"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/filter");

        String name = "Signal" + UUID.randomUUID().toString().replace("-", "");
        Api.Answer webhook = api.post(
                "webhooks",
                Map.of(
                        "url",
                        "https://localhost:1/",
                        "types",
                        List.of("customer.registered"),
                        "filter",
                        "firstName eq \"" + name + "\""));
        assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
        assertThat(webhook.at("/state")).isEqualTo("ok");
        String path = "webhooks/" + webhook.at("/id");
        api.post("customers", Map.of("firstName", "Other", "account", false));
        Api.Answer created = api.post("customers", Map.of("firstName", name, "account", false));
        assertThat(created.status()).as(created.text()).isEqualTo(201);

        long end = System.nanoTime() + 30_000_000_000L;
        while (api.get(path + "/deliveries").at("/page/totalItems").equals("0")) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            Thread.sleep(100);
        }
        Api.Answer deliveries = api.get(path + "/deliveries");
        assertThat(deliveries.at("/page/totalItems")).isEqualTo("1");
        assertThat(deliveries.at("/items/0/customerId")).isEqualTo(created.at("/id"));

        Api.Answer renewed = api.post(path + "/secret", Map.of());
        assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
        assertThat(renewed.at("/secret")).startsWith("whsec_").isNotEqualTo(webhook.at("/secret"));
        assertThat(api.delete(path, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void operatorsSeeWhatWaits() {
        assertThat(distribution.anonymous().get("/metrics").text())
                .contains(
                        "clientele_event_numbered_total",
                        "clientele_event_oldest_waiting_seconds",
                        "clientele_audit_chained_total",
                        "clientele_webhook_pending",
                        "clientele_webhook_unreadable 0.0",
                        "clientele_mail_overdue_seconds",
                        "clientele_segment_touched",
                        "clientele_operation_queued",
                        "clientele_recurring_last_success_seconds{work=\"event-purge\"}");
    }
}
