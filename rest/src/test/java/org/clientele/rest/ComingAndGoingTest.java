package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.header;
import static org.clientele.rest.AnswersTest.json;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.rest.internal.SessionResource;
import org.clientele.rest.internal.Surface;
import org.junit.jupiter.api.Test;

class ComingAndGoingTest {
    @Path("others")
    public static final class OtherResource {
        @GET
        @RequiresScope("others:read")
        public String other() {
            return "\"other\"";
        }
    }

    @Path("others")
    @RequiresScope("others:read")
    public static final class RivalResource {
        @GET
        @Path("rival")
        public String rival() {
            return "\"rival\"";
        }
    }

    @Path("leaky")
    public static final class LeakyResource {
        @GET
        @RequiresScope("leaky:read")
        public String declared() {
            return "1";
        }

        @GET
        @Path("secret")
        public String undeclared() {
            return "2";
        }
    }

    /** So long does the fixture wait for requests in flight that do not end. */
    private static final long LONGEST_WAIT = 10_000_000_000L;

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void onThread(Runnable work) {
        new Thread(work).start();
    }

    private static SessionResource session() {
        return new SessionResource(RestFixture.ACCESS);
    }

    @Test
    void methodWithoutScopeKeepsItsResourceOut() {
        try (RestFixture rest = RestFixture.with(session()).start()) {
            assertThat(rest.add(new LeakyResource(), Surface.ADMIN)).isFalse();
            assertThat(rest.get("/leaky/secret").statusCode()).isEqualTo(404);
            assertThat(rest.get("/leaky").statusCode()).isEqualTo(404);
            assertThat(rest.get("/api/openapi.json").body()).doesNotContain("leaky");
        }
    }

    @Test
    void pathSegmentBelongsToTheFirstBundle() {
        OtherResource first = new OtherResource();
        try (RestFixture rest = RestFixture.with(first, session()).start()) {
            rest.addFrom("rival", new RivalResource());
            ThingResource things = new ThingResource();
            rest.add(things, Surface.ADMIN);
            until(() -> rest.get("/things").statusCode() == 200);
            assertThat(rest.get("/others/rival").statusCode()).isEqualTo(404);
            rest.remove(first);
            until(() -> rest.get("/others/rival").statusCode() == 200);
        }
    }

    @Path("me/others")
    @RequiresScope(RequiresScope.ANY_CALLER)
    public static final class MyOtherResource {
        @GET
        public String mine() {
            return "\"mine\"";
        }
    }

    @Path("me")
    @RequiresScope(RequiresScope.ANY_CALLER)
    public static final class MeResource {
        @GET
        public String me() {
            return "\"me\"";
        }
    }

    @Test
    void pluginServesWhatBeginsWithItsWordAndBelowMe() {
        try (RestFixture rest = RestFixture.with(session())
                .store(new MeResource())
                .key("store", Caller.STORE_USE)
                .start()) {
            assertThat(rest.addPlugin("loyalty", new OtherResource(), Surface.ADMIN, 8))
                    .isFalse();
            assertThat(rest.addPlugin("loyalty", new MyOtherResource(), Surface.STORE, 8))
                    .isFalse();
            assertThat(rest.addPlugin("others", new MyOtherResource(), Surface.STORE, 8))
                    .isTrue();
            String[] store = {"Clientele-Store-Key", "store", "Authorization", "none"};
            until(() -> rest.get("/api/store/v1/me/others", store).statusCode() == 200);
            assertThat(rest.get("/api/store/v1/me", store).body()).isEqualTo("\"me\"");
        }
    }

    /** The components of a feature are activated one after the other. */
    @Test
    void unknownPathsOfAFeatureThatHasJustComeAreUnavailableForAMoment() {
        try (RestFixture rest = RestFixture.with(session()).start()) {
            rest.addPlugin("others", new OtherResource(), Surface.ADMIN, 8);
            until(() -> rest.get("/others").statusCode() == 200);
            assertThat(rest.get("/others/rival").statusCode()).isEqualTo(503);
            assertThat(rest.get("/others/rival").body()).contains("\"code\":\"starting\"");
            assertThat(rest.get("/nobodys").statusCode()).isEqualTo(404);
            until(() -> rest.get("/others/rival").statusCode() == 404);
        }
    }

    /** What is switched off and on again at once goes part by part, and comes again. */
    @Test
    void pathsOfAFeatureThatHasJustGoneInPartAreUnavailableForAMoment() {
        try (RestFixture rest = RestFixture.with(session()).start()) {
            RivalResource part = new RivalResource();
            rest.addPlugin("others", new OtherResource(), Surface.ADMIN, 8);
            rest.addPlugin("others", part, Surface.ADMIN, 8);
            until(() -> rest.get("/others/rival").statusCode() == 200);
            until(() -> rest.get("/others/nothing").statusCode() == 404);
            rest.remove(part);
            assertThat(rest.get("/others/rival").body()).contains("\"code\":\"starting\"");
            assertThat(rest.get("/others").statusCode()).isEqualTo(200);
            until(() -> rest.get("/others/rival").statusCode() == 404);
        }
    }

