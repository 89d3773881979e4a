package org.clientele.order.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Computes the statistics of all customers from their orders again, with the statement that an import runs. */
@Component(property = OperationHandler.KIND + "=" + SummaryRebuild.KIND)
public final class SummaryRebuild implements OperationHandler {
    static final String KIND = "customers.summary-rebuild";
    private static final int BATCH = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Transactions transactions;

    @Activate
    public SummaryRebuild(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void run(OperationRun run) {
        long total = transactions.read(SummaryRebuild::count);
        Position position = run.checkpoint().map(Position::parse).orElse(new Position(FIRST, 0));
        while (!run.cancelled()) {
            Position from = position;
            List<UUID> customers = new ArrayList<>();
            run.step(() -> {
                customers.clear();
                transactions.sql(connection -> customers.addAll(rebuild(connection, from.after())));
                Position next = from.next(customers);
                return new OperationRun.Step(
                        next.toString(),
                        new Progress(next.done(), Optional.of(Math.max(total, next.done()))),
                        List.of());
            });
            position = from.next(customers);
            run.result(Map.of("customers", position.done()));
            if (customers.size() < BATCH) {
                return;
            }
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from customer.customer");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<UUID> rebuild(Connection connection, UUID after) throws SQLException {
        List<UUID> customers = new ArrayList<>(BATCH);
        try (PreparedStatement lock = connection.prepareStatement(
                "select id from customer.customer where id > ? order by id limit ? for no key update")) {
            lock.setObject(1, after);
            lock.setInt(2, BATCH);
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    customers.add(rows.getObject(1, UUID.class));
                }
            }
        }
        if (!customers.isEmpty()) {
            OrderBatch.refreshSummaries(connection, customers);
        }
        return customers;
    }

    /** @param after the last customer that is done */
    private record Position(UUID after, long done) {
        static Position parse(String text) {
            int space = text.indexOf(' ');
            return new Position(UUID.fromString(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
        }

        Position next(List<UUID> customers) {
            return customers.isEmpty()
                    ? this
                    : new Position(customers.get(customers.size() - 1), done + customers.size());
        }

        @Override
        public String toString() {
            return after + " " + done;
        }
    }
}
