package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.header;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.internal.Surface;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose transaction is repeated. */
class RepeatedRequestIT {
    private static final DatabaseFixture DATABASE = DatabaseFixture.create();
    private static final Transactions TRANSACTIONS = DATABASE.open("rest");
    private static final LosingResource LOSING = new LosingResource();
    private static final RestFixture REST =
            RestFixture.with(new ThingResource()).transactions(TRANSACTIONS).start();

    @Path("losing")
    @RequiresScope("notes:write")
    public static final class LosingResource {
        private final AtomicBoolean loses = new AtomicBoolean();
        private final AtomicInteger calls = new AtomicInteger();

        @POST
        public Map<String, Integer> run() {
            int call = calls.incrementAndGet();
            TRANSACTIONS.sql(connection -> {
                if (loses.getAndSet(false)) {
                    throw new SQLException("deadlock detected", "40P01");
                }
                return call;
            });
            return Map.of("call", call);
        }

        @POST
        @Path("file")
        @LargeBody(maxBytes = 5_000_000)
        public Map<String, Long> file(InputStream body) throws IOException {
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            run();
            return Map.of("bytes", bytes);
        }
    }

    @BeforeAll
    static void offer() {
        REST.addPlugin("losing", LOSING, Surface.ADMIN, 1);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (REST.post("/losing", "").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @AfterAll
    static void stop() {
        REST.close();
        DATABASE.close();
    }

    @Test
    void aRepeatedRequestTakesOnePlaceInItsFeature() {
        for (String key : new String[] {"first", "second"}) {
            int before = LOSING.calls.get();
            LOSING.loses.set(true);
            HttpResponse<String> answer = REST.post("/losing", "", "Idempotency-Key", key);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(LOSING.calls.get()).isEqualTo(before + 2);
        }
    }

    @Test
    void aLongBodyIsThereAgain() {
        for (String replayed : new String[] {"", "true"}) {
            LOSING.loses.set(true);
            HttpResponse<String> answer = REST.send(REST.request("/losing/file", "Idempotency-Key", "file")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3_000_000])))
                    .build());
            assertThat(answer.body()).isEqualTo("{\"bytes\":3000000}");
            assertThat(header(answer, "Idempotent-Replayed")).isEqualTo(replayed);
        }
    }
}
