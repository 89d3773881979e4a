package org.clientele.staff.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Grant;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Roles in the table {@code staff_role}. They hold for the whole shop. */
@Component(service = JdbcRoles.class)
public final class JdbcRoles {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final String SELECT = "select code, name, scopes, shipped, version from customer.staff_role";

    private final Transactions transactions;
    private final Access access;

    @Activate
    public JdbcRoles(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    List<Role> all() {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " order by not shipped, code")) {
                return roles(select);
            }
        });
    }

    Role get(String code) {
        return transactions.read(connection -> find(connection, code));
    }

    Role create(String code, String name, Set<String> scopes) {
        check(code, name, scopes);
        access.requireAllSellerAccounts();
        requireOwn(scopes);
        return transactions.sql(connection -> {
            StaffRows.lock(connection);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.staff_role (code, name, scopes) values (?, ?, ?)")) {
                insert.setString(1, code);
                insert.setString(2, name.strip());
                insert.setArray(3, StaffRows.array(connection, scopes));
                insert.executeUpdate();
            }
            return find(connection, code);
        });
    }

    Role change(String code, OptionalLong version, String name, Set<String> scopes) {
        check(code, name, scopes);
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            Role before = own(connection, code, version);
            requireOwn(scopes);
            boolean administered = JdbcStaff.hasAdministrator(connection, StaffRows.roles(connection));
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.staff_role set name = ?, scopes = ?, version = version + 1 where code = ?")) {
                update.setString(1, name.strip());
                update.setArray(2, StaffRows.array(connection, scopes));
                update.setString(3, before.code());
                update.executeUpdate();
            }
            JdbcStaff.requireAdministrator(connection, administered);
            return find(connection, code);
        });
    }

    /** @throws Problem.Conflict {@code in-use} while somebody has it */
    void remove(String code, OptionalLong version) {
        access.requireAllSellerAccounts();
        transactions.sql(connection -> {
            Role role = own(connection, code, version);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.staff_role where code = ?")) {
                delete.setString(1, role.code());
                return delete.executeUpdate();
            }
        });
    }

    private Role own(Connection connection, String code, OptionalLong version) throws SQLException {
        StaffRows.lock(connection);
        Role role = find(connection, code);
        if (role.shipped()) {
            throw new Problem.Conflict(
                    "shipped", "What comes with the product stays as it is; make a role of your own.");
        }
        if (version.isPresent() && version.getAsLong() != role.version()) {
            throw new Problem.Stale("The role was changed meanwhile.");
        }
        requireOwn(role.scopes());
        return role;
    }

    /** Who changes a role changes what others may. */
    private void requireOwn(Set<String> scopes) {
        if (!new Grant(scopes, Optional.empty()).isWithin(access.caller())) {
            throw new Problem.Forbidden("scope-missing", "Nobody gives or takes what they do not have themselves.");
        }
    }

    private static void check(String code, String name, Set<String> scopes) {
        Problem.Invalid.check(checks -> checks.that(
                        CODE.matcher(code).matches(),
                        "/code",
                        "code",
                        "A code is a-z, 0-9 and -, and begins with a letter.")
                .that(
                        !name.isBlank() && name.length() <= 100 && name.chars().noneMatch(Character::isISOControl),
                        "/name",
                        "length",
                        "A role has a name of 1 to 100 characters.")
                .that(
                        !scopes.isEmpty()
                                && scopes.size() <= 200
                                && scopes.stream()
                                        .allMatch(scope ->
                                                Granted.SCOPE.matcher(scope).matches()),
                        "/scopes",
                        "scope",
                        "A role has scopes, written <resource>:<action>."));
    }

    private static Role find(Connection connection, String code) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where code = ?")) {
            select.setString(1, code);
            return roles(select).stream().findFirst().orElseThrow(() -> new Problem.NotFound("There is no such role."));
        }
    }

    private static List<Role> roles(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<Role> roles = new ArrayList<>();
            while (row.next()) {
                roles.add(Role.of(
                        row.getString(1),
                        row.getString(2),
                        StaffRows.strings(row.getArray(3)),
                        row.getBoolean(4),
                        row.getLong(5)));
            }
            return roles;
        }
    }
}
