package org.clientele.operation.internal;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.Operations;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;

/** The customer schema in an empty database, and nodes that work on its operations. */
public final class Workshop implements AutoCloseable {
    public static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Optional<DatabaseFixture> database;
    private final Transactions transactions;
    private final List<OperationRunner> nodes = new ArrayList<>();

    public Workshop() {
        DatabaseFixture own = DatabaseFixture.create(8, Duration.ofSeconds(5), Duration.ofSeconds(20));
        this.database = Optional.of(own);
        this.transactions = own.open("customer");
    }

    /** In a database that is there already, and stays. */
    public Workshop(Transactions transactions) {
        this.database = Optional.empty();
        this.transactions = transactions;
    }

    public Transactions transactions() {
        return transactions;
    }

    /** Opens the schema of another bundle beside it. */
    public Transactions open(String schema) {
        return database.orElseThrow().open(schema);
    }

    public Access access() {
        return RestFixture.ACCESS;
    }

    public <T> T as(Caller caller, Supplier<T> work) {
        return access().call(caller, work);
    }

    public <T> T asAdmin(Supplier<T> work) {
        return as(ADMIN, work);
    }

    /** Starts a node with these handlers. */
    public Node node(Map<String, OperationHandler> handlers) {
        OperationRunner runner =
                new OperationRunner(transactions, access(), 2, Duration.ofMillis(100), Duration.ofMillis(500));
        handlers.forEach((kind, handler) -> runner.addHandler(handler, Map.of(OperationHandler.KIND, kind)));
        runner.start();
        nodes.add(runner);
        return new Node(runner, new JdbcOperations(transactions, access(), runner));
    }

    /** A node. */
    public final class Node {
        private final OperationRunner runner;
        private final Operations operations;

        private Node(OperationRunner runner, Operations operations) {
            this.runner = runner;
            this.operations = operations;
        }

        public Operations operations() {
            return operations;
        }

        OperationRunner runner() {
            return runner;
        }

        public void stop() {
            nodes.remove(runner);
            runner.stop();
        }

        /** Waits until the operation is over. */
        public Operation await(Operation operation) {
            return awaitState(
                    operation, Set.of(Operation.State.SUCCEEDED, Operation.State.FAILED, Operation.State.CANCELLED));
        }

        Operation awaitState(Operation operation, Set<Operation.State> states) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                Operation now = asAdmin(() -> operations.find(operation.id())).orElseThrow();
                if (states.contains(now.state())) {
                    return now;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("still " + now);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** The rows of a query, each with its values joined by a bar. */
    public List<String> query(String sql) {
        return transactions.read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(rows.getString(i)));
                    }
                    found.add(String.join("|", values));
                }
            }
            return found;
        });
    }

    public void execute(String sql) {
        transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Override
    public void close() {
        List.copyOf(nodes).forEach(OperationRunner::stop);
        database.ifPresent(DatabaseFixture::close);
    }
}
