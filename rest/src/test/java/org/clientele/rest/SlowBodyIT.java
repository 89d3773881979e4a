package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.json;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that come slowly, or are long, under an {@code Idempotency-Key}. */
class SlowBodyIT {
    private static final int CONNECTIONS = 2;
    private static final DatabaseFixture DATABASE =
            DatabaseFixture.create(CONNECTIONS, Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Transactions TRANSACTIONS = DATABASE.open("rest");
    private static final RestFixture REST =
            RestFixture.with(new BodyResource()).transactions(TRANSACTIONS).start();

    @Path("bodies")
    @RequiresScope(RequiresScope.PUBLIC)
    public static final class BodyResource {
        record Body(String text) {}

        @POST
        public Map<String, Integer> small(Body body) {
            return Map.of("length", body.text().length());
        }

        @POST
        @Path("file")
        @LargeBody(maxBytes = 5_000_000)
        @RequiresScope("bodies:write")
        public Map<String, Long> file(InputStream body) throws IOException {
            return Map.of("bytes", body.transferTo(OutputStream.nullOutputStream()));
        }
    }

    @AfterAll
    static void stop() {
        REST.close();
        DATABASE.close();
    }

    /** A request whose body the server waits for. */
    private static Socket begun(String path, String key, int length) throws IOException {
        Socket socket = new Socket("127.0.0.1", REST.base().getPort());
        socket.setSoTimeout(30_000);
        write(
                socket,
                "POST /api/admin/v1" + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + RestFixture.TOKEN + "\r\nIdempotency-Key: " + key
                        + "\r\nContent-Length: " + length + "\r\nExpect: 100-continue\r\n\r\n");
        assertThat(head(socket)).startsWith("HTTP/1.1 100");
        write(socket, "{");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    @ParameterizedTest
    @CsvSource({"/bodies, 12", "/bodies/file, 2000000"})
    void aBodyThatComesSlowlyHoldsNoConnection(String path, int length) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                slow.add(begun(path, "slow-" + length + "-" + i, length));
            }
            assertThat(REST.post("/bodies", "{\"text\":\"a\"}", "Idempotency-Key", "quick-" + length)
                            .statusCode())
                    .isEqualTo(200);
            for (Socket socket : slow) {
                write(socket, "\"text\":\"b\"}" + " ".repeat(length - 12));
                assertThat(head(socket)).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static HttpResponse<String> chunked(String path, String key, int length) {
        return REST.send(REST.request(path, "Idempotency-Key", key, "Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length])))
                .build());
    }

    @Test
    void aMethodsLimitHoldsForABodyThatIsReadBeforeIt() {
        assertThat(chunked("/bodies/file", "file", 4_000_000).body()).isEqualTo("{\"bytes\":4000000}");
        for (String path : new String[] {"/bodies", "/bodies/file"}) {
            HttpResponse<String> refused = chunked(path, "too-long", path.equals("/bodies") ? 4_000_000 : 6_000_000);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
            assertThat(json(refused).path("code").asText()).isEqualTo("too-large");
        }
    }

    @Test
    void whoMayNotSendALongBodyHearsWhy() {
        String key = "long-and-from-nobody";
        HttpResponse<String> refused = REST.post(
                "/bodies/file", "x".repeat(2_000_000), "Idempotency-Key", key, "Authorization", "Bearer unknown");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(REST.post("/bodies", "x".repeat(2_000_000), "Idempotency-Key", key, "Authorization", "none")
                        .statusCode())
                .isEqualTo(413);
    }
}
