package org.clientele.search.internal;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.persistence.Transactions;

/** Segments and views as they were saved, read anew by each query that names one, so that all nodes agree. */
final class SavedQueries {
    private final Transactions transactions;

    SavedQueries(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param filter of a dynamic segment */
    record SavedSegment(UUID id, Optional<String> filter) {}

    /** @param caller who may see it; empty for anybody */
    Optional<SavedSegment> segment(UUID id, Optional<Caller> caller) {
        Optional<Object[]> own = caller.flatMap(Caller::sellerAccounts).map(accounts -> accounts.toArray());
        return transactions.read(connection -> {
            String sql = "select case kind when 'dynamic' then filter end from customer.segment where id = ?"
                    + (own.isPresent() ? " and (seller_accounts = '{}' or seller_accounts && ?)" : "");
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, id);
                if (own.isPresent()) {
                    select.setArray(2, connection.createArrayOf("text", own.get()));
                }
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new SavedSegment(id, Optional.ofNullable(row.getString(1))))
                            : Optional.empty();
                }
            }
        });
    }

    /** @throws Problem.Invalid if there is none that the caller may use */
    SavedView view(UUID id, Caller caller) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select columns, sort, filter, q, size, segment_id from customer.list_view"
                            + " where id = ? and (shared or owner = ?)")) {
                select.setObject(1, id);
                select.setString(2, caller.id());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw Problem.Invalid.at("?view", "view", "There is no such view.");
                    }
                    return new SavedView(
                            id,
                            texts(row.getArray(1)),
                            Optional.ofNullable(row.getString(2)),
                            Optional.ofNullable(row.getString(3)),
                            Optional.ofNullable(row.getString(4)),
                            Optional.ofNullable(row.getObject(5, Integer.class)),
                            Optional.ofNullable(row.getObject(6, UUID.class)));
                }
            }
        });
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
