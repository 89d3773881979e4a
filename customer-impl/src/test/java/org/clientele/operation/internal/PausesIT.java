package org.clientele.operation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.clientele.Problem;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.Operation.State;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Work that cannot go on for the moment. */
final class PausesIT {
    private static final int PAUSES = 25;
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @Test
    void whatGetsAheadBetweenItsPausesNeverFails() {
        Operation done = run("ahead", run -> {
            int next = run.checkpoint().map(Integer::parseInt).orElse(0) + 1;
            run.step(() -> new Step(Integer.toString(next), new Progress(next, Optional.empty()), List.of()));
            if (next <= PAUSES) {
                throw busy();
            }
        });
        assertThat(done.state()).as("%s", done.result()).isEqualTo(State.SUCCEEDED);
        assertThat(done.progress().done()).isEqualTo(PAUSES + 1);
    }

    @Test
    void whatNeverGetsAheadFailsAtLast() {
        Operation done = run("stuck", run -> {
            if (run.checkpoint().isEmpty()) {
                run.step(() -> new Step("1", new Progress(1, Optional.empty()), List.of()));
            }
            throw busy();
        });
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.result()).containsEntry("code", "busy");
    }

    @Test
    void whatAStepTellsThatIsNotKeptIsNotTold() {
        Operation done = run("told", run -> {
            run.step(() -> {
                run.result(Map.of("documents", 500));
                return new Step("1", new Progress(1, Optional.empty()), List.of());
            });
            run.step(() -> {
                run.result(Map.of("documents", 1_000));
                throw new Problem.Unprocessable("refused", "No.");
            });
        });
        assertThat(done.result()).containsEntry("code", "refused").containsEntry("documents", 500);
    }

    private static Problem busy() {
        return new Problem.Unavailable("busy", "Others are changing the same data.", Duration.ofSeconds(1));
    }

    /** Each pause is over at once. */
    private static Operation run(String kind, OperationHandler handler) {
        Workshop.Node node = WORKSHOP.node(Map.of(kind, handler));
        try {
            Operation operation = WORKSHOP.asAdmin(() -> node.operations().start(kind, Map.of()));
            String task = "'" + operation.id() + "'";
            while (!WORKSHOP.query("select from customer.operation_task where task_instance = " + task)
                    .isEmpty()) {
                WORKSHOP.execute("update customer.operation_task set execution_time = now() where not picked"
                        + " and execution_time > now() and task_instance = " + task);
                node.runner().wake();
                LockSupport.parkNanos(20_000_000);
            }
            return node.await(operation);
        } finally {
            node.stop();
        }
    }
}
