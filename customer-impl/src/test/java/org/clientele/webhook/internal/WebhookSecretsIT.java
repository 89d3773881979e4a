package org.clientele.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.webhook.internal.WebhookKit.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.clientele.customer.internal.Shop;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How secrets are kept, and changed. */
final class WebhookSecretsIT {
    private final Shop shop = Shop.open();
    private final Receiver receiver;

    private final Path etc;

    WebhookSecretsIT(@TempDir Path etc) throws Exception {
        this.etc = etc;
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        shop.close();
    }

    @Test
    void theFirstNodeMakesAKeyThatOnlyItsOwnerReads() throws Exception {
        Path file = etc.resolve("clientele-webhook.key");
        WebhookKeys first = new WebhookKeys(shop.transactions(), "", file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new WebhookKeys(shop.transactions(), "", file).keys().ids())
                .isEqualTo(first.keys().ids());

        // Another node has none of its own, and says so.
        WebhookKeys second = new WebhookKeys(shop.transactions(), "", etc.resolve("other.key"));
        assertThat(second.keys().isEmpty()).isTrue();
        assertThat(etc.resolve("other.key")).doesNotExist();
        try (RestFixture rest = rest(second)) {
            HttpResponse<String> answer = rest.post("/webhooks", body());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("code").asText()).isEqualTo("webhook-key");
        }
    }

    @Test
    void aSecretIsNowhereInTheDatabase() throws Exception {
        try (RestFixture rest = rest(keys(SecretKeys.random()))) {
            JsonNode webhook = json(rest.post("/webhooks", body()));
            byte[] secret = secret(webhook);
            String stored = stored();
            assertThat(stored).doesNotContain(HexFormat.of().formatHex(secret));
            assertThat(rest.get("/webhooks/" + webhook.get("id").asText()).body())
                    .doesNotContain("whsec_");
        }
    }

    @Test
    void keysAreRotatedAndPlainSecretsEncrypted() throws Exception {
        String old = SecretKeys.random();
        String fresh = SecretKeys.random();
        byte[] secret;
        String id;
        try (RestFixture rest = rest(keys(old))) {
            JsonNode webhook = json(rest.post("/webhooks", body()));
            secret = secret(webhook);
            id = webhook.get("id").asText();
        }
        shop.sql("insert into customer.webhook (id, url, types, enabled, secret) values (uuidv7(),"
                + " 'http://receiver.example:" + receiver.port() + "/plain', '{*}', true, '\\x0102030405')");
        String before = stored();
        keys(fresh + ", " + old);
        assertThat(stored()).isNotEqualTo(before).doesNotContain("0102030405");

        WebhookKeys onlyFresh = keys(fresh);
        WebhookSender sender = WebhookKit.sender(shop, onlyFresh, Map.of());
        try (RestFixture rest = rest(sender)) {
            sender.start();
            assertThat(rest.post("/webhooks/" + id + "/test", "").statusCode()).isEqualTo(202);
            await("delivered", () -> receiver.calls().size() == 1);
            assertThat(signatures(receiver.calls().get(0)))
                    .containsExactly(signature(secret, receiver.calls().get(0)));
        } finally {
            sender.stop();
        }
    }

    @Test
    void aNodeWithoutTheKeyLeavesDeliveriesToOthers() throws Exception {
        WebhookSender stranger = WebhookKit.sender(shop, keys(SecretKeys.random()), Map.of());
        WebhookSender sender = WebhookKit.sender(shop, keys(SecretKeys.random()), Map.of());
        try (RestFixture rest = rest(sender);
                RestFixture elsewhere = rest(stranger)) {
            String path = "/webhooks/"
                    + json(rest.post("/webhooks", body())).get("id").asText();
            String own = "/webhooks/"
                    + json(elsewhere.post("/webhooks", body())).get("id").asText();
            rest.post(path + "/test", "");
            elsewhere.post(own + "/test", "");
            stranger.start();
            // It has looked at what is due, and sent what it has the key for.
            await("its own", () -> receiver.calls().size() == 1);
            assertThat(json(rest.get(path + "/deliveries"))
                            .at("/items/0/attempts")
                            .asInt())
                    .isZero();
            sender.start();
            await("delivered", () -> receiver.calls().size() == 2);
        } finally {
            stranger.stop();
            sender.stop();
        }
    }

    @Test
    void aRenewedSecretAndTheOldOneBothSignForAWhile() throws Exception {
        WebhookSender sender = WebhookKit.sender(shop, keys(SecretKeys.random()), Map.of());
        try (RestFixture rest = rest(sender)) {
            sender.start();
            JsonNode webhook = json(rest.post("/webhooks", body()));
            String path = "/webhooks/" + webhook.get("id").asText();
            byte[] old = secret(webhook);
            HttpResponse<String> renewed = rest.post(path + "/secret", "");
            assertThat(renewed.statusCode()).as(renewed.body()).isEqualTo(200);
            byte[] fresh = secret(json(renewed));
            assertThat(fresh).isNotEqualTo(old);

            rest.post(path + "/test", "");
            await("delivered", () -> receiver.calls().size() == 1);
            Receiver.Call call = receiver.calls().get(0);
            assertThat(signatures(call)).containsExactly(signature(fresh, call), signature(old, call));

            byte[] newest = secret(json(rest.post(path + "/secret?overlapHours=0", "")));
            rest.post(path + "/test", "");
            await("delivered", () -> receiver.calls().size() == 2);
            Receiver.Call last = receiver.calls().get(1);
            assertThat(signatures(last)).containsExactly(signature(newest, last));
            assertThat(rest.post(path + "/secret?overlapHours=169", "").statusCode())
                    .isEqualTo(400);
        } finally {
            sender.stop();
        }
    }

    @Test
    void aKeyThatIsNoneIsNotGuessedAt() {
        assertThat(keys("not a key").keys().isEmpty()).isTrue();
    }

    @Test
    void anAnswerIsToldAgainToWhoHasItsKeyAndKeptForNobodyElse() {
        Transactions answers = shop.open("rest");
        WebhookSender sender = WebhookKit.sender(shop, keys(SecretKeys.random()), Map.of());
        try (RestFixture rest = RestFixture.with(
                        new WebhookResource(shop.transactions(), shop.access(), sender, WebhookKit.filters(shop)))
                .access(shop.access())
                .transactions(answers)
                .start()) {
            HttpResponse<String> made = rest.post("/webhooks", body(), "Idempotency-Key", "make");
            String path = "/webhooks/" + json(made).get("id").asText() + "/secret";
            HttpResponse<String> renewed = rest.post(path, "", "Idempotency-Key", "renew");

            assertThat(rest.post("/webhooks", body(), "Idempotency-Key", "make").body())
                    .isEqualTo(made.body())
                    .contains("whsec_");
            assertThat(rest.post(path, "", "Idempotency-Key", "renew").body())
                    .isEqualTo(renewed.body())
                    .contains("whsec_");
            List<Boolean> readable = answers.read(connection -> Sql.list(
                    connection,
                    "select position('whsec_'::bytea in body) > 0 from rest.idempotent_answer",
                    row -> row.getBoolean(1)));
            assertThat(readable).containsExactly(false, false);
        }
    }

    private WebhookKeys keys(String configured) {
        return new WebhookKeys(shop.transactions(), configured, etc.resolve("none.key"));
    }

    private RestFixture rest(WebhookKeys keys) {
        return rest(WebhookKit.sender(shop, keys, Map.of()));
    }

    private RestFixture rest(WebhookSender sender) {
        return RestFixture.with(
                        new WebhookResource(shop.transactions(), shop.access(), sender, WebhookKit.filters(shop)))
                .access(shop.access())
                .start();
    }

    private String stored() {
        return shop.transactions().read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(
                            "select string_agg(w::text, ';' order by id) from customer.webhook w")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private static String signature(byte[] secret, Receiver.Call call) {
        return Signature.of(
                secret,
                call.header("webhook-id"),
                Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp"))),
                call.body().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> signatures(Receiver.Call call) {
        return Arrays.asList(call.header("webhook-signature").split(" ", -1));
    }

    private static byte[] secret(JsonNode webhook) {
        return Base64.getDecoder().decode(webhook.get("secret").asText().substring("whsec_".length()));
    }

    private String body() {
        return "{\"url\":\"" + receiver.url() + "\",\"types\":[\"*\"]}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
