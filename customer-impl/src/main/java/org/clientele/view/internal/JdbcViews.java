package org.clientele.view.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SavedView;
import org.clientele.search.internal.ViewSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Views in the table {@code list_view}: everybody's own, and those that others share. Thread-safe. */
@Component(service = JdbcViews.class)
public final class JdbcViews {
    private static final String ADMINISTRATOR = "staff:write";
    private static final String COLUMNS = "select id, name, owner, shared, is_default, columns, sort, filter, q, size,"
            + " segment_id, version from customer.list_view where (shared or owner = ?)";

    private final Transactions transactions;
    private final Access access;
    private final ViewSearch search;

    @Activate
    public JdbcViews(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference ViewSearch search) {
        this.transactions = transactions;
        this.access = access;
        this.search = search;
    }

    Page<ListView> list(Page.Request page) {
        return transactions.read(connection -> {
            List<ListView> items;
            try (PreparedStatement select =
                    connection.prepareStatement(COLUMNS + " order by customer.fold(name), id limit ? offset ?")) {
                select.setString(1, access.caller().id());
                select.setInt(2, page.size());
                select.setLong(3, page.offset());
                items = views(select);
            }
            return Page.of(items, count(connection));
        });
    }

    private long count(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from customer.list_view where shared or owner = ?")) {
            select.setString(1, access.caller().id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** @throws Problem.NotFound if there is none that the caller may see */
    ListView get(UUID id) {
        return transactions.read(connection -> find(connection, id, ""));
    }

    private ListView find(Connection connection, UUID id, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " and id = ?" + lock)) {
            select.setString(1, access.caller().id());
            select.setObject(2, id);
            return views(select).stream().findFirst().orElseThrow(() -> new Problem.NotFound("There is no such view."));
        }
    }

    ListView create(ViewDraft draft) {
        draft.check();
        UUID id = Uuid7.next();
        return transactions.sql(connection -> {
            lockDefinitions(connection);
            search.check(draft.saved(id));
            if (draft.isDefault().orElse(false)) {
                noOtherDefault(connection, access.caller().id(), id);
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.list_view (name, shared, is_default, columns, sort, filter, q, size, segment_id,"
                            + " uses, id, owner) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                int at = bind(connection, insert, draft, id);
                insert.setObject(at, id);
                insert.setString(at + 1, access.caller().id());
                insert.executeUpdate();
            }
            return find(connection, id, "");
        });
    }

    /** @param version that the draft is based on */
    ListView change(UUID id, long version, ViewDraft draft) {
        draft.check();
        return transactions.sql(connection -> {
            lockDefinitions(connection);
            ListView before = locked(connection, id, OptionalLong.of(version));
            search.check(draft.changed(id, ViewDraft.of(before)));
            if (draft.isDefault().orElse(false)) {
                noOtherDefault(connection, before.owner(), id);
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.list_view set name = ?, shared = ?, is_default = ?, columns = ?, sort = ?, filter = ?,"
                            + " q = ?, size = ?, segment_id = ?, uses = ?, version = version + 1 where id = ?")) {
                update.setObject(bind(connection, update, draft, id), id);
                update.executeUpdate();
            }
            return find(connection, id, "");
        });
    }

    void remove(UUID id, OptionalLong version) {
        transactions.sql(connection -> {
            locked(connection, id, version);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.list_view where id = ?")) {
                delete.setObject(1, id);
                return delete.executeUpdate();
            }
        });
    }

    private ListView locked(Connection connection, UUID id, OptionalLong version) throws SQLException {
        ListView view = find(connection, id, " for update");
        boolean own = view.owner().equals(access.caller().id());
        if (!own && !access.caller().may(ADMINISTRATOR)) {
            throw new Problem.Forbidden("not-owner", "A shared view is changed by whoever made it.");
        }
        if (version.isPresent() && version.getAsLong() != view.version()) {
            throw new Problem.Stale("The view was changed meanwhile.");
        }
        return view;
    }

    private static void noOtherDefault(Connection connection, String owner, UUID id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.list_view set is_default = false, version = version + 1"
                        + " where owner = ? and is_default and id <> ?")) {
            update.setString(1, owner);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** As segments do: none of them goes while a view is made to use it. */
    private static void lockDefinitions(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('customer.segment', 0))")) {
            lock.execute();
        }
    }

    private static int bind(Connection connection, PreparedStatement statement, ViewDraft draft, UUID id)
            throws SQLException {
        SavedView view = draft.saved(id);
        statement.setString(1, draft.name());
        statement.setBoolean(2, draft.shared().orElse(false));
        statement.setBoolean(3, draft.isDefault().orElse(false));
        statement.setArray(4, connection.createArrayOf("text", view.columns().toArray()));
        statement.setString(5, view.sort().orElse(null));
        statement.setString(6, view.filter().orElse(null));
        statement.setString(7, view.q().orElse(null));
        statement.setObject(8, view.size().orElse(null), Types.INTEGER);
        statement.setObject(9, view.segment().orElse(null), Types.OTHER);
        statement.setArray(
                10, connection.createArrayOf("uuid", ViewSearch.uses(view).toArray()));
        return 11;
    }

    private List<ListView> views(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                SavedView view = new SavedView(
                        row.getObject(1, UUID.class),
                        List.of((String[]) row.getArray(6).getArray()),
                        Optional.ofNullable(row.getString(7)),
                        Optional.ofNullable(row.getString(8)),
                        Optional.ofNullable(row.getString(9)),
                        Optional.ofNullable(row.getObject(10, Integer.class)),
                        Optional.ofNullable(row.getObject(11, UUID.class)));
                rows.add(new Row(
                        view,
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getLong(12)));
            }
        }
        return rows.stream().map(this::view).toList();
    }

    private record Row(SavedView view, String name, String owner, boolean shared, boolean isDefault, long version) {}

    private ListView view(Row row) {
        SavedView view = row.view();
        Optional<String> reason = search.broken(view.id());
        return new ListView(
                view.id(),
                row.name(),
                row.owner(),
                row.shared(),
                row.isDefault() && row.owner().equals(access.caller().id()),
                view.columns(),
                view.sort(),
                view.filter(),
                view.q(),
                view.size(),
                view.segment(),
                reason.isEmpty() ? ListView.State.ACTIVE : ListView.State.SUSPENDED,
                reason,
                search.missing(view),
                row.version());
    }
}
