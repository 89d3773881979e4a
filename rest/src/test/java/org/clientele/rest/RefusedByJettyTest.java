package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses before any servlet sees it, over a bare socket since no client would send it. */
class RefusedByJettyTest {
    private static final RestFixture REST =
            RestFixture.with(new ThingResource()).start();

    @AfterAll
    static void stop() {
        REST.close();
    }

    private record Answer(int status, String head, String text) {
        JsonNode body() {
            try {
                return Json.mapper().readTree(text);
            } catch (JsonProcessingException noJson) {
                throw new AssertionError(head + "\n\n" + text, noJson);
            }
        }
    }

    private static Answer send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", REST.base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            assertThat(end).as(answer).isPositive();
            return new Answer(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        }
    }

    /** What comes before the body of the answer, whether or not the connection ends after it. */
    private static String head(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", REST.base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as(head.toString()).isNotNegative();
                head.append((char) next);
            }
            return head.toString();
        }
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.head())
                .contains("Content-Type: application/problem+json")
                .contains("Cache-Control: private, no-store")
                .contains("X-Request-Id: " + answer.body().path("traceId").asText());
        assertThat(answer.body().path("code").asText()).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("traceId").asText()).isNotEmpty();
        assertThat(answer.text()).doesNotContain("jetty").doesNotContain("Exception");
    }

    /** Otherwise a client would send its next request into a connection that is about to end. */
    @Test
    void whoIsRefusedBeforeTheBodyCameHearsThatTheConnectionEnds() throws IOException {
        String post = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
        assertThat(head("POST /api/admin/v1/a%2fb" + post)).contains("400", "Connection: close");
        assertThat(REST.send("POST", "/nowhere", "{\"a\":\"b\"}", "Content-Type", "application/json")
                        .headers()
                        .firstValue("Connection"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /api/admin/v1/%zz HTTP/1.1             | 400 | malformed-address
            GET /api/admin/v1/% HTTP/1.1               | 400 | malformed-address
            GET /api/admin/v1/things/%ff HTTP/1.1      | 400 | malformed-address
            GET /api/admin/v1/things/%00 HTTP/1.1      | 400 | malformed-address
            GET /api/admin/v1/a%2fb HTTP/1.1           | 400 | malformed-address
            GET /api/admin/v1/..;/x HTTP/1.1           | 400 | malformed-address
            GET /../x HTTP/1.1                         | 400 | malformed-address
            GET nowhere HTTP/1.1                       | 400 | malformed-address
            GET http://[x/ HTTP/1.1                    | 400 | malformed-address
            GET /a//b HTTP/1.1                         | 400 | malformed-address
            GET /api/admin/v1/things HTTP/9.9          | 505 | http-version
            GET /api/admin/v1/things HTTP/2.0          | 426 | http-version
            G@T /api/admin/v1/things HTTP/1.1          | 400 | invalid-request
            """)
    void isAProblem(String line, int status, String code) throws IOException {
        isProblem(send(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"), status, code);
    }

    @Test
    void theWantedRequestIdIsKept() throws IOException {
        Answer answer =
                send("GET /api/admin/v1/things HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-1\r\nAccept-Language: de\r\n"
                        + "Expect: wonders\r\nConnection: close\r\n\r\n");
        isProblem(answer, 417, "expectation-failed");
        assertThat(answer.head()).contains("X-Request-Id: abc-1");
        assertThat(answer.body().path("title").asText()).isEqualTo("Die Anfrage schlug fehl");
    }

    @Test
    void headersAndAddressesThatAreTooLongAreProblems() throws IOException {
        isProblem(
                send("GET /api/admin/v1/things HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"),
                431,
                "headers-too-long");
        isProblem(send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "address-too-long");
    }

    @Test
    void brokenHeadersAreProblems() throws IOException {
        isProblem(send("GET /api/admin/v1/things HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "invalid-request");
        isProblem(
                send("POST /api/admin/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"),
                400,
                "invalid-request");
    }

    @Test
    void anUnknownMethodReachesTheApi() throws IOException {
        isProblem(
                send("FROB /api/admin/v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Authorization: Bearer "
                        + RestFixture.TOKEN + "\r\n\r\n"),
                405,
                "method-not-allowed");
    }

    @Test
    void headHasNoBody() throws IOException {
        Answer answer = send("HEAD /api/admin/v1/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEmpty();
    }
}
