package org.clientele.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.customer.internal.CustomerWriter;
import org.clientele.customer.internal.CustomerWriter.Outcome;
import org.clientele.customer.internal.CustomerWriter.Result;
import org.clientele.rest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Imports that find a customer and have to wait for somebody who changes who that is. */
final class ImportMeetsChangeIT {
    private static final MergeKit KIT = MergeKit.open();
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static final CustomerWriter WRITER = new CustomerWriter(
            KIT.shop().transactions(), KIT.shop().access(), KIT.shop().news());
    private static final int ATTEMPTS = 5;
    private static int next;
    private final String n = "met" + ++next;

    @AfterAll
    static void close() {
        KIT.close();
    }

    private String known() {
        return KIT.customer("{\"account\":false,\"firstName\":\"Ada\",\"externalIds\":[{\"system\":\"erp\",\"id\":\""
                + n + "\"}]}");
    }

    private String line(String more) {
        return "{\"externalIds\":[{\"system\":\"erp\",\"id\":\"" + n + "\"}],\"account\":false" + more + "}";
    }

    private List<String> owner() {
        return KIT.query("select customer_id from customer.external_id where system = 'erp' and id = '" + n + "'");
    }

    /** What an import comes to that found everything as it was before, and waits until the change is made. */
    private static Result imported(String line, Runnable change) {
        return KIT.shop()
                .access()
                .call(ADMIN, () -> KIT.shop().transactions().<CompletableFuture<Result>>sql(connection -> {
                    change.run();
                    CompletableFuture<Result> imported = CompletableFuture.supplyAsync(() -> write(line));
                    while (!imported.isDone() && !isWaitedFor(connection)) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                    }
                    return imported;
                }))
                .join();
    }

    /** Like a batch of an import. */
    private static Result write(String line) {
        JsonNode json = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        for (int attempt = 1; ; attempt++) {
            try {
                return KIT.shop()
                        .access()
                        .call(ADMIN, () -> WRITER.write(List.of(CustomerWriter.Line.read(json))))
                        .get(0);
            } catch (Problem.Conflict lost) {
                if (attempt == ATTEMPTS) {
                    throw lost;
                }
            }
        }
    }

    private static boolean isWaitedFor(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))");
                ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    @Test
    void whoWasMergedMeanwhileIsNotMadeAgain() {
        String from = known();
        String into = KIT.customer("{\"account\":false,\"firstName\":\"Ada\"}");

        Result result = imported(line(",\"lastName\":\"King\""), () -> KIT.merges()
                .merge(UUID.fromString(into), List.of(UUID.fromString(from)), Map.of()));

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(KIT.query("select id from customer.customer where id = '" + from + "'"))
                .isEmpty();
        assertThat(KIT.get("/customers/" + into).get("lastName").asText()).isEqualTo("King");
        String merge =
                KIT.get("/customers/" + into + "/merges").at("/items/0/id").asText();
        KIT.ok(KIT.undo(merge));
        assertThat(owner()).containsExactly(from);
    }

    @Test
    void whoWasPurgedMeanwhileIsMadeAnew() {
        String purged = known();

        Result result =
                imported(line(""), () -> KIT.shop().customers().purge(UUID.fromString(purged), OptionalLong.empty()));

        assertThat(result.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(KIT.query("select id from customer.customer where id = '" + purged + "'"))
                .isEmpty();
        assertThat(owner()).hasSize(1).doesNotContain(purged);
    }

    @Test
    void whoWasErasedMeanwhileStaysErased() {
        String erased = known();

        Result result = imported(
                line(",\"firstName\":\"Ada\",\"email\":\"" + n + "@example.com\",\"phone\":\"+493012345678\","
                        + "\"addresses\":[{\"line1\":\"1 High Street\",\"city\":\"York\",\"country\":\"GB\"}]"),
                () -> KIT.shop().customers().erase(UUID.fromString(erased), OptionalLong.empty()));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.violations()).extracting(Problem.Violation::code).containsExactly("erased");
        assertThat(KIT.query(
                        "select concat(email, first_name, phone, city, country) from customer.customer where id = '"
                                + erased + "'"))
                .containsExactly("");
        assertThat(KIT.query("select id from customer.address where customer_id = '" + erased + "'"))
                .isEmpty();
    }

    @Test
    void twoImportsAtOnceAddAnAddressOnce() {
        String customer = known();
        String line = line(",\"addresses\":[{\"line1\":\"1 High Street\",\"city\":\"York\",\"country\":\"GB\"}]");

        Result result = imported(line, () -> write(line));

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(KIT.query("select line1 from customer.address where customer_id = '" + customer + "'"))
                .containsExactly("1 High Street");
    }
}
