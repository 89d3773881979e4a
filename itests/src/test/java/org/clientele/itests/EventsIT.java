package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Events, webhooks and the audit of the assembled product. */
final class EventsIT {
    private final Api api = Distribution.shared().api();

    @Test
    void aNewCustomerIsAnEventAndAnEntryOfTheAudit() throws InterruptedException {
        String cursor = api.get("events?after=now").at("/page/cursor");
        Api.Answer created = api.post(
                "customers", Map.of("email", "events-" + UUID.randomUUID() + "@example.com", "account", false));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.at("/id");

        await(() -> api.get("events?after=" + cursor + "&customerId=" + id)
                .at("/items/0/type")
                .equals("customer.registered"));
        await(() -> api.get("audit?customerId=" + id).at("/items/0/action").equals("POST /customers"));
        Api.Answer verification = api.get("audit/verification");
        assertThat(verification.body().at("/intact").asBoolean())
                .as(verification.text())
                .isTrue();
        assertThat(api.get("events?after=nonsense").status()).isEqualTo(400);
    }

    @Test
    void aWebhookToThisMachineIsNotCalled() throws InterruptedException {
        Api.Answer refused = api.post("webhooks", Map.of("url", "https://127.0.0.1/", "types", List.of("*")));
        assertThat(refused.status()).isEqualTo(400);
        Api.Answer created = api.post("webhooks", Map.of("url", "https://localhost:1/", "types", List.of("x.y")));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/secret")).startsWith("whsec_");
        String path = "webhooks/" + created.at("/id");

        assertThat(api.post(path + "/test", Map.of()).status()).isEqualTo(202);

        await(() -> api.get(path).at("/lastFailure/detail").equals("The address is not public."));
        assertThat(api.delete(path, "If-Match", "*").status()).isEqualTo(204);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
