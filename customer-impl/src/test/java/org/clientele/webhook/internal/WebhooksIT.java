package org.clientele.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.webhook.internal.WebhookKit.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Uuid7;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Shop;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.EventKit;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks through HTTP, and what is delivered to real servers. */
final class WebhooksIT {
    private static final UUID ADA = Uuid7.next();
    private static final UUID BEA = Uuid7.next();

    private final Shop shop = Shop.open();
    private final WebhookSender sender = WebhookKit.sender(shop, Map.of());
    private final EventKit kit = EventKit.of(shop, new WebhookFanOut(sender, WebhookKit.filters(shop)));
    private final Events events = kit.events();
    private final RestFixture rest = RestFixture.with(
                    new WebhookResource(shop.transactions(), shop.access(), sender, WebhookKit.filters(shop)))
            .key("reader", "webhooks:read")
            .key("north", new Caller("key:n", "n", Set.of("webhooks:*"), Optional.of(Set.of("north"))))
            .start();
    private Receiver receiver = newReceiver();

    private static Receiver newReceiver() {
        try {
            return new Receiver();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        sender.start();
        kit.start();
    }

    @AfterEach
    void close() {
        rest.close();
        kit.stop();
        sender.stop();
        receiver.close();
        shop.close();
    }

    @Test
    void anEventArrivesSignedAndOnce() {
        JsonNode webhook = create(receiver.url(), "test.*");
        String secret = webhook.get("secret").asText();
        publish("other.happened", ADA, 0);
        publish("test.happened", ADA, 1);
        await("delivered", () -> !receiver.calls().isEmpty());

        Receiver.Call call = receiver.calls().get(0);
        JsonNode body = Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(body.get("type").asText()).isEqualTo("test.happened");
        assertThat(Instant.parse(body.get("timestamp").asText())).isBefore(Instant.now());
        assertThat(body.get("customerId").asText()).isEqualTo(ADA.toString());
        assertThat(body.at("/sellerAccounts/0").asText()).isEqualTo("north");
        assertThat(body.at("/data/n").asInt()).isEqualTo(1);
        assertThat(call.header("webhook-id")).isEqualTo("evt_" + body.get("id").asText());
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
        assertThat(call.header("webhook-signature"))
                .isEqualTo(Signature.of(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())),
                        call.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp"))),
                        call.body().getBytes(StandardCharsets.UTF_8)));
        String path = "/webhooks/" + webhook.get("id").asText();
        await(
                "sent",
                () -> json(rest.get(path + "/deliveries?state=sent"))
                                .at("/page/totalItems")
                                .asInt()
                        == 1);
        assertThat(json(rest.get(path)).get("state").asText()).isEqualTo("ok");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void whatFailsIsTriedAgainInTheOrderOfItsCustomerAndThenDead() {
        AtomicInteger tries = new AtomicInteger();
        receiver.answers(call -> {
            if (n(call) != 1) {
                return 204;
            }
            if (tries.incrementAndGet() == 4) {
                // Others do not wait for what is tried again, however slowly they come.
                await("others", () -> receiver.calls().stream().anyMatch(each -> n(each) == 3));
            }
            return 500;
        });
        String path = "/webhooks/" + create(receiver.url(), "*").get("id").asText();
        publish("test.happened", ADA, 1);
        publish("test.happened", ADA, 2);
        publish("test.happened", BEA, 3);
        await(
                "dead",
                () -> json(rest.get(path + "/deliveries?state=dead"))
                                .at("/page/totalItems")
                                .asInt()
                        == 1);
        await(
                "rest",
                () -> json(rest.get(path + "/deliveries?state=sent"))
                                .at("/page/totalItems")
                                .asInt()
                        == 2);

        assertThat(tries).hasValue(4);
        List<Integer> order = receiver.calls().stream().map(WebhooksIT::n).toList();
        assertThat(order.lastIndexOf(1)).isLessThan(order.indexOf(2));
        assertThat(order.indexOf(3)).isLessThan(order.indexOf(2));
        JsonNode dead = json(rest.get(path + "/deliveries?state=dead")).at("/items/0");
        assertThat(dead.get("failure").asText()).isEqualTo("The answer is 500.");
        assertThat(dead.get("attempts").asInt()).isEqualTo(4);
        assertThat(json(rest.get(path)).at("/lastFailure/detail").asText()).isEqualTo("The answer is 500.");

        receiver.answers(call -> 200);
        String retry = path + "/deliveries/" + dead.get("id").asText() + "/retry";
        assertThat(rest.post(retry, "").statusCode()).isEqualTo(200);
        await(
                "sent",
                () -> json(rest.get(path + "/deliveries?state=sent"))
                                .at("/page/totalItems")
                                .asInt()
                        == 3);
        assertThat(rest.post(retry, "").statusCode()).isEqualTo(409);
        assertThat(json(rest.get(path)).get("state").asText()).isEqualTo("ok");
    }

