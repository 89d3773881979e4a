package org.clientele.customfield.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customfield.CustomField;
import org.clientele.customfield.CustomFields;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Custom fields in the table {@code custom_field}. */
@Component
public final class JdbcCustomFields implements CustomFields {
    private static final int MOST = 200;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,62}");
    // Words of the filter language, which no attribute can be called.
    private static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "pr", "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "true", "false", "null");

    private final Transactions transactions;
    private final Access access;
    private final CustomFieldAttributes attributes;

    @Activate
    public JdbcCustomFields(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomFieldAttributes attributes) {
        this.transactions = transactions;
        this.access = access;
        this.attributes = attributes;
    }

    @Override
    public List<CustomField> all() {
        return List.copyOf(transactions.read(CustomFieldRules::read).values());
    }

    @Override
    public Optional<CustomField> find(String name) {
        return Optional.ofNullable(transactions.read(CustomFieldRules::read).get(name));
    }

    @Override
    public CustomField define(CustomField field) {
        check(field);
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            if (CustomFieldRules.read(connection).size() >= MOST) {
                throw new Problem.Conflict("too-many-custom-fields", "There are at most " + MOST + " custom fields.");
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.custom_field (name, label, type, choices, required, personal)"
                            + " values (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, field.name());
                insert.setString(2, field.label());
                insert.setString(3, field.type().name().toLowerCase(Locale.ROOT));
                insert.setArray(
                        4, connection.createArrayOf("text", field.values().toArray()));
                insert.setBoolean(5, field.required());
                insert.setBoolean(6, field.personal());
                insert.executeUpdate();
            }
            return changed(connection, field.name());
        });
    }

    @Override
    public CustomField change(String name, OptionalLong version, CustomField field) {
        check(field);
        access.requireAllSellerAccounts();
        return transactions.sql(connection -> {
            lock(connection, name, version);
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.custom_field set label = ?, choices = ?, required = ?, personal = ?,"
                            + " version = version + 1 where name = ?")) {
                update.setString(1, field.label());
                update.setArray(
                        2, connection.createArrayOf("text", field.values().toArray()));
                update.setBoolean(3, field.required());
                update.setBoolean(4, field.personal());
                update.setString(5, name);
                update.executeUpdate();
            }
            return changed(connection, name);
        });
    }

    @Override
    public void remove(String name, OptionalLong version) {
        access.requireAllSellerAccounts();
        transactions.sql(connection -> {
            lock(connection, name, version);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.custom_field where name = ?")) {
                delete.setString(1, name);
                transactions.afterCommit(attributes::refresh);
                return delete.executeUpdate();
            }
        });
    }

    private CustomField changed(Connection connection, String name) throws SQLException {
        transactions.afterCommit(attributes::refresh);
        CustomField field = CustomFieldRules.read(connection).get(name);
        if (field == null) {
            throw notFound();
        }
        return field;
    }

    private static void lock(Connection connection, String name, OptionalLong version) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select version from customer.custom_field where name = ? for update")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw notFound();
                }
                if (version.isPresent() && version.getAsLong() != row.getLong(1)) {
                    throw new Problem.Stale("The custom field was changed meanwhile.");
                }
            }
        }
    }

    private static void check(CustomField field) {
        Problem.Invalid.check(checks -> checks.that(
                        NAME.matcher(field.name()).matches()
                                && !RESERVED.contains(field.name().toLowerCase(Locale.ROOT)),
                        "/name",
                        "code",
                        "A name is a letter and up to 62 letters, digits, _ and - and no word of the filter language.")
                .that(
                        !field.label().isBlank()
                                && field.label().length() <= 100
                                && field.label().chars().noneMatch(Character::isISOControl),
                        "/label",
                        "length",
                        "A label has 1 to 100 printable characters.")
                .that(
                        field.values().isEmpty() || field.type() == CustomField.Type.CODE,
                        "/values",
                        "value",
                        "Only a code has fixed values.")
                .that(
                        field.values().size() <= 200
                                && field.values().stream()
                                        .allMatch(value -> !value.isBlank()
                                                && value.length() <= 64
                                                && value.chars().noneMatch(Character::isISOControl))
                                && Set.copyOf(field.values()).size()
                                        == field.values().size(),
                        "/values",
                        "value",
                        "There are at most 200 different values of 1 to 64 printable characters."));
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such custom field.");
    }
}
