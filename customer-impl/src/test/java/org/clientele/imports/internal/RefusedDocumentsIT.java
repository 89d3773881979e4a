package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientele.Page;
import org.clientele.imports.ImportTarget;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.State;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.internal.Workshop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database refuses of a file harms nothing else of it. */
final class RefusedDocumentsIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Workshop.Node NODE = WORKSHOP.node(handlers());

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.thing");
    }

    private static Map<String, OperationHandler> handlers() {
        WORKSHOP.execute("create table customer.thing (id text primary key, check (id <> 'bad'))");
        Map<String, OperationHandler> handlers = new HashMap<>();
        ImportTarget things = RefusedDocumentsIT::insert;
        handlers.put("things.import", new TargetImport("things", things, new Mappings(WORKSHOP.transactions())));
        return handlers;
    }

    private static List<ImportTarget.Result> insert(List<Map<String, @Nullable Object>> documents) {
        List<ImportTarget.Result> results = new ArrayList<>();
        for (Map<String, @Nullable Object> document : documents) {
            String id = Objects.toString(document.get("id"));
            WORKSHOP.transactions().sql(connection -> {
                try (var insert = connection.prepareStatement("insert into customer.thing values (?)")) {
                    insert.setString(1, id);
                    return insert.executeUpdate();
                }
            });
            results.add(ImportTarget.Result.of(ImportTarget.Outcome.CREATED));
        }
        return results;
    }

    private static String things(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":\"" + i + "\"}\n")
                .collect(Collectors.joining());
    }

    private static List<String> errors(Operation done) {
        return WORKSHOP.asAdmin(() -> NODE.operations().errors(done.id(), Page.Request.page(1, 100))).items().stream()
                .map(error -> error.item() + " " + error.pointer() + " " + error.code())
                .toList();
    }

    @Test
    void theOthersOfItsBatchLand() {
        String file =
                things(0, 300) + "{\"id\":\"bad\"}\n" + things(300, 600) + "{\"id\":\"bad\"}\n" + things(600, 601);
        Operation done = ImportKit.run(WORKSHOP, NODE, "things.import", Map.of(), ImportKit.utf8(file));
        assertThat(done.state()).as("%s", done.result()).isEqualTo(State.SUCCEEDED);
        assertThat(done.result())
                .containsEntry("documents", 603)
                .containsEntry("created", 601)
                .containsEntry("failed", 2);
        assertThat(WORKSHOP.query("select count(*) from customer.thing")).containsExactly("601");
        assertThat(errors(done)).containsExactly("301  invalid-data", "602  invalid-data");
    }
}
