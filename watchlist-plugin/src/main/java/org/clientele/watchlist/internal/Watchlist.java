package org.clientele.watchlist.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The table {@code entry}: each caller sees and changes their own entries. Thread-safe. */
@Component(service = Watchlist.class, configurationPid = "org.clientele.watchlist")
@Designate(ocd = WatchlistConfig.class)
public final class Watchlist {
    private static final String COLUMNS = "customer_id, reason, remind_on, muted, since";

    private final Transactions transactions;
    private final Access access;
    private final int most;

    @Activate
    public Watchlist(
            @Reference(target = "(schema=watchlist)") Transactions transactions,
            @Reference Access access,
            WatchlistConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.most = config.mostEntries();
    }

    /** Newest first. */
    List<Entry> page(int limit, long offset) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from watchlist.entry"
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

    Optional<Entry> find(UUID customer) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from watchlist.entry where customer_id = ? and watcher = ?")) {
                select.setObject(1, customer);
                select.setString(2, me());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(entry(row)) : Optional.empty();
                }
            }
        });
    }

    long count() {
        return transactions.read(this::count);
    }

    private long count(Connection connection) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from watchlist.entry where watcher = ?")) {
            count.setString(1, me());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Watches, or says anew why, until when and for what.
     *
     * @throws Problem.Conflict {@code too-many} if the caller watches as many as one may
     */
    Entry put(UUID customer, Optional<String> reason, Optional<LocalDate> remindOn, List<Alert> alerts) {
        return transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into watchlist.entry (customer_id, watcher, reason, remind_on, muted) values (?, ?, ?, ?, ?)
                    on conflict (customer_id, watcher) do update
                    set reason = excluded.reason, remind_on = excluded.remind_on, muted = excluded.muted
                    returning %s, xmax = 0""".formatted(COLUMNS))) {
                upsert.setObject(1, customer);
                upsert.setString(2, me());
                upsert.setString(3, reason.orElse(null));
                upsert.setObject(4, remindOn.orElse(null));
                upsert.setArray(5, muted(connection, alerts));
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    if (row.getBoolean(6) && count(connection) > most) {
                        throw new Problem.Conflict("too-many", "At most " + most + " customers are watched by one.");
                    }
                    return entry(row);
                }
            }
        });
    }

    /**
     * Watches no more; nothing happens if the caller did not.
     *
     * @return whether the caller did
     */
    boolean remove(UUID customer) {
        return transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from watchlist.entry where customer_id = ? and watcher = ?")) {
                delete.setObject(1, customer);
                delete.setString(2, me());
                return delete.executeUpdate() == 1;
            }
        });
    }

    private String me() {
        return access.caller().id();
    }

    private static Array muted(Connection connection, List<Alert> alerts) throws SQLException {
        return connection.createArrayOf(
                "text",
                Arrays.stream(Alert.values())
                        .filter(alert -> !alerts.contains(alert))
                        .map(Alert::text)
                        .toArray());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        List<String> muted = List.of((String[]) row.getArray(4).getArray());
        return new Entry(
                row.getObject(1, UUID.class),
                Optional.ofNullable(row.getString(2)),
                Optional.ofNullable(row.getObject(3, LocalDate.class)),
                Arrays.stream(Alert.values())
                        .filter(alert -> !muted.contains(alert.text()))
                        .toList(),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
