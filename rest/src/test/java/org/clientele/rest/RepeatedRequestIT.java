package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
}
