package org.clientele.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Shop;
import org.clientele.event.Event;
import org.clientele.event.EventFollower;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.work.internal.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Followers miss nothing and get nothing twice, with two nodes on one database. */
final class FollowersIT {
    private static final Shop SHOP = Shop.open();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Patience PATIENCE =
            new Patience(9, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final JdbcEvents EVENTS = new JdbcEvents(SHOP.transactions(), SHOP.access());
    private static final EventSequence SEQUENCE =
            new EventSequence(SHOP.transactions(), Duration.ofMillis(50), List.of());

    private final EventFollowers one = new EventFollowers(SHOP.transactions(), SHOP.access(), POLL, PATIENCE);
    private final EventFollowers other = new EventFollowers(SHOP.transactions(), SHOP.access(), POLL, PATIENCE);
    /** Others have their turn, also on a busy machine, long before it interrupts one. */
    private final EventFollowers patient = new EventFollowers(
            SHOP.transactions(),
            SHOP.access(),
            POLL,
            new Patience(9, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(10)));

    @BeforeAll
    static void open() {
        SHOP.sql("create table customer.seen (n bigserial, follower text, what text, caller text)");
        EVENTS.sequences = List.of(SEQUENCE);
        SEQUENCE.start();
    }

    @AfterAll
    static void close() {
        SEQUENCE.stop();
        SHOP.close();
    }

    @BeforeEach
    void start() {
        SHOP.sql("truncate customer.seen", "truncate customer.event_follower");
        SEQUENCE.followers = List.of(one, other, patient);
        one.start();
        other.start();
        patient.start();
    }

    @AfterEach
    void stop() {
        one.stop();
        other.stop();
        patient.stop();
    }

    @Test
    void eachEventIsFollowedOnceInItsOrderByTwoNodes() {
        both("test.all", "a.*", this::note);
        publish("a.happened", 0, 500);
        publish("b.happened", 0, 50);
        publish("a.happened", 500, 1000);

        until(() -> seen("test.all").size() >= 1000);
        pause(300);

        assertThat(seen("test.all")).containsExactlyElementsOf(numbers(0, 1000));
        assertThat(texts("select distinct caller from customer.seen")).containsExactly("system:test.all");
    }

    @Test
    void whoComesLaterBeginsAtTheEndAndGoesOnWhereItWas() {
        publish("a.happened", 0, 5);
        until(ALL_NUMBERED);
        EventFollower follower = this::note;
        one.addFollower(follower, properties("test.late", "a.*"));
        until(() -> followers().contains("test.late"));
        publish("a.happened", 5, 8);
        until(() -> seen("test.late").size() == 3);

        one.removeFollower(follower);
        publish("a.happened", 8, 11);
        until(ALL_NUMBERED);
        pause(300);
        assertThat(seen("test.late")).containsExactly("5", "6", "7");

        other.addFollower(follower, properties("test.late", "a.*"));
        until(() -> seen("test.late").size() >= 6);
        assertThat(seen("test.late")).containsExactlyElementsOf(numbers(5, 11));
    }

    @Test
    void whatAFailingFollowerWroteIsNotThereAndItHoldsUpOnlyItself() {
        AtomicBoolean fails = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        both("test.failing", "a.*", events -> {
            note(events);
            if (fails.get() && events.stream().anyMatch(event -> number(event).equals("3"))) {
                tries.incrementAndGet();
                throw new IllegalStateException("cannot bear 3");
            }
        });
        both("test.well", "a.*", this::note);
        publish("a.happened", 0, 10);

        until(() -> seen("test.well").size() == 10 && seen("test.failing").size() == 3);
        until(() -> place("test.failing").failures() >= 3);
        assertThat(seen("test.failing")).containsExactly("0", "1", "2");
        assertThat(place("test.failing").failure().orElseThrow()).contains("cannot bear 3");
        int before = tries.get();
        pause(300);
        assertThat(tries.get() - before).isLessThanOrEqualTo(2);

        fails.set(false);
        until(() -> seen("test.failing").size() >= 10);
        assertThat(seen("test.failing")).containsExactlyElementsOf(numbers(0, 10));
        assertThat(place("test.failing").failures()).isZero();
    }

    @Test
    void factsThatAreMissingAreNull() {
        List<Map<String, @Nullable Object>> facts = Collections.synchronizedList(new ArrayList<>());
        both("test.facts", "a.*", events -> events.forEach(event -> facts.add(event.data())));
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("n", 1);
        data.put("rating", null);
        EVENTS.publish(new Event.Draft("a.happened", Optional.empty(), Optional.of(Set.of()), data));
        until(() -> facts.size() == 1);
        assertThat(facts.get(0)).containsEntry("rating", null).containsEntry("n", 1);
    }

    @Test
    void errorsOfAPluginEndNothing() {
        AtomicBoolean fails = new AtomicBoolean(true);
        both("test.unlinked", "a.*", events -> {
            if (fails.getAndSet(false)) {
                throw new NoClassDefFoundError("gone");
            }
            note(events);
        });
        publish("a.happened", 0, 1);
        until(() -> seen("test.unlinked").size() == 1);
    }

    @Test
    void whoBlocksIsInterruptedAndNobodyWaits() {
        AtomicInteger interrupted = new AtomicInteger();
        AtomicBoolean blocks = new AtomicBoolean(true);
        patient.addFollower(
                events -> {
                    note(events);
                    if (blocks.get()) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            blocks.set(false);
                            interrupted.incrementAndGet();
                            throw new IllegalStateException(e);
                        }
                    }
                },
                properties("test.blocked", "a.*"));
        patient.addFollower(this::note, properties("test.free", "a.*"));
        until(() -> followers().containsAll(List.of("test.blocked", "test.free")));
        publish("a.happened", 0, 4);

