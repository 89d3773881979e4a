package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.rest.AnswersTest.header;
import static org.clientele.rest.AnswersTest.json;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.idempotency.internal.ErasedAnswers;
import org.clientele.rest.idempotency.internal.Idempotency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
    private static final DatabaseFixture DATABASE = DatabaseFixture.create();
    private static final Transactions TRANSACTIONS = DATABASE.open("rest");
    private static final RestFixture REST = RestFixture.with(new NoteResource(TRANSACTIONS))
            .transactions(TRANSACTIONS)
            .key("other", "*")
            .start();

    private static final String SECRET = "tell-nobody";
    private static final String ABOUT = "0198c5f0-0000-7000-8000-00000000000a";

    @Path("notes")
    @RequiresScope("notes:write")
    public static final class NoteResource {
        private final Transactions transactions;

        NoteResource(Transactions transactions) {
            this.transactions = transactions;
        }

        record Note(String text) {}

        @POST
        public Response add(Note note) {
            long id = transactions.sql(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows =
                                statement.executeQuery("insert into public.note default values returning id")) {
                    rows.next();
                    return rows.getLong(1);
                }
            });
            if (note.text().equals("refuse")) {
                throw new Problem.Conflict("refused", "Not this one.");
            }
            if (note.text().equals("slow")) {
                transactions.sql(connection -> execute(connection, "select pg_sleep(0.3)"));
            }
            return Response.created(URI.create("/api/admin/v1/notes/" + id))
                    .entity(new Versioned<>(Map.of("id", id), 1))
                    .build();
        }

        @POST
        @Path("file")
        @LargeBody(maxBytes = 5_000_000)
        public Map<String, Long> file(InputStream body) throws IOException {
            add(new Note("file"));
            return Map.of("bytes", body.skip(3_000_000));
        }

        @POST
        @Path("secret")
        @TellsSecret
        public Map<String, String> secret() {
            add(new Note("secret"));
            return Map.of("token", SECRET, "about", ABOUT);
        }

        @GET
        @Path("{id}")
        public String none(@PathParam("id") long id) {
            throw new Problem.NotFound("None.");
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    @BeforeEach
    void empty() {
        TRANSACTIONS.sql(connection -> execute(
                connection,
                "drop table if exists public.note;"
                        + "create table public.note (id bigint generated always as identity);"
                        + "truncate rest.idempotent_answer"));
    }

    @Test
    void aSecretAnswerIsToldAgainAndStandsNowhereInTheClear() {
        HttpResponse<String> first = REST.post("/notes/secret", "", "Idempotency-Key", "secret");
        HttpResponse<String> again = REST.post("/notes/secret", "", "Idempotency-Key", "secret");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).contains(SECRET);
        assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
        assertThat(header(again, "Clientele-Sealed")).isEmpty();
        assertThat(count("public.note")).isOne();
        assertThat(count("rest.idempotent_answer where position('" + SECRET + "'::bytea in body) > 0"))
                .isZero();
        TRANSACTIONS.sql(connection -> execute(
                connection, "update rest.idempotent_answer set body = set_byte(body, 20, 255 - get_byte(body, 20))"));
        assertThat(json(REST.post("/notes/secret", "", "Idempotency-Key", "secret"))
                        .get("code")
                        .asText())
                .isEqualTo("answer-sealed");
    }

    @Test
    void anErasureFindsASecretAnswer() {
        REST.post("/notes/secret", "", "Idempotency-Key", "secret");
        new ErasedAnswers(TRANSACTIONS).erase(UUID.fromString(ABOUT));

        HttpResponse<String> again = REST.post("/notes/secret", "", "Idempotency-Key", "secret");
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).doesNotContain(SECRET);
    }

    @AfterAll
    static void stop() {
        REST.close();
        DATABASE.close();
    }

    private static long notes() {
        return count("public.note");
    }

    private static long count(String from) {
        return TRANSACTIONS.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static HttpResponse<String> post(String key, String text) {
        return REST.post("/notes", "{\"text\":\"" + text + "\"}", "Idempotency-Key", key);
    }

    @Test
    void sameRequestHasOneEffectAndTheSameAnswer() {
        HttpResponse<String> first = post("k1", "a");
        HttpResponse<String> again = post("k1", "a");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(header(first, "Idempotent-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        for (String name : List.of("Location", "ETag", "Content-Type")) {
            assertThat(header(again, name)).isNotEmpty().isEqualTo(header(first, name));
        }
        assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
        assertThat(header(again, "X-Request-Id")).isNotEqualTo(header(first, "X-Request-Id"));
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void otherRequestWithTheKeyIsRefused() {
        post("k1", "a");
        HttpResponse<String> other = post("k1", "b");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("code").asText()).isEqualTo("idempotency-key-reused");
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void keysBelongToTheirCaller() {
        post("k1", "a");
        assertThat(REST.post("/notes", "{\"text\":\"b\"}", "Idempotency-Key", "k1", "Authorization", "Bearer other")
                        .statusCode())
                .isEqualTo(201);
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void failuresLeaveNothingAndMayBeTriedAgain() {
        assertThat(post("k1", "refuse").statusCode()).isEqualTo(409);
        assertThat(notes()).isZero();
        assertThat(post("k1", "a").statusCode()).isEqualTo(201);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void twentyAtOnceHaveOneEffect() {
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("k1", "slow"), clients))
                .toList();
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        clients.shutdown();
        assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409 || status == 503);
        assertThat(notes()).isEqualTo(1);
        assertThat(post("k1", "slow").statusCode()).isEqualTo(201);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void runningRequestIsAConflict() {
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> post("k1", "slow"));
        HttpResponse<String> second = post("k2", "a");
        assertThat(second.statusCode()).isEqualTo(201);
        HttpResponse<String> same = post("k1", "slow");
        assertThat(List.of(first.join().statusCode(), same.statusCode())).contains(201);
        if (same.statusCode() == 409) {
            assertThat(json(same).path("code").asText()).isEqualTo("idempotency-in-progress");
        }
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void longBodiesAreHashedWhileTheyAreRead() {
        for (byte last : new byte[] {0, 0, 1}) {
            byte[] body = new byte[4_000_000];
            body[body.length - 1] = last;
            HttpResponse<String> answer = REST.send(REST.request("/notes/file", "Idempotency-Key", "k1")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                    .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(last == 0 ? 200 : 422);
        }
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void oldRecordsAreForgotten() {
        post("k1", "a");
        TRANSACTIONS.sql(connection ->
                execute(connection, "update rest.idempotent_answer set created_at = now() - interval '25 hours'"));
        assertThat(post("k1", "b").statusCode()).isEqualTo(201);
        TRANSACTIONS.sql(connection ->
                execute(connection, "update rest.idempotent_answer set created_at = now() - interval '25 hours'"));
        new Idempotency(() -> Optional.of(TRANSACTIONS)).deleteOld();
        assertThat(post("k1", "b").headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(notes()).isEqualTo(3);
    }

    @Test
    void unusableKeysAreRefused() {
        assertThat(post("a b", "a").statusCode()).isEqualTo(400);
        assertThat(post("x".repeat(256), "a").statusCode()).isEqualTo(400);
    }
}
