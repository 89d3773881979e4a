package org.clientele.audit.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Chains entries once they are committed, one node at a time: no writer waits for another one. Thread-safe.
 */
final class AuditChain {
    private static final int BATCH = 500;

    private final Transactions transactions;
    private final Seal seal;

    AuditChain(Transactions transactions, Seal seal) {
        this.transactions = transactions;
        this.seal = seal;
    }

    /** The end of the chain as it is written down. */
    record Head(long number, byte[] hash, byte @Nullable [] signature) {
        static Optional<Head> find(Connection connection, String lock) throws SQLException {
            try (Statement select = connection.createStatement();
                    ResultSet row =
                            select.executeQuery("select number, hash, signature from customer.audit_head" + lock)) {
                return row.next()
                        ? Optional.of(new Head(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    /** Chains all that are committed now. */
    void extend() {
        if (!transactions.read(AuditChain::isDue)) {
            return;
        }
        int chained;
        do {
            chained = transactions.sql(this::batch);
        } while (chained == BATCH);
    }

    /** Takes note of what a verification found, for those who watch. */
    static int verified(Connection connection, boolean intact) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.audit_head set verified_at = now(), verified_intact = ?")) {
            update.setBoolean(1, intact);
            return update.executeUpdate();
        }
    }

    private static boolean isDue(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select from customer.audit_entry where number is null limit 1")) {
            return row.next();
        }
    }

    private int batch(Connection connection) throws SQLException {
        Head head = Head.find(connection, " for update")
                .orElseThrow(() -> new IllegalStateException("The audit has no head any more."));
        long number = head.number();
        byte[] last = head.hash();
        int chained = 0;
        try (PreparedStatement select = connection.prepareStatement("select a.position, " + AuditRow.COLUMNS
                        + " from customer.audit_entry a where a.number is null order by a.position limit ?");
                PreparedStatement update = connection.prepareStatement(
                        "update customer.audit_entry set number = ?, previous = ?, hash = ? where position = ?")) {
            select.setInt(1, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] hash = Seal.hash(last, AuditRow.of(rows).canonical());
                    number++;
                    update.setLong(1, number);
                    update.setBytes(2, last);
                    update.setBytes(3, hash);
                    update.setLong(4, rows.getLong("position"));
                    update.addBatch();
                    last = hash;
                    chained++;
                }
            }
            update.executeBatch();
        }
        if (chained > 0) {
            write(connection, number, last);
        }
        return chained;
    }

    private void write(Connection connection, long number, byte[] hash) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.audit_head set number = ?, hash = ?, signature = ?")) {
            update.setLong(1, number);
            update.setBytes(2, hash);
            update.setBytes(3, seal.signature(number, hash).orElse(null));
            update.executeUpdate();
        }
    }
}