        until(() -> seen("test.free").size() == 4);
        assertThat(interrupted).hasValue(0);
        until(() -> seen("test.blocked").size() == 4);
        assertThat(interrupted).hasValue(1);
        assertThat(seen("test.blocked")).containsExactlyElementsOf(numbers(0, 4));
    }

    @Test
    void whoeverIsKilledInTheMiddleGetsItAgain() {
        AtomicBoolean killed = new AtomicBoolean();
        both("test.killed", "a.*", events -> {
            note(events);
            if (killed.compareAndSet(false, true)) {
                // As if the process had gone: the connection dies with all that it had not committed.
                SHOP.transactions().sql(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute("select pg_terminate_backend(pg_backend_pid())");
                    }
                });
            }
        });
        publish("a.happened", 0, 3);
        until(() -> seen("test.killed").size() >= 3);
        pause(200);
        assertThat(seen("test.killed")).containsExactlyElementsOf(numbers(0, 3));
    }

    @Test
    void badOnesAndSecondOnesFollowNothing() {
        one.addFollower(this::note, properties("No name", "a.*"));
        one.addFollower(this::note, properties("test.x", "a*"));
        one.addFollower(this::note, Map.of(EventFollower.NAME, "test.y"));
        EventFollower first = this::note;
        EventFollower second = this::note;
        one.addFollower(first, properties("test.z", "a.*"));
        one.addFollower(second, properties("test.z", "a.*"));
        assertThat(one.names()).containsExactly("test.z");
        one.removeFollower(second);
        assertThat(one.names()).containsExactly("test.z");
        one.removeFollower(first);
        assertThat(one.names()).isEmpty();
    }

    @Test
    void operatorsSeeWhereOneStandsAndMayPassOverIt() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        one.bindTo(registry);
        both("test.stuck", "a.*", events -> {
            if (events.stream().anyMatch(event -> number(event).equals("1"))) {
                throw new IllegalStateException("stuck");
            }
            note(events);
        });
        publish("a.happened", 0, 3);
        until(() -> place("test.stuck").failures() > 0);
        try (RestFixture rest = RestFixture.with(new FollowerResource(SHOP.transactions(), SHOP.access(), one))
                .access(SHOP.access())
                .key("none", "events:read")
                .key("north", new Caller("key:n", "n", Set.of("features:read"), Optional.of(Set.of("north"))))
                .start()) {
            assertThat(rest.get("/events/followers", "Authorization", "Bearer none")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(rest.get("/events/followers", "Authorization", "Bearer north")
                            .statusCode())
                    .isEqualTo(403);
            JsonNode item = json(rest.get("/events/followers").body()).at("/items/0");
            assertThat(item.get("name").asText()).isEqualTo("test.stuck");
            assertThat(item.get("registered").asBoolean()).isTrue();
            assertThat(item.get("failure").asText()).contains("stuck");
            assertThat(registry.get("clientele.event.follower.failures").gauge().value())
                    .isPositive();
            String number = item.get("failedAtEvent").asText();

            assertThat(rest.post("/events/followers/test.stuck/skip", "{}").statusCode())
                    .isEqualTo(400);
            assertThat(rest.post("/events/followers/test.stuck/skip", "{\"event\":\"999999999\"}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(rest.post("/events/followers/test.none/skip", "{\"event\":\"1\"}")
                            .statusCode())
                    .isEqualTo(404);
            var skipped = rest.post("/events/followers/test.stuck/skip", "{\"event\":\"" + number + "\"}");
            assertThat(skipped.statusCode()).isEqualTo(200);
        }
        until(() -> seen("test.stuck").size() == 2);
        assertThat(seen("test.stuck")).containsExactly("0", "2");
    }

    private static final BooleanSupplier ALL_NUMBERED =
            () -> count("select count(*) from customer.event where number is null") == 0;

    private void both(String name, String types, EventFollower follower) {
        // The same on each node, as there is one instance of a component for each.
        EventFollower here = follower::follow;
        EventFollower there = follower::follow;
        one.addFollower(here, properties(name, types));
        other.addFollower(there, properties(name, types));
        until(() -> followers().contains(name));
    }

    private static Map<String, Object> properties(String name, String... types) {
        return Map.of(EventFollower.NAME, name, EventFollower.TYPES, types);
    }

    private void note(List<Event> events) {
        SHOP.transactions().sql(connection -> {
            try (var insert = connection.prepareStatement(
                    "insert into customer.seen (follower, what, caller) values (?, ?, ?)")) {
                for (Event event : events) {
                    String caller = SHOP.access().caller().id();
                    insert.setString(1, caller.replace("system:", ""));
                    insert.setString(2, number(event));
                    insert.setString(3, caller);
                    insert.executeUpdate();
                }
                return true;
            }
        });
    }

    private static String number(Event event) {
        return String.valueOf(event.data().get("n"));
    }

    private static void publish(String type, int from, int to) {
        for (int n = from; n < to; n++) {
            EVENTS.publish(
                    new Event.Draft(type, Optional.of(UUID.randomUUID()), Optional.of(Set.of()), Map.of("n", n)));
        }
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int n = from; n < to; n++) {
            numbers.add(Integer.toString(n));
        }
        return Collections.unmodifiableList(numbers);
    }

    private static List<String> seen(String follower) {
        return texts("select what from customer.seen where follower = '" + follower + "' order by n");
    }

    private static List<String> followers() {
        return SHOP.transactions().read(FollowerRows::all).stream()
                .map(FollowerRows.Place::name)
                .toList();
    }

    private static FollowerRows.Place place(String name) {
        return SHOP.transactions().read(FollowerRows::all).stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long count(String sql) {
        return Long.parseLong(texts(sql).get(0));
    }

    private static List<String> texts(String sql) {
        return SHOP.transactions().read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        });
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