    @Test
    void storeIsASurfaceOfItsOwn() {
        try (RestFixture rest =
                RestFixture.with(session()).store(new OtherResource()).start()) {
            assertThat(rest.get(
                                    "/api/store/v1/others",
                                    "Clientele-Store-Key",
                                    RestFixture.TOKEN,
                                    "Authorization",
                                    "none")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(rest.get("/others").statusCode()).isEqualTo(404);
            assertThat(rest.get("/api/store/v1/session").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void unknownPathsAreUnavailableUntilTheCoreIsThere() {
        try (RestFixture rest =
                RestFixture.with(session()).core("session", "things").start()) {
            assertThat(rest.get("/session").statusCode()).isEqualTo(200);
            assertThat(rest.get("/things").statusCode()).isEqualTo(503);
            assertThat(header(rest.get("/things"), "Retry-After")).isEqualTo("1");
            rest.add(new ThingResource(), Surface.ADMIN);
            until(() -> rest.get("/things").statusCode() == 200);
            assertThat(rest.get("/others").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void requestsInFlightEndBeforeTheirResourceGoes() {
        ThingResource things = new ThingResource();
        try (RestFixture rest = RestFixture.with(session()).start()) {
            for (String path : List.of("/things/slow?millis=500", "/things/later?millis=500")) {
                rest.add(things, Surface.ADMIN);
                until(() -> rest.get("/things").statusCode() == 200);
                int before = things.entered.get();
                CompletableFuture<Integer> slow =
                        CompletableFuture.supplyAsync(() -> rest.get(path).statusCode(), ComingAndGoingTest::onThread);
                until(() -> things.entered.get() > before);
                long begin = System.nanoTime();
                rest.remove(things);
                assertThat(things.left.get()).as(path).isEqualTo(before + 1);
                assertThat(System.nanoTime() - begin).as(path).isLessThan(LONGEST_WAIT);
                assertThat(slow.join()).isEqualTo(200);
                assertThat(rest.get("/things").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void resourceThatGoesDoesNotWaitForRequestsElsewhere() {
        OtherResource others = new OtherResource();
        ThingResource things = new ThingResource();
        try (RestFixture rest = RestFixture.with(session(), things, others).start()) {
            for (String path : List.of("/things/slow?millis=0", "/things/later?millis=0")) {
                int before = things.entered.get();
                CountDownLatch held = new CountDownLatch(1);
                things.held = held;
                CompletableFuture<Integer> slow =
                        CompletableFuture.supplyAsync(() -> rest.get(path).statusCode(), ComingAndGoingTest::onThread);
                until(() -> things.entered.get() > before);
                long begin = System.nanoTime();
                rest.remove(others);
                assertThat(System.nanoTime() - begin).as(path).isLessThan(LONGEST_WAIT);
                assertThat(slow).as(path).isNotDone();
                assertThat(rest.get("/others").statusCode()).isEqualTo(404);
                held.countDown();
                assertThat(slow.join()).as(path).isEqualTo(200);
                rest.add(others, Surface.ADMIN);
                until(() -> rest.get("/others").statusCode() == 200);
            }
        }
    }

    @Test
    void pluginThatBlocksTakesNoMoreThanItsPlaces() {
        try (RestFixture rest = RestFixture.with(session()).start()) {
            ThingResource things = new ThingResource();
            rest.addPlugin("things", things, Surface.ADMIN, 2);
            until(() -> rest.get("/things").statusCode() == 200);
            CountDownLatch held = new CountDownLatch(1);
            things.held = held;
            List<CompletableFuture<Integer>> blocked = Stream.of("slow", "later", "slow", "later")
                    .map(path -> CompletableFuture.supplyAsync(
                            () -> rest.get("/things/" + path + "?millis=0").statusCode(), ComingAndGoingTest::onThread))
                    .toList();
            until(() -> things.entered.get() == 2
                    && blocked.stream().filter(CompletableFuture::isDone).count() == 2);
            assertThat(rest.get("/session").statusCode()).isEqualTo(200);
            held.countDown();
            assertThat(blocked.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 200, 503, 503);
            assertThat(rest.get("/things").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void noRequestFailsWhileOthersComeAndGo() {
        OtherResource others = new OtherResource();
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        try (RestFixture rest = RestFixture.with(session()).start()) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            List<Integer> failed = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(CompletableFuture.runAsync(() -> {
                    while (on.get()) {
                        int status = rest.get("/session").statusCode();
                        answered.incrementAndGet();
                        if (status != 200) {
                            failed.add(status);
                        }
                    }
                }));
            }
            for (int i = 0; i < 5; i++) {
                rest.add(others, Surface.ADMIN);
                until(() -> rest.get("/others").statusCode() == 200);
                rest.remove(others);
                assertThat(rest.get("/others").statusCode()).isEqualTo(404);
            }
            on.set(false);
            clients.forEach(CompletableFuture::join);
            assertThat(failed).isEmpty();
            assertThat(answered).hasPositiveValue();
        }
    }

    @Test
    void openApiShowsWhatIsOn() {
        OtherResource others = new OtherResource();
        try (RestFixture rest = RestFixture.with(new ThingResource(), others).start()) {
            var api = json(rest.get("/api/openapi.json", "Authorization", "none"));
            assertThat(api.path("openapi").asText()).isEqualTo("3.1.0");
            var patch = api.at("/paths/~1admin~1v1~1things~1{id}/patch");
            assertThat(patch.path("x-scope").asText()).isEqualTo("things:write");
            assertThat(patch.at("/requestBody/content").has("application/merge-patch+json"))
                    .isTrue();
            assertThat(api.at("/paths/~1admin~1v1~1things~1files~1{name}").has("put"))
                    .isTrue();
            assertThat(api.at("/components/schemas/ThingColor").isMissingNode()).isTrue();
            assertThat(api.at("/components/schemas/Thing/properties/color").toString())
                    .contains("dark-red");
            assertThat(api.path("paths").has("/admin/v1/others")).isTrue();
            rest.remove(others);
            assertThat(json(rest.get("/api/openapi.json")).path("paths").has("/admin/v1/others"))
                    .isFalse();
        }
    }
}
