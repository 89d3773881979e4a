package org.clientele.operation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.Operation.State;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.operation.OperationRun.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsIT {
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @BeforeEach
    void table() {
        WORKSHOP.execute("create table if not exists customer.work_done (n integer)");
        WORKSHOP.execute("delete from customer.work_done");
    }

    private Workshop.Node node = WORKSHOP.node(Map.of());

    @AfterEach
    void stop() {
        node.stop();
    }

    private void restart(String kind, OperationHandler handler) {
        node.stop();
        node = WORKSHOP.node(Map.of(kind, handler));
    }

    private Operation start(String kind) {
        return WORKSHOP.asAdmin(() -> node.operations().start(kind, Map.of("n", 3)));
    }

    @Test
    void runsAsItsCallerAndKeepsTheResult() {
        AtomicReference<String> caller = new AtomicReference<>("");
        restart("greet", run -> {
            caller.set(WORKSHOP.access().caller().id());
            run.result(Map.of("n", run.parameters().getOrDefault("n", 0)));
        });
        Operation done = node.await(start("greet"));
        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(done.result()).isEqualTo(Map.of("n", 3));
        assertThat(done.finishedAt()).isPresent();
        assertThat(caller.get()).isEqualTo("key:admin");
        assertThat(WORKSHOP.query("select count(*) from customer.operation_task where not picked"))
                .containsExactly("0");
    }

    @Test
    void workOfARolledBackTransactionIsNeverQueued() {
        restart("rolled", run -> {});
        AtomicReference<Operation> queued = new AtomicReference<>();
        assertThatThrownBy(() -> WORKSHOP.asAdmin(() -> WORKSHOP.transactions().sql(connection -> {
                    queued.set(node.operations().start("rolled", Map.of()));
                    throw new IllegalStateException("no");
                })))
                .hasMessage("no");
        assertThat(WORKSHOP.asAdmin(() -> node.operations()
                        .find(Objects.requireNonNull(queued.get()).id())))
                .isEmpty();
    }

    @Test
    void aProblemFailsWithItsCode() {
        restart("fail", run -> {
            throw new Problem.Unprocessable("bad-file", "It is bad.");
        });
        Operation done = node.await(start("fail"));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.result()).containsEntry("code", "bad-file");
    }

    @Test
    void anythingElseFailsAsInternalAndTellsNothing() {
        restart("bug", run -> {
            throw new IllegalStateException("select secret");
        });
        Operation done = node.await(start("bug"));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.result()).containsEntry("code", "internal");
        assertThat(done.result().toString()).doesNotContain("secret");
    }

    @Test
    void aStepThatThrowsLeavesNothing() {
        restart(
                "half",
                run -> run.step(() -> {
                    WORKSHOP.execute("insert into customer.work_done values (1)");
                    throw new Problem.Unprocessable("half", "Half of it.");
                }));
        Operation done = node.await(start("half"));
        assertThat(done.result()).containsEntry("code", "half");
        assertThat(WORKSHOP.query("select count(*) from customer.work_done")).containsExactly("0");
    }

    @Test
    void errorsAreListedInTheirOrder() {
        restart("errors", run -> {
            for (int i = 0; i < 3; i++) {
                int n = i;
                run.step(() -> new Step(
                        "" + n,
                        new Progress(n, Optional.of(3L)),
                        List.of(
                                new ItemError("" + n, "/a", "wrong", "It is wrong."),
                                new ItemError("" + n, "/b", "wrong", "x"))));
            }
        });
        Operation done = node.await(start("errors"));
        assertThat(done.errors()).isEqualTo(6);
        Page<ItemError> page = WORKSHOP.asAdmin(() -> node.operations().errors(done.id(), Page.Request.page(1, 4)));
        assertThat(page.total().items()).isEqualTo(6);
        assertThat(page.items()).extracting(ItemError::item).containsExactly("0", "0", "1", "1");
    }

    @Test
    void theInputComesBackWholeAndIsForgottenAtTheEnd() {
        byte[] bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        AtomicInteger equal = new AtomicInteger();
        restart("read", run -> {
            try (InputStream input = run.input()) {
                equal.set(java.util.Arrays.equals(bytes, input.readAllBytes()) ? 1 : -1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Operation done = node.await(WORKSHOP.asAdmin(
                () -> node.operations().start("read", Map.of(), new ByteArrayInputStream(bytes), 1_000_000)));
        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(equal.get()).isEqualTo(1);
        assertThat(WORKSHOP.query("select count(*) from customer.operation_input"))
                .containsExactly("0");
    }

    @Test
    void anInputThatIsTooLongIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> WORKSHOP.asAdmin(() -> node.operations()
                        .start("read", Map.of(), new ByteArrayInputStream(new byte[600_000]), 500_000)))
                .isInstanceOf(Problem.TooLarge.class);
        assertThat(WORKSHOP.query("select count(*) from customer.operation_input"))
                .containsExactly("0");
    }

    @Test
    void aRunThatIsAskedToStopEndsAsCancelled() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        restart("long", run -> {
            while (!run.cancelled()) {
                running.countDown();
                LockSupport.parkNanos(10_000_000);
            }
        });
        Operation operation = start("long");
        running.await();
        WORKSHOP.asAdmin(() -> node.operations().cancel(operation.id()));
        assertThat(node.await(operation).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void whatWaitsIsCancelledAtOnce() {
        Operation operation = start("nobody-does-this");
        Operation cancelled = WORKSHOP.asAdmin(() -> node.operations().cancel(operation.id()));
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aKindWithoutAHandlerWaitsForIt() {
        Operation operation = start("later");
        assertThat(WORKSHOP.asAdmin(() -> node.operations().find(operation.id()))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.QUEUED);
        node.runner().addHandler(run -> {}, Map.of(OperationHandler.KIND, "later"));
        assertThat(node.await(operation).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void aStoppedNodeHandsOverBetweenStepsAndEachStepCountsOnce() throws InterruptedException {
        CountDownLatch half = new CountDownLatch(1);
        restart("steps", holding(half));
        Operation operation = start("steps");
        half.await();
        node.stop();
        assertThat(WORKSHOP.query("select state from customer.operation where id = '" + operation.id() + "'"))
                .containsExactly("queued");
        node = WORKSHOP.node(Map.of("steps", counting(run -> {})));
        assertThat(node.await(operation).state()).isEqualTo(State.SUCCEEDED);
        assertThat(WORKSHOP.query("select count(*), count(distinct n) from customer.work_done"))
                .containsExactly("300|300");
    }

    @Test
    void aHandlerThatGoesAwayInterruptsItsRunAndResumesWhenBack() throws InterruptedException {
        CountDownLatch half = new CountDownLatch(1);
        OperationHandler handler = holding(half);
        restart("unplugged", handler);
        Operation operation = start("unplugged");
        half.await();
        node.runner().removeHandler(handler);
        node.runner().addHandler(counting(run -> {}), Map.of(OperationHandler.KIND, "unplugged"));
        assertThat(node.await(operation).state()).isEqualTo(State.SUCCEEDED);
        assertThat(WORKSHOP.query("select count(*), count(distinct n) from customer.work_done"))
                .containsExactly("300|300");
    }

    /** Goes no further than that until it is asked to stop. */
    private static OperationHandler holding(CountDownLatch half) {
        return counting(run -> {
            half.countDown();
            while (!run.cancelled()) {
                LockSupport.parkNanos(10_000_000);
            }
        });
    }

    /** @param after what to do after step 50 */
    private static OperationHandler counting(Consumer<OperationRun> after) {
        return run -> {
            int from = run.checkpoint().map(Integer::parseInt).orElse(0);
            for (int i = from; i < 300 && !run.cancelled(); i++) {
                int n = i;
                run.step(() -> {
                    WORKSHOP.execute("insert into customer.work_done values (" + n + ")");
                    return new Step(Integer.toString(n + 1), new Progress(n + 1, Optional.of(300L)), List.of());
                });
                if (i == 50) {
                    after.accept(run);
                }
            }
        };
    }

    @Test
    void anotherNodeGoesOnWhenOneDied() {
        restart("dead", run -> WORKSHOP.execute("insert into customer.work_done values (1)"));
        node.stop();
        Operation operation = start("dead");
        // As a node leaves it that was killed while it worked.
        WORKSHOP.execute("update customer.operation set state = 'running', claim = gen_random_uuid() where id = '"
                + operation.id() + "'");
        WORKSHOP.execute("update customer.operation_task set picked = true, picked_by = 'killed',"
                + " last_heartbeat = now() - interval '1 minute' where task_instance = '" + operation.id() + "'");
        node = WORKSHOP.node(Map.of("dead", run -> WORKSHOP.execute("insert into customer.work_done values (1)")));
        assertThat(node.await(operation).state()).isEqualTo(State.SUCCEEDED);
        assertThat(WORKSHOP.query("select count(*) from customer.work_done")).containsExactly("1");
    }

    @Test
    void aRunThatLostItsClaimCanDoNoMoreSteps() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        OperationHandler handler = run -> {
            if (runs.incrementAndGet() == 1) {
                running.countDown();
                await(taken);
                step(run);
            } else {
                step(run);
            }
        };
        restart("zombie", handler);
        Operation operation = start("zombie");
        running.await();
        WORKSHOP.execute("update customer.operation_task set last_heartbeat = now() - interval '1 hour',"
                + " version = version + 1 where task_instance = '" + operation.id() + "'");
        Operation done = node.await(operation);
        taken.countDown();
        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        node.stop();
        assertThat(WORKSHOP.query("select count(*) from customer.work_done")).containsExactly("1");
        node = WORKSHOP.node(Map.of());
    }

    private static void step(OperationRun run) {
        run.step(() -> {
            WORKSHOP.execute("insert into customer.work_done values (1)");
            return new Step("1", new Progress(1, Optional.empty()), List.of());
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callersSeeTheirOwnOnlyWithoutTheScope() {
        Operation operation = start("nobody-does-this");
        Caller other = new Caller("key:other", "Other", Set.of("orders:import"), Optional.empty());
        Caller reader = new Caller("key:reader", "Reader", Set.of("operations:read"), Optional.empty());
        assertThat(WORKSHOP.as(other, () -> node.operations().find(operation.id())))
                .isEmpty();
        assertThat(WORKSHOP.as(other, () -> node.operations().list(Page.Request.page(1, 100)))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> WORKSHOP.as(reader, () -> node.operations().cancel(operation.id())))
                .isInstanceOf(Problem.Forbidden.class);
        assertThatThrownBy(() -> WORKSHOP.as(other, () -> node.operations().cancel(operation.id())))
                .isInstanceOf(Problem.NotFound.class);
        assertThat(WORKSHOP.as(reader, () -> node.operations().find(operation.id())))
                .isPresent();
    }
}