    @Test
    void aReceiverThatIsSlowOrDownHarmsNobodyElse() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answers(call -> {
                try {
                    return stuck.await(60, TimeUnit.SECONDS) ? 200 : 500;
                } catch (InterruptedException e) {
                    return 500;
                }
            });
            create(slow.url(), "*");
            create("http://nobody.example:1/", "*");
            create("http://inside.example:" + receiver.port() + "/", "*");
            create(receiver.url(), "*");
            for (int i = 0; i < 50; i++) {
                publish("test.happened", Uuid7.next(), i);
            }
            await("delivered", () -> receiver.calls().size() == 50);
            assertThat(slow.calls().size()).isLessThanOrEqualTo(4);
            stuck.countDown();
        }
    }

    @Test
    void twoNodesDeliverEachOnceAndInOrder() {
        WebhookSender other = WebhookKit.sender(shop, Map.of());
        other.start();
        create(receiver.url(), "*");
        for (int i = 0; i < 60; i++) {
            publish("test.happened", i % 2 == 0 ? ADA : BEA, i);
        }
        await("delivered", () -> receiver.calls().size() >= 60);
        other.stop();

        List<Integer> order = receiver.calls().stream().map(WebhooksIT::n).toList();
        assertThat(order).hasSize(60).doesNotHaveDuplicates();
        assertThat(order.stream().filter(n -> n % 2 == 0).toList()).isSorted();
        assertThat(order.stream().filter(n -> n % 2 == 1).toList()).isSorted();
    }

    @Test
    void aWebhookIsMadeReadChangedAndDeleted() {
        HttpResponse<String> created = rest.post("/webhooks", body(receiver.url(), "customer.*"));
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode webhook = json(created);
        String path = "/webhooks/" + webhook.get("id").asText();
        assertThat(created.headers().firstValue("Location")).hasValue("/api/admin/v1" + path);
        assertThat(webhook.get("secret").asText()).startsWith("whsec_");

        HttpResponse<String> read = rest.get(path, "Authorization", "Bearer reader");
        assertThat(json(read).get("secret").isNull()).isTrue();
        assertThat(json(read).get("state").asText()).isEqualTo("ok");
        assertThat(json(rest.get("/webhooks")).get("items")).hasSize(1);
        assertThat(rest.post("/webhooks", body(receiver.url(), "*"), "Authorization", "Bearer reader")
                        .statusCode())
                .isEqualTo(403);

        assertThat(rest.send("PATCH", path, "{\"enabled\":false}").statusCode()).isEqualTo(428);
        HttpResponse<String> changed = rest.send("PATCH", path, "{\"enabled\":false}", "If-Match", "\"v0\"");
        assertThat(json(changed).get("state").asText()).isEqualTo("disabled");
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"v1\"");
        assertThat(rest.send("PATCH", path, "{\"enabled\":true}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(rest.post(path + "/test", "").statusCode()).isEqualTo(409);
        assertThat(rest.send("PATCH", path, "{\"secret\":\"x\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rest.send("DELETE", path, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(rest.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aTestArrives() {
        JsonNode webhook = create(receiver.url(), "customer.*");
        HttpResponse<String> answer = rest.post("/webhooks/" + webhook.get("id").asText() + "/test", "");
        assertThat(answer.statusCode()).isEqualTo(202);
        await("delivered", () -> receiver.calls().size() == 1);
        assertThat(receiver.calls().get(0).body()).contains("webhook.test");
    }

    @Test
    void whoSeesSomeSellerAccountsHearsOfNoOthers() {
        JsonNode own = json(rest.post("/webhooks", body(receiver.url(), "*"), "Authorization", "Bearer north"));
        String all = create("http://nobody.example:1/", "*").get("id").asText();
        events.publish(
                new Event.Draft("test.happened", Optional.of(ADA), Optional.of(Set.of("south")), Map.of("n", 1)));
        events.publish(new Event.Draft(
                "test.happened", Optional.of(ADA), Optional.of(Set.of("south", "north")), Map.of("n", 2)));
        await("delivered", () -> !receiver.calls().isEmpty());

        assertThat(n(receiver.calls().get(0))).isEqualTo(2);
        assertThat(receiver.calls().get(0).body()).doesNotContain("south");
        assertThat(json(rest.get("/webhooks", "Authorization", "Bearer north")).get("items"))
                .hasSize(1);
        assertThat(rest.get("/webhooks/" + all, "Authorization", "Bearer north").statusCode())
                .isEqualTo(404);
        assertThat(rest.get("/webhooks/" + all + "/deliveries", "Authorization", "Bearer north")
                        .statusCode())
                .isEqualTo(404);
        assertThat(rest.get("/webhooks/" + own.get("id").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongWebhooksAreRefused() {
        for (String url : List.of(
                "",
                "x",
                "ftp://receiver.example/",
                "https://",
                "https://u:p@receiver.example/",
                "https://receiver.example/#f",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/x",
                "https://receiver.example:99999/",
                "https://receiver.example/" + "x".repeat(2000))) {
            HttpResponse<String> answer = rest.post("/webhooks", body(url, "*"));
            assertThat(answer.statusCode()).as(url).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/url");
        }
        for (String type : List.of("", "X", "%", "a.%", "a..b", "*.x")) {
            HttpResponse<String> answer = rest.post("/webhooks", body(receiver.url(), type));
            assertThat(answer.statusCode()).as(type).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/types");
        }
        assertThat(rest.post("/webhooks", "{}").statusCode()).isEqualTo(400);
        assertThat(rest.get("/webhooks/x").statusCode()).isEqualTo(404);
        String path = "/webhooks/" + create(receiver.url(), "*").get("id").asText();
        assertThat(rest.get(path + "/deliveries?state=lost").statusCode()).isEqualTo(400);
        assertThat(rest.post(path + "/deliveries/" + UUID.randomUUID() + "/retry", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private void publish(String type, UUID customer, int n) {
        events.publish(new Event.Draft(type, Optional.of(customer), Optional.of(Set.of("north")), Map.of("n", n)));
    }

    private static int n(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .at("/data/n")
                .asInt();
    }

    private JsonNode create(String url, String type) {
        HttpResponse<String> answer = rest.post("/webhooks", body(url, type));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static String body(String url, String type) {
        return "{\"url\":\"" + url + "\",\"types\":[\"" + type + "\"]}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
