package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.segment.Segment.Clause;
import org.clientele.segment.Segment.Truth;

/** What each clause of a filter is for one customer: its leaves as the database says, the rest by the rules of the filter. */
final class Clauses {
    private final Map<Filter, Truth> leaves = new IdentityHashMap<>();

    private Clauses() {}

    /** Empty if the caller of the selection may not see the customer. */
    static Optional<Clause> of(Connection connection, Selection selection, Filter filter, UUID customer)
            throws SQLException {
        List<Filter> asked = new ArrayList<>();
        collect(filter, asked);
        Sources sources = selection.sources();
        Sql columns = new Sql().add("select true");
        for (Filter leaf : asked) {
            columns.add(", (")
                    .add(FilterSql.of(leaf, selection.attributes()::find, sources))
                    .add(")");
        }
        columns.add(sources.from()).add(" and s.customer_id = ?", customer);
        Clauses clauses = new Clauses();
        boolean seen = Statements.query(connection, columns, false, row -> clauses.read(row, asked));
        return seen ? Optional.of(clauses.clause(filter, true)) : Optional.empty();
    }

    private boolean read(ResultSet row, List<Filter> asked) throws SQLException {
        if (!row.next()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            boolean holds = row.getBoolean(i + 2);
            leaves.put(asked.get(i), row.wasNull() ? Truth.UNKNOWN : truth(holds));
        }
        return true;
    }

    private static void collect(Filter filter, List<Filter> leaves) {
        List<Filter> parts = parts(filter);
        parts.forEach(part -> collect(part, leaves));
        if (parts.isEmpty()) {
            leaves.add(filter);
        }
    }

    static List<Filter> parts(Filter filter) {
        if (filter instanceof Filter.And and) {
            return and.all();
        } else if (filter instanceof Filter.Or or) {
            return or.any();
        } else if (filter instanceof Filter.Not not) {
            return List.of(not.filter());
        } else if (filter instanceof Filter.Saved saved) {
            return List.of(saved.filter());
        }
        return List.of();
    }

    private Clause clause(Filter filter, boolean deciding) {
        Truth result = truth(filter);
        List<Clause> clauses = parts(filter).stream()
                .map(part -> clause(part, deciding && decides(filter, result, truth(part))))
                .toList();
        return new Clause(FilterText.of(filter), operator(filter), result, deciding, clauses);
    }

    private static String operator(Filter filter) {
        if (filter instanceof Filter.And) {
            return "and";
        } else if (filter instanceof Filter.Or) {
            return "or";
        } else if (filter instanceof Filter.Not) {
            return "not";
        } else if (filter instanceof Filter.Saved) {
            return "segment";
        }
        return filter instanceof Filter.Member ? "member" : "condition";
    }

    /** Of all that hold together each one counts; of those that do not, only they. */
    private static boolean decides(Filter whole, Truth result, Truth part) {
        if (whole instanceof Filter.And) {
            return result == Truth.TRUE || part == result;
        } else if (whole instanceof Filter.Or) {
            return result != Truth.TRUE || part == Truth.TRUE;
        }
        return true;
    }

    private Truth truth(Filter filter) {
        Truth leaf = leaves.get(filter);
        if (leaf != null) {
            return leaf;
        }
        List<Truth> parts = parts(filter).stream().map(this::truth).toList();
        if (filter instanceof Filter.And) {
            return parts.contains(Truth.FALSE)
                    ? Truth.FALSE
                    : parts.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.TRUE;
        } else if (filter instanceof Filter.Or) {
            return parts.contains(Truth.TRUE)
                    ? Truth.TRUE
                    : parts.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.FALSE;
        } else if (filter instanceof Filter.Not) {
            return truth(parts.get(0) != Truth.TRUE);
        }
        return parts.get(0);
    }

    private static Truth truth(boolean holds) {
        return holds ? Truth.TRUE : Truth.FALSE;
    }
}
