package org.clientele.event.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clientele.Uuid7;
import org.clientele.access.Caller;
import org.clientele.customer.ExternalId;
import org.clientele.customer.internal.Shop;
import org.clientele.event.Event;
import org.clientele.order.Order;
import org.clientele.order.internal.OrderWriter;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened, read through HTTP. */
final class EventsApiIT {
    private static final Shop SHOP = Shop.open();
    private static final Caller ADMIN = Caller.system("test");
    private static final JdbcEvents EVENTS = new JdbcEvents(SHOP.transactions(), SHOP.access());
    private static final EventSequence SEQUENCE =
            new EventSequence(SHOP.transactions(), Duration.ofHours(1), List.of());
    private static final RestFixture REST = RestFixture.with(
                    new EventResource(SHOP.transactions(), SHOP.access()),
                    SHOP.customersResource(),
                    SHOP.customerResource())
            .access(SHOP.access())
            .key("reader", "customers:read")
            .key("north", new Caller("key:n", "n", Set.of("events:read"), Optional.of(Set.of("north"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SEQUENCE.number();
        SHOP.sql("truncate customer.event", "update customer.event_head set number = 0, purged = 0");
    }

    @Test
    void eachChangeOfACustomerIsAnEventWithoutThePerson() {
        HttpResponse<String> created =
                REST.post("/customers", "{\"email\":\"ada@example.com\",\"firstName\":\"Ada\",\"account\":true}");
        String id = json(created).get("id").asText();
        REST.send("PATCH", "/customers/" + id, "{\"firstName\":\"Augusta\"}", "If-Match", "*");
        REST.post("/customers/" + id + "/deactivate", "");
        REST.post("/customers/" + id + "/activate", "");
        SHOP.access().call(ADMIN, () -> SHOP.customers().erase(UUID.fromString(id), OptionalLong.empty()));
        SEQUENCE.number();

        JsonNode events = json(REST.get("/events"));

        assertThat(events.get("items").findValuesAsText("type"))
                .containsExactly(
                        "customer.registered",
                        "customer.changed",
                        "customer.deactivated",
                        "customer.activated",
                        "customer.erased");
        assertThat(events.get("items").findValuesAsText("customerId")).containsOnly(id);
        assertThat(events.toString()).doesNotContain("Ada", "Augusta", "ada@example.com");
        assertThat(events.at("/items/1/data/version").asLong()).isPositive();
        assertThat(events.at("/page/more").asBoolean()).isFalse();
        assertThat(json(REST.get(events.at("/page/next").asText())).get("items"))
                .isEmpty();
    }

    @Test
    void purgedCustomersAndImportedOrdersAreEventsToo() {
        OrderWriter writer = new OrderWriter(SHOP.transactions(), SHOP.access(), SHOP.news());
        Order.Document order = Order.Document.of(
                "77",
                Instant.parse("2026-03-01T12:00:00Z"),
                Order.Status.COMPLETED,
                "GBP",
                Order.Buyer.of(new ExternalId("shop", "77")),
                List.of(Order.Line.of("x", 2, 100)));
        SHOP.access().call(ADMIN, () -> writer.write(List.of(order)));
        SHOP.access().call(ADMIN, () -> writer.write(List.of(order)));
        UUID customer = customer("purge@example.com", "north");
        SHOP.access().call(ADMIN, () -> {
            SHOP.customers().purge(customer, OptionalLong.empty());
            return true;
        });
        SEQUENCE.number();

        JsonNode events = json(REST.get("/events?type=order.*,customer.purged"));

        assertThat(events.get("items").findValuesAsText("type")).containsExactly("order.imported", "customer.purged");
        assertThat(events.at("/items/0/data/number").asText()).isEqualTo("77");
        assertThat(events.at("/items/0/data/total").asLong()).isEqualTo(200);
        assertThat(events.at("/items/0/data/outcome").asText()).isEqualTo("created");
        assertThat(events.at("/items/0/sellerAccounts/0").asText()).isEqualTo("default");
        assertThat(events.at("/items/1/sellerAccounts/0").asText()).isEqualTo("north");
    }

    @Test
    void aKeyHearsOfItsSellerAccountsOnly() {
        UUID north = customer("n@example.com", "north");
        customer("s@example.com", "south");
        SEQUENCE.number();

        JsonNode events = json(REST.get("/events", "Authorization", "Bearer north"));

        assertThat(events.get("items").findValuesAsText("customerId")).containsExactly(north.toString());
        assertThat(events.at("/page/cursor").asText()).isEqualTo("2");
        assertThat(REST.get("/events", "Authorization", "Bearer reader").statusCode())
                .isEqualTo(403);
    }

    @Test
    void pagesFollowOneAnother() {
        for (int i = 0; i < 5; i++) {
            publish("test.happened", i);
        }
        SEQUENCE.number();

        JsonNode first = json(REST.get("/events?limit=2"));
        JsonNode second = json(REST.get(first.at("/page/next").asText()));
        JsonNode third = json(REST.get(second.at("/page/next").asText()));

        assertThat(first.get("items").findValuesAsText("n")).containsExactly("0", "1");
        assertThat(second.get("items").findValuesAsText("n")).containsExactly("2", "3");
        assertThat(third.get("items").findValuesAsText("n")).containsExactly("4");
        assertThat(first.at("/page/more").asBoolean()).isTrue();
        assertThat(third.at("/page/more").asBoolean()).isFalse();
        assertThat(json(REST.get("/events?after=now")).get("items")).isEmpty();
        assertThat(json(REST.get("/events?customerId=" + UUID.randomUUID())).get("items"))
                .isEmpty();
    }

    @Test
    void wrongParametersAreNamed() {
        for (String query : List.of(
                "after=x",
                "after=99999",
                "after=-1",
                "limit=0",
                "limit=1001",
                "limit=x",
                "type=A",
                "type=%25",
                "type=",
                "customerId=x",
                "customerId=1-1-1-1-1")) {
            HttpResponse<String> answer = REST.get("/events?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/pointer").asText())
                    .isEqualTo("?" + query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void whatIsOldIsForgottenAndACursorBehindItSaysSo() {
        publish("test.happened", 1);
        publish("test.happened", 2);
        publish("test.happened", 3);
        SEQUENCE.number();
        SHOP.sql("update customer.event set at = now() - interval '31 days' where number <= 2");

        new EventPurge(SHOP.transactions(), 30, 30).run();

        assertThat(json(REST.get("/events")).get("items").findValuesAsText("n")).containsExactly("3");
        assertThat(REST.get("/events?after=2").statusCode()).isEqualTo(200);
        HttpResponse<String> gone = REST.get("/events?after=1");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(json(gone).get("code").asText()).isEqualTo("cursor-expired");
        SHOP.sql("update customer.event set at = now() - interval '31 days'");
        new EventPurge(SHOP.transactions(), 30, 30).run();
        publish("test.happened", 4);
        SEQUENCE.number();
        assertThat(json(REST.get("/events?after=3")).get("items").findValuesAsText("n"))
                .containsExactly("4");
    }

    @Test
    void nothingIsToldOfWhatWasRolledBack() {
        List<Event> heard = new ArrayList<>();
        JdbcEvents events = new JdbcEvents(SHOP.transactions(), SHOP.access());
        events.listeners = List.of(heard::add, event -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> SHOP.transactions().run(em -> {
                    events.publish(draft("test.happened", 1));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        SHOP.transactions().run(em -> {
            events.publish(draft("test.happened", 2));
            assertThat(heard).isEmpty();
        });
        SEQUENCE.number();

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).data()).containsEntry("n", 2);
        assertThat(json(REST.get("/events")).get("items").findValuesAsText("id"))
                .containsExactly(heard.get(0).id().toString());
        assertThatThrownBy(() -> events.publish(draft("No type", 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTransactionThatCommitsLateIsNotMissed() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Void> late =
                CompletableFuture.runAsync(() -> SHOP.transactions().run(em -> {
                    publish("test.happened", 1);
                    written.countDown();
                    await(commit);
                }));
        written.await();
        publish("test.happened", 2);
        SEQUENCE.number();
        JsonNode first = json(REST.get("/events"));
        commit.countDown();
        late.get();
        SEQUENCE.number();
        JsonNode second = json(REST.get(first.at("/page/next").asText()));

        assertThat(first.get("items").findValuesAsText("n")).containsExactly("2");
        assertThat(second.get("items").findValuesAsText("n")).containsExactly("1");
    }

    /** Writers of all lengths, two nodes that number, a reader that follows: each event once, each customer's in order. */
    @Test
    void aReaderWhoFollowsMissesNothingAndSeesEachCustomersEventsInOrder() {
        List<UUID> customers = List.of(customer("a@example.com", "north"), customer("b@example.com", "north"));
        SEQUENCE.number();
        String cursor = json(REST.get("/events?after=now")).at("/page/cursor").asText();
        AtomicBoolean done = new AtomicBoolean();
        EventSequence other = new EventSequence(SHOP.transactions(), Duration.ofMillis(10), List.of());
        other.start();
        Map<UUID, Integer> counts = new HashMap<>();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 40; i++) {
                    write(customers.get(i % 2), counts);
                }
            }));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new))
                .whenComplete((result, failure) -> done.set(true));
        List<JsonNode> read = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = done.get();
            SEQUENCE.number();
            JsonNode batch = json(REST.get("/events?limit=10&after=" + cursor));
            batch.get("items").forEach(read::add);
            last = last && batch.get("items").isEmpty();
            cursor = batch.at("/page/cursor").asText();
        }
        all.join();
        other.stop();

        assertThat(read).hasSize(80);
        assertThat(new HashSet<>(read.stream().map(event -> event.get("id")).toList()))
                .hasSize(80);
        for (UUID customer : customers) {
            List<Integer> order = read.stream()
                    .filter(event -> event.get("customerId").asText().equals(customer.toString()))
                    .map(event -> event.at("/data/n").asInt())
                    .toList();
            assertThat(order).isSorted().hasSize(40);
        }
    }

    /** Takes its number under the customer's lock, which it got after its transaction had begun. */
    private static void write(UUID customer, Map<UUID, Integer> counts) {
        SHOP.transactions().run(em -> {
            em.createNativeQuery("select pg_current_xact_id()::text").getSingleResult();
            pause();
            em.createNativeQuery("select 1 from customer.customer where id = ?1 for update")
                    .setParameter(1, customer)
                    .getSingleResult();
            int n;
            synchronized (counts) {
                n = counts.merge(customer, 1, Integer::sum);
            }
            EVENTS.publish(Event.Draft.of("test.happened", customer, Map.of("n", n)));
            pause();
        });
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(8));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID customer(String email, String sellerAccount) {
        return UUID.fromString(json(REST.post(
                        "/customers",
                        "{\"email\":\"" + email + "\",\"account\":false,\"sellerAccounts\":[\"" + sellerAccount
                                + "\"]}"))
                .get("id")
                .asText());
    }

    private static void publish(String type, int n) {
        EVENTS.publish(draft(type, n));
    }

    private static Event.Draft draft(String type, int n) {
        return new Event.Draft(type, Optional.of(Uuid7.next()), Optional.of(Set.of("north")), Map.of("n", n));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
