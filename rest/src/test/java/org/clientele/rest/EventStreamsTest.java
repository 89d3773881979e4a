package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.header;
import static org.clientele.rest.AnswersTest.json;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    @Test
    void eventsComeAsTheyHappenAndEnd() {
        try (RestFixture rest = RestFixture.with(new ThingResource()).start()) {
            HttpResponse<String> answer = rest.get("/things/events?count=3");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).startsWith("text/event-stream");
            assertThat(answer.body())
                    .startsWith("id: 1\nevent: progress\ndata: {")
                    .contains("\"who\":\"key:fixture\"")
                    .contains("id: 3\n")
                    .endsWith("}\n\n");
            assertThat(rest.get("/things/events", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void streamEndsWithItsResource() {
        ThingResource things = new ThingResource();
        try (RestFixture rest = RestFixture.with(things).start()) {
            CompletableFuture<HttpResponse<String>> stream =
                    CompletableFuture.supplyAsync(() -> rest.get("/things/events?count=1000000"));
            while (things.polls.get() < 3) {
                Thread.onSpinWait();
            }
            rest.remove(things);
            int polls = things.polls.get();
            assertThat(stream.join().body()).contains("id: 3\n");
            assertThat(things.polls).hasValue(polls);
        }
    }

    @Test
    void thereIsALimitAndWhoLeavesMakesRoom() throws IOException, InterruptedException {
        ThingResource things = new ThingResource();
        try (RestFixture rest = RestFixture.with(things).maxEventStreams(1).start()) {
            HttpResponse<InputStream> first = HttpClient.newHttpClient()
                    .send(
                            rest.request("/things/events?count=1000000").build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(first.statusCode()).isEqualTo(200);
            HttpResponse<String> second = rest.get("/things/events");
            assertThat(second.statusCode()).as(second.body()).isEqualTo(503);
            assertThat(json(second).path("code").asText()).isEqualTo("too-many-streams");
            first.body().close();
            long end = System.nanoTime() + 20_000_000_000L;
            while (rest.get("/things/events?count=1").statusCode() == 503) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }
}
