package org.clientele.operation.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.operation.Operation.State;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on an operation, taken from whoever had it before.
 *
 * @param key drawn anew for each run; whoever does not hold the one in the row can neither step nor finish
 */
record Claim(
        UUID operation,
        UUID key,
        Map<String, @Nullable Object> parameters,
        Caller caller,
        Optional<String> checkpoint,
        Map<String, @Nullable Object> result,
        long inputSize) {

    /** Empty if the operation is over. */
    static Optional<Claim> take(Transactions transactions, UUID operation) {
        UUID key = UUID.randomUUID();
        return transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.operation set claim = ?, state = 'running'
                    where id = ? and state in ('queued', 'running')
                    returning parameters, caller, checkpoint, result, input_size
                    """)) {
                update.setObject(1, key);
                update.setObject(2, operation);
                try (ResultSet rows = update.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Claim(
                                    operation,
                                    key,
                                    JsonMap.read(rows.getString(1)),
                                    JsonMap.readCaller(rows.getString(2)),
                                    Optional.ofNullable(rows.getString(3)),
                                    JsonMap.read(rows.getString(4)),
                                    rows.getLong(5)))
                            : Optional.<Claim>empty();
                }
            }
        });
    }

    /** Whether the claim still held; the input goes. */
    boolean finish(Transactions transactions, State state, Map<String, @Nullable Object> result) {
        return transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.operation set claim = null, state = ?, result = ?, finished_at = now()
                    where id = ? and claim = ?
                    """)) {
                update.setString(1, OperationRows.name(state));
                update.setString(2, JsonMap.write(result));
                update.setObject(3, operation);
                update.setObject(4, key);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            StoredInput.remove(transactions, operation);
            return true;
        });
    }

    /** Whether the claim still held; somebody may go on at once. */
    boolean release(Transactions transactions) {
        return transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.operation set claim = null, state = 'queued' where id = ? and claim = ?")) {
                update.setObject(1, operation);
                update.setObject(2, key);
                return update.executeUpdate() == 1;
            }
        });
    }
}
