package org.clientele.operation.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.Operation.Progress;
import org.clientele.operation.Operation.State;
import org.jspecify.annotations.Nullable;

/** The rows of operations, and of their turn in the queue. */
final class OperationRows {
    /** Of the one task that db-scheduler knows; its instances are the ids of the operations. */
    static final String TASK = "operation";

    private static final String COLUMNS =
            "select id, kind, state, done, total, result, error_count, started_by, created_at, finished_at"
                    + " from customer.operation";

    private OperationRows() {}

    static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static void queue(
            Connection connection,
            UUID id,
            String kind,
            Map<String, @Nullable Object> parameters,
            Caller caller,
            long inputSize)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.operation (id, kind, state, parameters, caller, started_by, input_size)"
                        + " values (?, ?, 'queued', ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, kind);
            insert.setString(3, JsonMap.write(parameters));
            insert.setString(4, JsonMap.write(caller));
            insert.setString(5, caller.id());
            insert.setLong(6, inputSize);
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.operation_task (task_name, task_instance, execution_time, picked, version)"
                        + " values (?, ?, ?, false, 1)")) {
            insert.setString(1, TASK);
            insert.setString(2, id.toString());
            insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** @param startedBy whose operations count; empty for everybody's */
    static Optional<Operation> find(Connection connection, UUID id, Optional<String> startedBy) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " where id = ? and started_by = coalesce(?, started_by)")) {
            select.setObject(1, id);
            select.setString(2, startedBy.orElse(null));
            return operations(select).stream().findFirst();
        }
    }

    static Page<Operation> list(Connection connection, Optional<String> startedBy, Page.Request page)
            throws SQLException {
        String where = startedBy.isPresent() ? " where started_by = ?" : "";
        long total;
        try (PreparedStatement count = connection.prepareStatement("select count(*) from customer.operation" + where)) {
            if (startedBy.isPresent()) {
                count.setString(1, startedBy.get());
            }
            total = number(count);
        }
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + where + " order by created_at desc, id desc limit ? offset ?")) {
            int column = 1;
            if (startedBy.isPresent()) {
                select.setString(column++, startedBy.get());
            }
            select.setInt(column++, page.size());
            select.setLong(column, offset(page));
            return page(operations(select), total);
        }
    }

    static Page<ItemError> errors(Connection connection, UUID id, Page.Request page) throws SQLException {
        long total;
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from customer.operation_error where operation_id = ?")) {
            count.setObject(1, id);
            total = number(count);
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select item, pointer, code, detail from customer.operation_error where operation_id = ?"
                        + " order by position limit ? offset ?")) {
            select.setObject(1, id);
            select.setInt(2, page.size());
            select.setLong(3, offset(page));
            List<ItemError> errors = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    errors.add(
                            new ItemError(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
            return page(errors, total);
        }
    }

    /** What waits is cancelled at once; what runs is asked to stop. */
    static void cancel(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.operation
                set cancel_requested = true,
                    state = case state when 'queued' then 'cancelled' else state end,
                    finished_at = case state when 'queued' then now() else finished_at end
                where id = ? and state in ('queued', 'running')
                returning state
                """)) {
            update.setObject(1, id);
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next() || !rows.getString(1).equals("cancelled")) {
                    return;
                }
            }
        }
        for (String delete : List.of(
                "delete from customer.operation_input where operation_id = ?",
                "delete from customer.operation_task where task_name = '" + TASK
                        + "' and task_instance = ?::uuid::text and not picked")) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setObject(1, id);
                statement.executeUpdate();
            }
        }
    }

    private static List<Operation> operations(PreparedStatement select) throws SQLException {
        List<Operation> operations = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                operations.add(new Operation(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        State.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                        new Progress(rows.getLong(4), Optional.ofNullable(rows.getObject(5, Long.class))),
                        JsonMap.read(rows.getString(6)),
                        rows.getLong(7),
                        rows.getString(8),
                        rows.getObject(9, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(rows.getObject(10, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
            }
        }
        return operations;
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long offset(Page.Request page) {
        return page.offset();
    }

    private static <T> Page<T> page(List<T> items, long total) {
        return Page.of(items, total);
    }
}
