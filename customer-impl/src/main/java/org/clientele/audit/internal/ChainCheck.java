package org.clientele.audit.internal;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clientele.audit.Verification;
import org.clientele.audit.Verification.Finding;
import org.clientele.audit.internal.AuditChain.Head;
import org.clientele.persistence.Transactions;

/** Computes a chain anew, from the first entry to the head as it was at the beginning. Used once, by one thread. */
final class ChainCheck {
    private static final int BATCH = 2000;
    private static final int MOST = 100;

    private final Transactions transactions;
    private final Seal seal;
    private final List<Finding> findings = new ArrayList<>();
    private byte[] last = new byte[32];
    private long number;

    ChainCheck(Transactions transactions, Seal seal) {
        this.transactions = transactions;
        this.seal = seal;
    }

    Verification run() {
        Optional<Head> present = transactions.read(connection -> Head.find(connection, ""));
        if (present.isEmpty()) {
            findings.add(new Finding(0, "head-edited", "There is no head."));
            return new Verification(false, 0, 0, false, findings);
        }
        Head head = present.get();
        while (number < head.number() && findings.size() < MOST && transactions.read(c -> batch(c, head.number()))) {
            // More of them.
        }
        if (number < head.number() && findings.size() < MOST) {
            findings.add(new Finding(
                    number + 1,
                    "truncated",
                    "The chain ends with entry " + number + ", and had " + head.number() + " of them."));
        } else if (findings.isEmpty() && !Arrays.equals(last, head.hash())) {
            findings.add(new Finding(0, "head-edited", "The head is not that of the last entry."));
        }
        boolean signed = head.signature() != null;
        if (seal.signs() && (head.number() > 0 || signed)) {
            byte[] right = seal.signature(head.number(), head.hash()).orElseThrow();
            if (!MessageDigest.isEqual(right, head.signature())) {
                findings.add(new Finding(0, "head-edited", "The head is not signed with the key of this node."));
            }
        }
        if (findings.isEmpty() && transactions.read(c -> beyond(c))) {
            findings.add(new Finding(0, "head-edited", "There are entries behind the head."));
        }
        return new Verification(findings.isEmpty(), number, transactions.read(ChainCheck::waiting), signed, findings);
    }

    private boolean batch(Connection connection, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select a.number, a.previous, a.hash, "
                + AuditRow.COLUMNS + " from customer.audit_entry a where a.number > ? and a.number <= ?"
                + " order by a.number limit ?")) {
            select.setLong(1, number);
            select.setLong(2, to);
            select.setInt(3, BATCH);
            boolean any = false;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && findings.size() < MOST) {
                    any = true;
                    check(rows);
                }
            }
            return any;
        }
    }

    private void check(ResultSet row) throws SQLException {
        long present = row.getLong("number");
        byte[] previous = row.getBytes("previous");
        byte[] hash = row.getBytes("hash");
        boolean gap = present != number + 1;
        if (gap) {
            findings.add(new Finding(
                    number + 1, "deleted", "Entries " + (number + 1) + " to " + (present - 1) + " are not there."));
        } else if (!Arrays.equals(previous, last)) {
            findings.add(new Finding(present, "reordered", "This entry did not follow the one before it."));
        }
        if (previous == null
                || !Arrays.equals(hash, Seal.hash(previous, AuditRow.of(row).canonical()))) {
            findings.add(new Finding(present, "edited", "This entry is not what was hashed."));
        }
        number = present;
        last = hash == null ? new byte[0] : hash;
    }

    /** The head was read before: by now it may be further. */
    private static boolean beyond(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select from customer.audit_entry"
                        + " where number > (select coalesce(max(number), 0) from customer.audit_head) limit 1")) {
            return row.next();
        }
    }

    private static long waiting(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select count(*) from customer.audit_entry where number is null")) {
            row.next();
            return row.getLong(1);
        }
    }
}
