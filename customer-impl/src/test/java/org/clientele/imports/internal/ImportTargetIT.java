package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.imports.ImportTarget;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.internal.OperationsResource;
import org.clientele.operation.internal.Workshop;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports whose documents another bundle takes. */
class ImportTargetIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Mappings MAPPINGS = new Mappings(WORKSHOP.transactions());
    private static final Things THINGS = new Things(WORKSHOP.transactions());
    private static final Map<String, OperationHandler> HANDLERS = new HashMap<>();
    private static final ImportTargets TARGETS = new ImportTargets(MAPPINGS, (kind, handler) -> {
        HANDLERS.put(kind, handler);
        return () -> HANDLERS.remove(kind);
    });

    static {
        WORKSHOP.execute("create table customer.thing (id text primary key, size integer)");
        TARGETS.add(THINGS, properties("demo.things"));
    }

    private static final Workshop.Node NODE = WORKSHOP.node(HANDLERS);
    private static final RestFixture REST = RestFixture.with(
                    new OperationsResource(NODE.operations()),
                    new ImportMappingsResource(MAPPINGS, TARGETS),
                    new ImportsResource(NODE.operations(), TARGETS, MAPPINGS, WORKSHOP.access(), 2_000_000))
            .key("reader", "demo:read", "orders:import")
            .start();

    @AfterAll
    static void close() {
        REST.close();
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.thing");
        THINGS.batches.clear();
    }

    private static Map<String, Object> properties(String type) {
        return Map.of(ImportTarget.TYPE, type, ImportTarget.SCOPE, "demo:write");
    }

    /** Takes things with an id and a size. */
    private record Things(Transactions transactions, List<List<String>> batches) implements ImportTarget {
        Things(Transactions transactions) {
            this(transactions, Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public Set<String> keys(Map<String, @Nullable Object> document) {
            return Set.of(String.valueOf(document.get("id")));
        }

        @Override
        public List<Result> write(List<Map<String, @Nullable Object>> documents) {
            batches.add(
                    documents.stream().map(one -> String.valueOf(one.get("id"))).toList());
            return documents.stream().map(this::write).toList();
        }

        private Result write(Map<String, @Nullable Object> document) {
            if (!(document.get("size") instanceof Long size)) {
                return Result.failed(List.of(new Problem.Violation("/size", "required", "How large is it?")));
            }
            int written = transactions.sql(connection -> {
                try (var upsert = connection.prepareStatement("insert into customer.thing values (?, ?)"
                        + " on conflict (id) do update set size = thing.size + excluded.size")) {
                    upsert.setString(1, String.valueOf(document.get("id")));
                    upsert.setLong(2, size);
                    return upsert.executeUpdate();
                }
            });
            return Result.of(written == 1 ? Outcome.CREATED : Outcome.UNCHANGED);
        }
    }

    private static HttpResponse<String> send(String query, String type, String body) {
        return REST.send("POST", "/imports?" + query, body, "Content-Type", type);
    }

    private static Operation await(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        UUID id = UUID.fromString(json(accepted).get("id").asText());
        return NODE.await(WORKSHOP.asAdmin(() -> NODE.operations().find(id)).orElseThrow());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void goodLinesLandAndBadOnesAreTold() {
        Operation done = await(send(
                "type=demo.things",
                "application/x-ndjson",
                "{\"id\":\"a\",\"size\":1}\n{\"id\":\"b\"}\nnonsense\n{\"id\":\"c\",\"size\":3}\n"));
        assertThat(done.kind()).isEqualTo("demo.things.import");
        assertThat(done.result())
                .containsEntry("documents", 4)
                .containsEntry("created", 2)
                .containsEntry("failed", 2)
                .doesNotContainKey("customersCreated");
        assertThat(WORKSHOP.query("select id, size from customer.thing order by id"))
                .containsExactly("a|1", "c|3");
        assertThat(WORKSHOP.asAdmin(() -> NODE.operations().errors(done.id(), Page.Request.page(1, 10)))
                        .items())
                .extracting(error -> error.item() + error.pointer() + " " + error.code())
                .containsExactly("2/size required", "3 malformed-json");
    }

    @Test
    void twoOfOneKeyComeInBatchesOfTheirOwn() {
        await(send(
                "type=demo.things",
                "application/x-ndjson",
                "{\"id\":\"a\",\"size\":1}\n{\"id\":\"b\",\"size\":1}\n{\"id\":\"a\",\"size\":2}\n"));
        assertThat(THINGS.batches).containsExactly(List.of("a", "b"), List.of("a"));
        assertThat(WORKSHOP.query("select size from customer.thing where id = 'a'"))
                .containsExactly("3");
    }

    @Test
    void csvIsReadByAMapping() {
        String mapping = "{\"type\":\"%s\",\"document\":{\"id\":{\"column\":\"Name\"},\"size\":{\"column\":\"Size\","
                + "\"as\":\"integer\"}}}";
        assertThat(REST.send("PUT", "/import-mappings/things", mapping.formatted("nothing"))
                        .body())
                .contains("/type", "customers, demo.things, orders");
        assertThat(REST.send("PUT", "/import-mappings/things", mapping.formatted("demo.things"))
                        .statusCode())
                .isEqualTo(201);
        Operation done = await(send("type=demo.things&mapping=things", "text/csv", "Name,Size\nx,5\ny,many\n"));
        assertThat(done.result()).containsEntry("created", 1).containsEntry("failed", 1);
        assertThat(send("type=orders&mapping=things", "text/csv", "Name,Size\n").body())
                .contains("?mapping");
    }

    @Test
    void whoMayNotAndWhatIsNotThereIsRefused() {
        assertThat(REST.send(
                                "POST",
                                "/imports?type=demo.things",
                                "{}",
                                "Content-Type",
                                "application/x-ndjson",
                                "Authorization",
                                "Bearer reader")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("type=nothing", "application/x-ndjson", "{}").body()).contains("?type");
    }

    @Test
    void aTypeIsThereAsLongAsItsTarget() {
        Things other = new Things(WORKSHOP.transactions());
        TARGETS.add(other, properties("demo.things"));
        TARGETS.add(other, Map.of(ImportTarget.TYPE, "demo.others"));
        assertThat(TARGETS.names()).containsExactly("customers", "demo.things", "orders");
        TARGETS.add(other, properties("demo.others"));
        assertThat(HANDLERS).containsOnlyKeys("demo.things.import", "demo.others.import");
        TARGETS.remove(other);
        assertThat(TARGETS.names()).containsExactly("customers", "demo.things", "orders");
        assertThat(HANDLERS).containsOnlyKeys("demo.things.import");
    }

    @Test
    void eachLineHasItsEffectOnceWhateverBreaks() {
        AtomicInteger steps = new AtomicInteger();
        OperationHandler handler = Objects.requireNonNull(HANDLERS.get("demo.things.import"));
        Workshop.Node unreliable =
                WORKSHOP.node(Map.of("unreliable.import", run -> handler.run(new UnreliableRun(run, 2, steps))));
        String lines = IntStream.range(0, 1_700)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"size\":1}")
                .collect(Collectors.joining("\n"));
        Operation done = ImportKit.run(WORKSHOP, unreliable, "unreliable.import", Map.of(), ImportKit.utf8(lines));
        unreliable.stop();
        assertThat(done.result()).containsEntry("created", 1_700);
        assertThat(steps.get()).isGreaterThan(4);
        assertThat(WORKSHOP.query("select count(*), sum(size) from customer.thing"))
                .containsExactly("1700|1700");
        assertThat(new HashSet<>(THINGS.batches)).hasSizeLessThan(THINGS.batches.size());
    }
}
