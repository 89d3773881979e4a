package org.clientele.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.webhook.internal.WebhookKit.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.internal.RegisteredAttributes;
import org.clientele.customer.internal.Shop;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.EventKit;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks that hear of some customers only. */
final class WebhookFiltersIT {
    private final Shop shop = Shop.open();
    private final WebhookSender sender = WebhookKit.sender(shop, Map.of());
    private final WebhookFanOut fanOut = new WebhookFanOut(sender, WebhookKit.filters(shop));
    private final WebhookCatchUp catchUp = new WebhookCatchUp(shop.transactions(), fanOut);
    private final EventKit kit = EventKit.of(shop, fanOut);
    private final Events events = kit.events();
    private final RestFixture rest = RestFixture.with(
                    new WebhookResource(shop.transactions(), shop.access(), sender, WebhookKit.filters(shop)))
            .access(shop.access())
            .key("hooks", "webhooks:*")
            .key("blind", "webhooks:*", "customers:read")
            .key(
                    "north",
                    new Caller(
                            "key:n",
                            "n",
                            Set.of("webhooks:*", "customers:*", "customers.pii:read"),
                            Optional.of(Set.of("north"))))
            .start();
    private final Receiver receiver;
    private int number;

    WebhookFiltersIT() throws Exception {
        receiver = new Receiver();
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
    void onlyEventsOfMatchingCustomersAreDelivered() {
        UUID french = customer("FR");
        UUID german = customer("DE");
        create("country eq \"FR\"");
        create("country eq \"DE\"");
        publish(french, german, french);
        await("delivered", () -> receiver.calls().size() == 3);
        assertThat(receiver.calls().stream().map(WebhookFiltersIT::customerOf))
                .containsExactlyInAnyOrder(french.toString(), french.toString(), german.toString());
    }

    @Test
    void eventsOfNobodyAndOfStrangersAreNotButErasuresAre() {
        UUID french = customer("FR");
        UUID gone = UUID.randomUUID();
        create("country eq \"FR\"");
        events.publish(List.of(
                new Event.Draft("test.happened", Optional.empty(), Optional.of(Set.of()), Map.of()),
                new Event.Draft("test.happened", Optional.of(gone), Optional.of(Set.of()), Map.of()),
                new Event.Draft("customer.purged", Optional.of(gone), Optional.of(Set.of()), Map.of()),
                new Event.Draft("test.happened", Optional.of(french), Optional.of(Set.of()), Map.of())));
        await("delivered", () -> receiver.calls().size() == 2);
        assertThat(receiver.calls().stream().map(WebhookFiltersIT::customerOf))
                .containsExactlyInAnyOrder(gone.toString(), french.toString());
    }

    @Test
    void aFilterIsJudgedForTheSellerAccountsOfItsOwner() {
        UUID both = customer("FR");
        shop.sql(
                "insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, country,"
                        + " orders) select customer_id, 'north', account, active, created_at, country, 7 from"
                        + " customer.customer_summary where customer_id = '" + both + "' and seller_account = '*'");
        HttpResponse<String> created =
                rest.post("/webhooks", body("orders eq 7", receiver.url()), "Authorization", "Bearer north");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        create("orders eq 7");
        events.publish(
                new Event.Draft("test.happened", Optional.of(both), Optional.of(Set.of("north")), Map.of("n", 1)));
        await("delivered", () -> !receiver.calls().isEmpty());
        events.publish(
                new Event.Draft("customer.erased", Optional.of(both), Optional.of(Set.of("north")), Map.of("n", 2)));
        await("delivered", () -> receiver.calls().size() == 3);
        assertThat(json(rest.get("/webhooks")).get("items")).hasSize(2);
    }

    @Test
    void manyEventsAndFiltersAreJudgedTogether() {
        for (int i = 0; i < 20; i++) {
            assertThat(rest.post("/webhooks", body("country eq \"FR\" or orders gt " + (1000 + i), receiver.url()))
                            .statusCode())
                    .isEqualTo(201);
        }
        UUID[] customers = new UUID[40];
        for (int i = 0; i < customers.length; i++) {
            customers[i] = customer(i % 2 == 0 ? "FR" : "DE");
        }
        publish(customers);
        await("delivered", () -> receiver.calls().size() == 400);
        assertThat(receiver.calls().stream().map(WebhookFiltersIT::customerOf).collect(Collectors.toSet()))
                .hasSize(20);
    }

    @Test
    void aWebhookIsSuspendedWhileAnAttributeIsGoneAndMissesNothing() {
        AttributeProvider plugin = () -> List.of(Attribute.named("shoe.size", Attribute.Type.INTEGER)
                .from("customer", "customer_summary", "customer_id")
                .expression("{}.orders")
                .filterable()
                .build());
        shop.provide(plugin);
        UUID customer = customer("FR");
        String path = "/webhooks/" + create("shoe.size eq 0").get("id").asText();
        publish(customer);
        await("delivered", () -> receiver.calls().size() == 1);

        ((RegisteredAttributes) shop.attributes()).withdraw(plugin);
        assertThat(json(rest.get(path)).get("state").asText()).isEqualTo("suspended");
        assertThat(json(rest.get(path)).get("reason").asText()).contains("no such attribute");
        publish(customer, customer);
        publish(customer);
        await("numbered", () -> numbered() == 4);
        catchUp.run();
        assertThat(receiver.calls()).hasSize(1);
        // Others hear of it nevertheless, and the owner can still change it.
        assertThat(rest.send("PATCH", path, "{\"types\":[\"*\",\"x.*\"]}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);

        shop.provide(plugin);
        publish(customer);
        await("numbered", () -> numbered() == 5);
        catchUp.run();
        await("delivered", () -> receiver.calls().size() == 5);
        assertThat(receiver.calls().stream().map(WebhookFiltersIT::n)).containsExactly(1, 2, 3, 4, 5);
        assertThat(json(rest.get(path)).get("state").asText()).isEqualTo("ok");
        publish(customer);
        await("delivered", () -> receiver.calls().size() == 6);
    }

    @Test
    void aFilterThatTheDatabaseRefusesHarmsNobodyElse() {
        AttributeProvider plugin = () -> List.of(Attribute.named("shoe.size", Attribute.Type.INTEGER)
                .from("customer", "customer_summary", "customer_id")
                .expression("1 / {}.orders")
                .filterable()
                .build());
        shop.provide(plugin);
        UUID customer = customer("FR");
        String broken = "/webhooks/" + create("shoe.size eq 1").get("id").asText();
        String good = "/webhooks/" + create("country eq \"FR\"").get("id").asText();
        publish(customer);
        await("numbered", () -> numbered() == 1);
        catchUp.run();
        await("delivered", () -> receiver.calls().size() == 1);
        assertThat(json(rest.get(broken)).get("state").asText()).isEqualTo("suspended");
        assertThat(json(rest.get(good)).get("state").asText()).isEqualTo("ok");
        ((RegisteredAttributes) shop.attributes()).withdraw(plugin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            country eq                                            | filter-syntax
            nope eq 1                                             | filter-attribute
            country eq 1                                          | filter-type
            segments eq "00000000-0000-0000-0000-000000000000"    | filter-value
            ((((((country pr))))))                                | filter-too-deep
            """)
    void wrongFiltersArePointedAt(String filter, String code) {
        HttpResponse<String> answer = rest.post("/webhooks", body(filter, receiver.url()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/filter");
        assertThat(json(answer).at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(json(answer).at("/errors/0/detail").asText()).contains("column ");
    }

    @Test
    void aFilterNeedsTheRightToSeeWhatItIsAbout() {
        String anybody = body("country eq \"FR\"", receiver.url());
        String personal = body("firstName eq \"Ada\"", receiver.url());
        assertThat(rest.post("/webhooks", anybody, "Authorization", "Bearer hooks")
                        .statusCode())
                .isEqualTo(403);
        assertThat(rest.post("/webhooks", personal, "Authorization", "Bearer blind")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rest.post("/webhooks", anybody, "Authorization", "Bearer blind")
                        .statusCode())
                .isEqualTo(201);

        String path = "/webhooks/" + create("firstName eq \"Ada\"").get("id").asText();
        String elsewhere = "{\"url\":\"http://other.example/\"}";
        assertThat(rest.send("PATCH", path, elsewhere, "If-Match", "*", "Authorization", "Bearer blind")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rest.send("PATCH", path, "{\"enabled\":false}", "If-Match", "*", "Authorization", "Bearer blind")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(rest.send("PATCH", path, "{\"filter\":null}", "If-Match", "*"))
                        .get("filter")
                        .isNull())
                .isTrue();
    }

    private long numbered() {
        return shop.transactions().read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select number from customer.event_head")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private UUID customer(String country) {
        UUID id = UUID.randomUUID();
        shop.sql(
                "insert into customer.customer (id, account, country) values ('" + id + "', false, '" + country + "')");
        return id;
    }

    private void publish(UUID... customers) {
        for (UUID customer : customers) {
            number++;
            events.publish(new Event.Draft(
                    "test.happened", Optional.of(customer), Optional.of(Set.of()), Map.of("n", number)));
        }
    }

    private static String customerOf(Receiver.Call call) {
        return read(call).at("/customerId").asText();
    }

    private static int n(Receiver.Call call) {
        return read(call).at("/data/n").asInt();
    }

    private static JsonNode read(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private JsonNode create(String filter) {
        HttpResponse<String> answer = rest.post("/webhooks", body(filter, receiver.url()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(json(answer).get("filter").asText()).isEqualTo(filter);
        return json(answer);
    }

    private static String body(String filter, String url) {
        return Json.mapper()
                .createObjectNode()
                .put("url", url)
                .put("filter", filter)
                .set("types", Json.mapper().createArrayNode().add("*"))
                .toString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
