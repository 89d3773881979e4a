package ${package};

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table {@code entry}. Thread-safe. */
@Component(service = Entries.class)
public final class Entries {
    private final Transactions transactions;

    @Activate
    public Entries(@Reference(target = "(schema=${word})") Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<Entry> find(UUID customer) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select customer_id, score, remark, changed_at from ${word}.entry where customer_id = ?")) {
                select.setObject(1, customer);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(entry(row)) : Optional.empty();
                }
            }
        });
    }

    Entry put(UUID customer, int score, Optional<String> remark) {
        return transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into ${word}.entry (customer_id, score, remark) values (?, ?, ?)
                    on conflict (customer_id) do update
                    set score = excluded.score, remark = excluded.remark, changed_at = now()
                    returning customer_id, score, remark, changed_at""")) {
                upsert.setObject(1, customer);
                upsert.setInt(2, score);
                upsert.setString(3, remark.orElse(null));
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    return entry(row);
                }
            }
        });
    }

    void remove(UUID customer) {
        change("delete from ${word}.entry where customer_id = ?", customer);
    }

    void forgetRemark(UUID customer) {
        change("update ${word}.entry set remark = null where customer_id = ?", customer);
    }

    private void change(String sql, UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, customer);
                return statement.executeUpdate();
            }
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject(1, UUID.class),
                row.getInt(2),
                Optional.ofNullable(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
