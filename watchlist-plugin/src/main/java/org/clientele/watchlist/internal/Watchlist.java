package org.clientele.watchlist.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table {@code entry}: each caller sees and changes their own entries. Thread-safe. */
@Component(service = Watchlist.class)
public final class Watchlist {
    private final Transactions transactions;
    private final Access access;

    @Activate
    public Watchlist(@Reference(target = "(schema=watchlist)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    /** Newest first. */
    List<Entry> page(int limit, long offset) {
        return transactions.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select customer_id, reason, remind_on, since from watchlist.entry"
                            + " where watcher = ? order by since desc, customer_id desc limit ? offset ?")) {
                select.setString(1, me());
                select.setInt(2, limit);
                select.setLong(3, offset);
                List<Entry> entries = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
                return entries;
            }
        });
    }

    long count() {
        return transactions.read(connection -> {
            try (PreparedStatement count =
                    connection.prepareStatement("select count(*) from watchlist.entry where watcher = ?")) {
                count.setString(1, me());
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Watches, or says anew why and until when. */
    Entry put(UUID customer, Optional<String> reason, Optional<LocalDate> remindOn) {
        return transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into watchlist.entry (customer_id, watcher, reason, remind_on) values (?, ?, ?, ?)
                    on conflict (customer_id, watcher) do update set reason = excluded.reason, remind_on = excluded.remind_on
                    returning customer_id, reason, remind_on, since""")) {
                upsert.setObject(1, customer);
                upsert.setString(2, me());
                upsert.setString(3, reason.orElse(null));
                upsert.setObject(4, remindOn.orElse(null));
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    return entry(row);
                }
            }
        });
    }

    /** Watches no more; nothing happens if the caller did not. */
    void remove(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from watchlist.entry where customer_id = ? and watcher = ?")) {
                delete.setObject(1, customer);
                delete.setString(2, me());
                return delete.executeUpdate();
            }
        });
    }

    private String me() {
        return access.caller().id();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject(1, UUID.class),
                Optional.ofNullable(row.getString(2)),
                Optional.ofNullable(row.getObject(3, LocalDate.class)),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
