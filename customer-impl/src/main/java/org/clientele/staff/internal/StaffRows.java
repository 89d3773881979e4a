package org.clientele.staff.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of staff users, and what they were granted. */
final class StaffRows {
    private static final String COLUMNS =
            "select s.id, s.email, s.name, s.locale, s.state, s.created_at, s.last_login_at, s.version from customer.staff s";

    private StaffRows() {}

    /** One change of staff or roles at a time: the last administrator is looked for over all of them. */
    static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('customer.staff', 0))");
        }
    }

    /** The scopes of each role. */
    static Map<String, Set<String>> roles(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select code, scopes from customer.staff_role");
                ResultSet row = select.executeQuery()) {
            Map<String, Set<String>> roles = new HashMap<>();
            while (row.next()) {
                roles.put(row.getString(1), strings(row.getArray(2)));
            }
            return roles;
        }
    }

    static List<StaffUser> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " order by s.name, s.id")) {
            return staff(connection, select);
        }
    }

    static Optional<StaffUser> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " where s.id = ?")) {
            select.setObject(1, id);
            return staff(connection, select).stream().findFirst();
        }
    }

    static Optional<StaffUser> find(Connection connection, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " where s.email = ?")) {
            select.setString(1, email);
            return staff(connection, select).stream().findFirst();
        }
    }

    static Optional<StaffUser> ofSubject(Connection connection, String subject) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " where s.subject = ?")) {
            select.setString(1, subject);
            return staff(connection, select).stream().findFirst();
        }
    }

    static void insert(Connection connection, UUID id, String email, String name, Optional<String> locale)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.staff (id, email, name, locale, state) values (?, ?, ?, ?, 'invited')")) {
            insert.setObject(1, id);
            insert.setString(2, email);
            insert.setString(3, name);
            insert.setString(4, locale.orElse(null));
            insert.executeUpdate();
        }
    }

    static void update(Connection connection, StaffUser user) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.staff set email = ?, name = ?, locale = ?, state = ?, version = version + 1 where id = ?")) {
            update.setString(1, user.email());
            update.setString(2, user.name());
            update.setString(3, user.locale().orElse(null));
            update.setString(4, user.state().text());
            update.setObject(5, user.id());
            update.executeUpdate();
        }
    }

    static void delete(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from customer.staff where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    static void grant(Connection connection, UUID id, List<Granted> grants) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from customer.staff_grant where staff_id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.staff_grant"
                        + " (staff_id, position, role, switched_on, switched_off, seller_accounts) values (?, ?, ?, ?, ?, ?)")) {
            int position = 0;
            for (Granted grant : grants) {
                insert.setObject(1, id);
                insert.setInt(2, position++);
                insert.setString(3, grant.role().orElse(null));
                insert.setArray(4, array(connection, grant.named(true)));
                insert.setArray(5, array(connection, grant.named(false)));
                insert.setArray(
                        6,
                        grant.sellerAccounts().isEmpty()
                                ? null
                                : array(connection, grant.sellerAccounts().get()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<StaffUser> staff(Connection connection, PreparedStatement select) throws SQLException {
        List<StaffUser> staff = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                staff.add(new StaffUser(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        Optional.ofNullable(row.getString(4)),
                        StaffUser.State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                        List.of(),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getLong(8)));
            }
        }
        if (staff.isEmpty()) {
            return staff;
        }
        Map<UUID, List<Granted>> grants =
                grants(connection, staff.stream().map(StaffUser::id).toArray());
        return staff.stream()
                .map(user -> user.with(grants.getOrDefault(user.id(), List.of())))
                .toList();
    }

    private static Map<UUID, List<Granted>> grants(Connection connection, Object[] ids) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select staff_id, role, switched_on, switched_off, seller_accounts"
                        + " from customer.staff_grant where staff_id = any (?) order by staff_id, position")) {
            select.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, List<Granted>> grants = new HashMap<>();
                while (row.next()) {
                    @Nullable Array accounts = row.getArray(5);
                    grants.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new Granted(
                                    Optional.ofNullable(row.getString(2)),
                                    Granted.actions(strings(row.getArray(3)), strings(row.getArray(4))),
                                    accounts == null ? Optional.empty() : Optional.of(strings(accounts))));
                }
                return grants;
            }
        }
    }

    static Array array(Connection connection, Set<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    static Set<String> strings(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
