package org.clientele.watchlist.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Identities;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table {@code list} and what belongs to it: read by whom a list is shared with, changed by its owner. Thread-safe. */
@Component(service = SharedLists.class, configurationPid = "org.clientele.watchlist")
public final class SharedLists {
    private static final String SELECT = """
            select l.id, l.name, l.owner, l.owner = ?, l.everyone, l.created_at, l.version,
                array(select r.reader from watchlist.list_reader r where r.list_id = l.id order by 1),
                case when l.owner = ? then (select count(*) from watchlist.list_item i where i.list_id = l.id) end
            from watchlist.list l
            where (l.owner = ? or l.everyone or exists (
                select from watchlist.list_reader r where r.list_id = l.id and r.reader = ?))""";
    private static final int MOST_SHOWN = 1000;

    private final Transactions transactions;
    private final Access access;
    private final Identities identities;
    private final int mostItems;
    private final int mostLists;

    @Activate
    public SharedLists(
            @Reference(target = "(schema=watchlist)") Transactions transactions,
            @Reference Access access,
            @Reference Identities identities,
            WatchlistConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.identities = identities;
        this.mostItems = config.mostEntries();
        this.mostLists = config.mostLists();
    }

    /** The caller's own and those that others share, by name. */
    List<SharedList> all() {
        return transactions.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(SELECT + " order by l.name, l.id limit " + MOST_SHOWN)) {
                return lists(select, Optional.empty());
            }
        });
    }

    /** @throws Problem.NotFound if there is none, or it is not shared with the caller */
    SharedList get(UUID id) {
        return transactions.read(connection -> get(connection, id));
    }

    private SharedList get(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " and l.id = ?")) {
            return lists(select, Optional.of(id)).stream()
                    .findFirst()
                    .orElseThrow(() -> new Problem.NotFound("There is no such list."));
        }
    }

    SharedList add(SharedList.Draft draft) {
        checkReaders(draft);
        UUID id = UUID.randomUUID();
        return transactions.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into watchlist.list (id, owner, name, everyone) values (?, ?, ?, ?)")) {
                insert.setObject(1, id);
                insert.setString(2, me());
                insert.setString(3, draft.name().orElseThrow());
                insert.setBoolean(4, draft.everyone().orElse(false));
                insert.executeUpdate();
            }
            if (count(connection, "select count(*) from watchlist.list where owner = ?", me()) > mostLists) {
                throw new Problem.Conflict("too-many", "At most " + mostLists + " lists belong to one.");
            }
            setReaders(connection, id, draft.distinctReaders());
            return get(connection, id);
        });
    }

    /** @throws Problem.Forbidden {@code not-owner} if it is shared with the caller only */
    SharedList change(UUID id, OptionalLong version, SharedList.Draft draft) {
        checkReaders(draft);
        return transactions.sql(connection -> {
            lock(connection, id, version);
            try (PreparedStatement update = connection.prepareStatement(
                    "update watchlist.list set name = ?, everyone = ?, version = version + 1 where id = ?")) {
                update.setString(1, draft.name().orElseThrow());
                update.setBoolean(2, draft.everyone().orElse(false));
                update.setObject(3, id);
                update.executeUpdate();
            }
            setReaders(connection, id, draft.distinctReaders());
            return get(connection, id);
        });
    }

    /** Also for administrators: the owner may be gone. */
    void delete(UUID id) {
        transactions.<Boolean>sql(connection -> {
            boolean everything =
                    access.caller().may("*") && access.caller().sellerAccounts().isEmpty();
            if (!everything) {
                lock(connection, id, OptionalLong.empty());
            }
            try (PreparedStatement delete = connection.prepareStatement("delete from watchlist.list where id = ?")) {
                delete.setObject(1, id);
                if (delete.executeUpdate() == 0) {
                    throw new Problem.NotFound("There is no such list.");
                }
            }
            return true;
        });
    }

    /** Newest first. */
    List<SharedList.Item> items(UUID id, int limit, long offset) {
        return transactions.read(connection -> {
            get(connection, id);
            try (PreparedStatement select = connection.prepareStatement(
                    "select customer_id, reason, since from watchlist.list_item where list_id = ?"
                            + " order by since desc, customer_id desc limit ? offset ?")) {
                select.setObject(1, id);
                select.setInt(2, limit);
                select.setLong(3, offset);
                try (ResultSet row = select.executeQuery()) {
                    List<SharedList.Item> items = new ArrayList<>();
                    while (row.next()) {
                        items.add(item(row));
                    }
                    return items;
                }
            }
        });
    }

    SharedList.Item put(UUID id, UUID customer, Optional<String> reason) {
        return transactions.sql(connection -> {
            lock(connection, id, OptionalLong.empty());
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into watchlist.list_item (list_id, customer_id, reason) values (?, ?, ?)
                    on conflict (list_id, customer_id) do update set reason = excluded.reason
                    returning customer_id, reason, since""")) {
                upsert.setObject(1, id);
                upsert.setObject(2, customer);
                upsert.setString(3, reason.orElse(null));
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    SharedList.Item item = item(row);
                    if (count(connection, "select count(*) from watchlist.list_item where list_id = ?", id)
                            > mostItems) {
                        throw new Problem.Conflict("too-many", "At most " + mostItems + " customers are on a list.");
                    }
                    return item;
                }
            }
        });
    }

    void remove(UUID id, UUID customer) {
        transactions.<Boolean>sql(connection -> {
            lock(connection, id, OptionalLong.empty());
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from watchlist.list_item where list_id = ? and customer_id = ?")) {
                delete.setObject(1, id);
                delete.setObject(2, customer);
                return delete.executeUpdate() == 1;
            }
        });
    }

    /** One change of a list at a time. */
    private void lock(Connection connection, UUID id, OptionalLong version) throws SQLException {
        SharedList list = get(connection, id);
        if (!list.own()) {
            throw new Problem.Forbidden("not-owner", "A list is changed by its owner.");
        }
        try (PreparedStatement select =
                connection.prepareStatement("select version from watchlist.list where id = ? for update")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new Problem.NotFound("There is no such list.");
                }
                if (version.isPresent() && version.getAsLong() != row.getLong(1)) {
                    throw new Problem.Stale("It was changed meanwhile: read it again and repeat the change.");
                }
            }
        }
    }

    private void checkReaders(SharedList.Draft draft) {
        List<String> readers = draft.readers().orElse(List.of());
        Problem.Invalid.check(checks -> {
            for (int i = 0; i < readers.size(); i++) {
                checks.that(
                        readers.get(i).startsWith("staff:")
                                && identities.find(readers.get(i)).isPresent(),
                        "/readers/" + i,
                        "not-found",
                        "There is no such staff user.");
            }
        });
    }

    private static void setReaders(Connection connection, UUID id, List<String> readers) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from watchlist.list_reader where list_id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into watchlist.list_reader (list_id, reader) select ?, unnest(?)")) {
            insert.setObject(1, id);
            insert.setArray(2, connection.createArrayOf("text", readers.toArray()));
            insert.executeUpdate();
        }
    }

    private static long count(Connection connection, String sql, Object of) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            count.setObject(1, of);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<SharedList> lists(PreparedStatement select, Optional<UUID> id) throws SQLException {
        for (int column = 1; column <= 4; column++) {
            select.setString(column, me());
        }
        if (id.isPresent()) {
            select.setObject(5, id.get());
        }
        try (ResultSet row = select.executeQuery()) {
            List<SharedList> lists = new ArrayList<>();
            while (row.next()) {
                boolean own = row.getBoolean(4);
                lists.add(new SharedList(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        own,
                        row.getBoolean(5),
                        own ? Optional.of(List.of((String[]) row.getArray(8).getArray())) : Optional.empty(),
                        own ? Optional.of(row.getLong(9)) : Optional.empty(),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        row.getLong(7)));
            }
            return lists;
        }
    }

    private static SharedList.Item item(ResultSet row) throws SQLException {
        return new SharedList.Item(
                row.getObject(1, UUID.class),
                Optional.ofNullable(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }

    private String me() {
        return access.caller().id();
    }
}
