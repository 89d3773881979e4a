package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BodyLimitsTest {
    private static final RestFixture REST =
            RestFixture.with(new ThingResource()).start();

    @AfterAll
    static void stop() {
        REST.close();
    }

    private static byte[] thing(int nameLength) {
        return ("{\"name\":\"" + "x".repeat(nameLength) + "\",\"count\":1}").getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> post(byte[] body, boolean chunked) {
        return REST.send(REST.request("/things", "Content-Type", "application/json")
                .POST(
                        chunked
                                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : BodyPublishers.ofByteArray(body))
                .build());
    }

    @Test
    void aMebibyteIsTheLimitHoweverItIsSent() {
        for (boolean chunked : new boolean[] {false, true}) {
            assertThat(post(thing(1_000_000), chunked).statusCode()).isEqualTo(201);
            HttpResponse<String> refused = post(thing(10_000_000), chunked);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
            assertThat(json(refused).path("code").asText()).isEqualTo("too-large");
        }
    }

    @Test
    void largeBodiesHaveTheirOwnLimit() {
        HttpResponse<String> taken = REST.send(REST.request("/things/files/a.csv")
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10_000_000])))
                .build());
        assertThat(taken.body()).isEqualTo("{\"bytes\":10000000}");
        HttpResponse<String> refused = REST.send(REST.request("/things/files/a.csv")
                .PUT(BodyPublishers.ofByteArray(new byte[20_000_001]))
                .build());
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] overlong = thing(2);
        overlong[9] = (byte) 0xc0;
        overlong[10] = (byte) 0x80;
        HttpResponse<String> refused = post(overlong, false);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("code").asText()).isEqualTo("malformed-json");
    }

    @Test
    void deepDocumentsAreRefused() {
        String deep = "{\"name\":\"x\",\"count\":1,\"parts\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        HttpResponse<String> refused = REST.post("/things", deep);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    }
}
