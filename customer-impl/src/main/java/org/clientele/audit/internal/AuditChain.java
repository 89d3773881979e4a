package org.clientele.audit.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    /** Appends entries that were not written yet: hundreds of views a second are written once, not once and again. */
    void append(List<AuditRow> rows) {
        transactions.<Boolean>sql(connection -> {
            Links links = new Links(head(connection));
            List<AuditRow> complete = AuditRow.withSellerAccounts(connection, rows);
            complete.forEach(row -> links.add(row.canonical()));
            AuditRow.insertChained(connection, complete, links.links);
            write(connection, links);
            return true;
        });
    }

    private int batch(Connection connection) throws SQLException {
        Links links = new Links(head(connection));
        List<Long> positions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select a.position, " + AuditRow.COLUMNS
                + " from customer.audit_entry a where a.number is null order by a.position limit ?")) {
            select.setInt(1, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    links.add(AuditRow.of(rows).canonical());
                    positions.add(rows.getLong("position"));
                }
            }
        }
        if (!positions.isEmpty()) {
            chain(connection, positions, links.links);
            write(connection, links);
        }
        return positions.size();
    }

    private static void chain(Connection connection, List<Long> positions, List<Link> links) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.audit_entry a set number = n.number, previous = n.previous, hash = n.hash
                from unnest(?, ?, ?, ?) n (position, number, previous, hash)
                where a.position = n.position""")) {
            new ArrayParameters(update)
                    .add("bigint", positions, position -> position)
                    .add("bigint", links, Link::number)
                    .addBytes(links, Link::previous)
                    .addBytes(links, Link::hash);
            update.executeUpdate();
        }
    }

    private static Head head(Connection connection) throws SQLException {
        return Head.find(connection, " for update")
                .orElseThrow(() -> new IllegalStateException("The audit has no head any more."));
    }

    /** What chains one entry to the one before it. */
    @SuppressWarnings("ArrayRecordComponent") // written once, then stored
    record Link(long number, byte[] previous, byte[] hash) {}

    /** Grows from the end of the chain. Not thread-safe. */
    private static final class Links {
        private final List<Link> links = new ArrayList<>();
        private long number;
        private byte[] last;

        Links(Head head) {
            this.number = head.number();
            this.last = head.hash();
        }

        void add(byte[] content) {
            byte[] hash = Seal.hash(last, content);
            number++;
            links.add(new Link(number, last, hash));
            last = hash;
        }
    }

    private void write(Connection connection, Links links) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.audit_head set number = ?, hash = ?, signature = ?")) {
            update.setLong(1, links.number);
            update.setBytes(2, links.last);
            update.setBytes(3, seal.signature(links.number, links.last).orElse(null));
            update.executeUpdate();
        }
    }
}
