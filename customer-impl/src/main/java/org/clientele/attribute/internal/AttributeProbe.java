package org.clientele.attribute.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Source;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tries the SQL of a plugin's attribute before any list names it: it is planned, never run. Thread-safe. */
@Component(service = AttributeProbe.class)
public final class AttributeProbe {
    private static final String LIMITS = "set local statement_timeout = '2s'; set local lock_timeout = '1s'";
    private static final Pattern SCHEMA = Pattern.compile("\"Schema\": \"([^\"]*)\"");
    private static final Pattern RELATION = Pattern.compile("\"Relation Name\": \"([^\"]*)\"");
    private static final Set<String> ANCHORS = Set.of("customer", "customer_summary");

    private final Transactions transactions;

    @Activate
    public AttributeProbe(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** Why the attribute cannot be used, one line each; empty if it can. */
    public List<String> objections(Attribute attribute, String word) {
        List<String> objections = new ArrayList<>(AttributeRules.objections(attribute, word));
        if (objections.isEmpty()) {
            if (attribute.type() != Attribute.Type.COMPLEX) {
                unique(attribute.source()).ifPresent(objections::add);
            }
            for (String expression : expressions(attribute)) {
                objections.addAll(uses(attribute, expression).stream()
                        .map(sql -> planned(attribute, word, sql))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of()));
            }
        }
        return objections;
    }

    private static Set<String> expressions(Attribute attribute) {
        Source source = attribute.source();
        Set<String> all = new LinkedHashSet<>();
        if (!source.expression().isBlank()) {
            all.add(source.expression());
        }
        source.sortExpression().ifPresent(all::add);
        source.currencyExpression().ifPresent(all::add);
        return all;
    }

    /** As lists use it; but for parts also as filters do, which ask what it says of who has no row. */
    private static List<String> uses(Attribute attribute, String expression) {
        if (attribute.type() == Attribute.Type.COMPLEX) {
            return List.of(explaining(expression, "s", ""));
        }
        Source source = attribute.source();
        String table = name(source.schema()) + "." + name(source.table());
        String join = " left join " + table + " a1 on a1." + name(source.customerColumn()) + " = s.customer_id";
        return List.of(explaining(expression, "a1", join), explaining(expression, "(null::" + table + ")", ""));
    }

    private static String explaining(String expression, String row, String join) {
        return "explain (verbose, costs off, format json) select s.customer_id, (" + expression.replace("{}", row)
                + ") from customer.customer_summary s" + join + " where s.seller_account = '*'";
    }

    private List<String> planned(Attribute attribute, String word, String sql) {
        try {
            return plan(attribute.name(), word, explained(sql));
        } catch (Refused refused) {
            return List.of(attribute.name() + ": PostgreSQL refuses its expression: "
                    + firstLine(String.valueOf(refused.getMessage())));
        }
    }

    private static List<String> plan(String attribute, String word, String plan) {
        List<String> objections = new ArrayList<>();
        Set<String> schemas = new LinkedHashSet<>();
        Matcher schema = SCHEMA.matcher(plan);
        while (schema.find()) {
            schemas.add(schema.group(1));
        }
        schemas.removeAll(Set.of(word, "customer", "pg_catalog"));
        if (!schemas.isEmpty()) {
            objections.add(attribute + ": its expression reads the schema " + String.join(", ", schemas));
        }
        Matcher relation = RELATION.matcher(plan);
        int anchors = 0;
        Set<String> foreign = new LinkedHashSet<>();
        while (relation.find()) {
            int from = plan.indexOf("\"Schema\": \"", relation.end());
            boolean ofCustomer = from >= 0 && plan.startsWith("\"Schema\": \"customer\"", from);
            if (ofCustomer && ANCHORS.contains(relation.group(1))) {
                anchors++;
            } else if (ofCustomer) {
                foreign.add(relation.group(1));
            } else if (from >= 0 && plan.startsWith("\"Schema\": \"pg_catalog\"", from)) {
                foreign.add(relation.group(1));
            }
        }
        if (anchors > 1 || !foreign.isEmpty()) {
            objections.add(attribute + ": its expression reads tables of the house or the system");
        }
        if (plan.contains("\"Node Type\": \"ProjectSet\"")) {
            objections.add(attribute + ": its expression makes several rows of one");
        }
        if (plan.contains("\"Node Type\": \"WindowAgg\"")) {
            objections.add(attribute + ": its expression looks at the rows of other customers");
        }
        return objections;
    }

    private String explained(String sql) {
        return transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction read only");
                statement.execute(LIMITS);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    StringBuilder plan = new StringBuilder();
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                    return plan.toString();
                }
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (state.startsWith("42") || state.startsWith("22") || state.startsWith("0A")) {
                    throw new Refused(String.valueOf(e.getMessage()));
                }
                throw e;
            }
        });
    }

    /** Why the join could multiply customers. */
    private Optional<String> unique(Source source) {
        List<String> keys = new ArrayList<>(List.of(source.customerColumn()));
        source.callerColumn().ifPresent(keys::add);
        boolean unique = transactions.read(connection -> isUnique(connection, source, keys));
        return unique
                ? Optional.empty()
                : Optional.of(source.schema() + "." + source.table() + ": no unique index over "
                        + String.join(", ", keys) + ", so that a customer could be there twice");
    }

    private static boolean isUnique(Connection connection, Source source, List<String> keys) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select from pg_index i
                join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = ? and t.relname = ? and i.indisunique and i.indisvalid and i.indpred is null
                    and not exists (select from unnest(i.indkey::smallint[]) with ordinality k(attnum, position)
                        left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
                        where k.position <= i.indnkeyatts and (a.attname is null or a.attname <> all (?)))""")) {
            select.setString(1, source.schema());
            select.setString(2, source.table());
            select.setArray(3, connection.createArrayOf("name", keys.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }

    /** PostgreSQL does not take it; ends the transaction. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
