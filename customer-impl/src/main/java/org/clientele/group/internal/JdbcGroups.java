package org.clientele.group.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.internal.CustomerNews;
import org.clientele.customer.internal.Visibility;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Groups in the table {@code customer_group}. */
@Component
public final class JdbcGroups implements Groups {
    private static final int AT_A_TIME = 1000;
    private static final String COLUMNS = "g.code, g.name, g.kind, g.benefits, g.version";

    private final Transactions transactions;
    private final Access access;
    private final Visibility visibility;
    private final CustomerNews news;

    @Activate
    public JdbcGroups(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomerNews news) {
        this.transactions = transactions;
        this.news = news;
        this.access = access;
        this.visibility = new Visibility(access);
    }

    @Override
    public List<Group> all() {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from customer.customer_group g order by code")) {
                return groups(select);
            }
        });
    }

    @Override
    public Optional<Group> find(String code) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from customer.customer_group g where code = ?")) {
                select.setString(1, code);
                return groups(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<Group> of(UUID customer) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                    + " from customer.customer_group g join customer.customer c on g.code = any (c.groups)"
                    + " where c.id = ? order by g.code")) {
                select.setObject(1, customer);
                return groups(select);
            }
        });
    }

    @Override
    public Group create(String code, String name, Group.Kind kind, Group.Benefits benefits) {
        GroupChecks.check(code, name, benefits);
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.customer_group as g (code, name, kind, benefits) values (?, ?, ?, ?) returning "
                            + COLUMNS)) {
                insert.setString(1, code);
                insert.setString(2, name);
                insert.setString(3, text(kind));
                insert.setString(4, json(benefits));
                return groups(insert).get(0);
            }
        });
    }

    @Override
    public Group change(String code, OptionalLong version, String name, Group.Kind kind, Group.Benefits benefits) {
        GroupChecks.check(code, name, benefits);
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            lock(connection, code, version);
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.customer_group g set name = ?, kind = ?, benefits = ?, version = version + 1"
                            + " where code = ? returning " + COLUMNS)) {
                update.setString(1, name);
                update.setString(2, text(kind));
                update.setString(3, json(benefits));
                update.setString(4, code);
                return groups(update).get(0);
            }
        });
    }

    @Override
    public void remove(String code, OptionalLong version, boolean force) {
        access.requireAllSellerAccounts();
        transactions.sql(connection -> {
            lock(connection, code, version);
            if (!force && inUse(connection, code)) {
                throw new Problem.Conflict("in-use", "The group has members; add force=true to take it from them.");
            }
            List<UUID> members = members(connection, code);
            for (int from = 0; from < members.size(); from += AT_A_TIME) {
                List<UUID> some = members.subList(from, Math.min(members.size(), from + AT_A_TIME));
                leave(connection, code, some);
                news.tell(Set.of(), Set.copyOf(some));
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.customer_group where code = ?")) {
                delete.setString(1, code);
                return delete.executeUpdate();
            }
        });
    }

    /** Locked in the order of their ids, as everybody does. */
    private static List<UUID> members(Connection connection, String code) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from customer.customer where groups @> array[?::text] order by id for update")) {
            select.setString(1, code);
            List<UUID> members = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.add(row.getObject(1, UUID.class));
                }
            }
            return members;
        }
    }

    private static void leave(Connection connection, String code, List<UUID> members) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.customer set groups = array_remove(groups, ?),"
                        + " version = version + 1 where id = any (?)")) {
            update.setString(1, code);
            update.setArray(2, connection.createArrayOf("uuid", members.toArray()));
            update.executeUpdate();
        }
    }

    private static boolean inUse(Connection connection, String code) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from customer.customer where groups @> array[?::text] limit 1")) {
            select.setString(1, code);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Whoever takes a group for a customer holds a lighter lock, see {@link KnownGroups}. */
    private static void lock(Connection connection, String code, OptionalLong version) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select version from customer.customer_group where code = ? for update")) {
            select.setString(1, code);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw notFound();
                }
                if (version.isPresent() && version.getAsLong() != row.getLong(1)) {
                    throw new Problem.Stale("The group was changed meanwhile.");
                }
            }
        }
    }

    private static List<Group> groups(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Group> groups = new ArrayList<>();
            while (row.next()) {
                groups.add(new Group(
                        row.getString(1),
                        row.getString(2),
                        Group.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        Json.read(
                                row.getString(4).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                Group.Benefits.class),
                        row.getLong(5)));
            }
            return groups;
        }
    }

    private static String text(Group.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Group.Benefits benefits) {
        return new String(Json.write(benefits), java.nio.charset.StandardCharsets.UTF_8);
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such group.");
    }
}
