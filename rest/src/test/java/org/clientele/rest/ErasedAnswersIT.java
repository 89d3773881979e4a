package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.idempotency.internal.ErasedAnswers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an erasure makes of the kept answers. */
class ErasedAnswersIT {
    private static final UUID ERASED = UUID.fromString("0198c5f0-0000-7000-8000-00000000000a");
    private static final UUID OTHER = UUID.fromString("0198c5f0-0000-7000-8000-00000000000b");
    private static final DatabaseFixture DATABASE = DatabaseFixture.create();
    private static final Transactions TRANSACTIONS = DATABASE.open("rest");
    private static final RestFixture REST =
            RestFixture.with(new TellingResource()).transactions(TRANSACTIONS).start();

    @Path("telling")
    @RequiresScope("notes:write")
    public static final class TellingResource {
        @POST
        @Path("{id}")
        public Map<String, String> tell(@PathParam("id") UUID id) {
            return Map.of("about", "Zoë " + id);
        }

        @POST
        @Path("{id}/secret")
        @TellsSecret
        public Map<String, String> secret(@PathParam("id") UUID id) {
            return tell(id);
        }
    }

    @BeforeEach
    void empty() {
        sql("truncate rest.idempotent_answer");
    }

    @AfterAll
    static void stop() {
        REST.close();
        DATABASE.close();
    }

    private static void sql(String statement) {
        TRANSACTIONS.sql(connection -> {
            try (Statement run = connection.createStatement()) {
                return run.execute(statement);
            }
        });
    }

    private static long number(String query) {
        return TRANSACTIONS.sql(connection -> {
            try (Statement run = connection.createStatement();
                    ResultSet rows = run.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static int tell(UUID id, String what) {
        return REST.post("/telling/" + id + what, "", "Idempotency-Key", id + what)
                .statusCode();
    }

    private static void tellAll(int erased, int other) {
        for (String what : new String[] {"", "/secret"}) {
            assertThat(tell(ERASED, what)).isEqualTo(erased);
            assertThat(tell(OTHER, what)).isEqualTo(other);
        }
    }

    @Test
    void anErasureReadsNoAnswerOfOthers() {
        sql("insert into rest.idempotent_answer (caller, key, request_hash, status, headers, body, ids)"
                + " select 'c', n::text, '', 200, '{}', '', array[gen_random_uuid(), gen_random_uuid()]"
                + " from generate_series(1, 20000) n");
        tellAll(200, 200);
        sql("analyze rest.idempotent_answer");

        assertThat(TRANSACTIONS.<Long>sql(connection -> erasedWithScans())).isZero();

        tellAll(410, 200);
        assertThat(number("select count(*) from rest.idempotent_answer where status = 410"))
                .isEqualTo(2);
        assertThat(number("select count(*) from rest.idempotent_answer where ids @> array['" + ERASED + "'::uuid]"))
                .isZero();
    }

    /** How often the table was read as a whole. */
    private static long erasedWithScans() {
        String scans = "select seq_scan from pg_stat_xact_user_tables where relid = 'rest.idempotent_answer'::regclass";
        long before = number(scans);
        new ErasedAnswers(TRANSACTIONS).erase(ERASED);
        return number(scans) - before;
    }

    @Test
    void anErasureFindsWhatANodeOfTheVersionBeforeKept() {
        tellAll(200, 200);
        sql("update rest.idempotent_answer set ids = null");
        new ErasedAnswers(TRANSACTIONS).erase(ERASED);
        tellAll(410, 200);
    }
}
