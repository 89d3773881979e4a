package org.clientele.customfield.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientele.Problem.Checks;
import org.clientele.customfield.CustomField;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Holds the custom fields of customers to their types. Read from the database with each write, so that all nodes agree. */
@Component(service = CustomFieldRules.class, configurationPid = "org.clientele.customfields")
@Designate(ocd = CustomFieldConfig.class)
public final class CustomFieldRules {
    private static final int LONGEST = 1_000;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final boolean strict;

    @Activate
    public CustomFieldRules(CustomFieldConfig config) {
        this.strict = config.strictCustomFields();
    }

    /** Takes fields without a type. */
    public CustomFieldRules() {
        this.strict = false;
    }

    /** All fields that have a type, by their names. */
    public static Map<String, CustomField> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select name, label, type, choices, required, personal, version from customer.custom_field"
                                + " order by name");
                ResultSet row = select.executeQuery()) {
            Map<String, CustomField> fields = new LinkedHashMap<>();
            while (row.next()) {
                Array choices = row.getArray(4);
                fields.put(
                        row.getString(1),
                        new CustomField(
                                row.getString(1),
                                row.getString(2),
                                CustomField.Type.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                                List.of((String[]) choices.getArray()),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getLong(7)));
            }
            return fields;
        }
    }

    /**
     * Complains about what changes into something wrong; what is wrong already may stay.
     *
     * @param before what a customer has; empty for a new one
     */
    public void check(
            Checks checks,
            Map<String, CustomField> fields,
            Optional<Map<String, @Nullable Object>> before,
            Map<String, @Nullable Object> after) {
        Map<String, @Nullable Object> known = before.orElse(Map.of());
        after.forEach((name, value) -> {
            CustomField field = fields.get(name);
            if (field == null) {
                checks.that(
                        !strict || known.containsKey(name), pointer(name), "unknown", "There is no such custom field.");
            } else if (value != null && !Objects.equals(value, known.get(name))) {
                value(checks, field, value);
            }
        });
        for (CustomField field : fields.values()) {
            boolean wanted = before.isEmpty() || known.get(field.name()) != null;
            checks.that(
                    !field.required() || !wanted || after.get(field.name()) != null,
                    pointer(field.name()),
                    "required",
                    "Every customer has this custom field.");
        }
    }

    private static void value(Checks checks, CustomField field, Object value) {
        boolean typed =
                switch (field.type()) {
                    case TEXT, CODE -> value instanceof String;
                    case INTEGER -> value instanceof Integer || value instanceof Long;
                    case DECIMAL -> value instanceof Number;
                    case BOOLEAN -> value instanceof Boolean;
                    case DATE -> value instanceof String text && isDate(text);
                };
        checks.that(typed, pointer(field.name()), "type", "This must be " + description(field.type()) + ".");
        if (typed && value instanceof String text) {
            checks.that(
                    text.length() <= LONGEST,
                    pointer(field.name()),
                    "length",
                    "It has at most " + LONGEST + " characters.");
            checks.that(
                    field.values().isEmpty() || field.values().contains(text),
                    pointer(field.name()),
                    "value",
                    "It is one of " + String.join(", ", field.values()) + ".");
        }
    }

    private static String description(CustomField.Type type) {
        return switch (type) {
            case TEXT, CODE -> "a string";
            case INTEGER -> "an integer";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date YYYY-MM-DD";
        };
    }

    private static boolean isDate(String text) {
        try {
            return DATE.matcher(text).matches() && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String pointer(String name) {
        return "/customFields/" + name.replace("~", "~0").replace("/", "~1");
    }
}
