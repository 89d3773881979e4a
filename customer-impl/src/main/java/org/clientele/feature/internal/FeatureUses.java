package org.clientele.feature.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.clientele.customer.CustomerQuery;
import org.clientele.feature.KeptQueries.Kept;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.FilterNames;

/** What was saved that names attributes of a feature. Thread-safe. */
final class FeatureUses {
    private final Transactions transactions;

    FeatureUses(Transactions transactions) {
        this.transactions = transactions;
    }

    List<UUID> segments(String word) {
        return List.copyOf(transactions.read(connection -> segments(connection, word)));
    }

    private static Set<UUID> segments(Connection connection, String word) throws SQLException {
        Set<UUID> using = new LinkedHashSet<>();
        List<Saved> others = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select id, filter, uses from customer.segment where kind = 'dynamic' order by id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject(1, UUID.class);
                if (names(row.getString(2), word)) {
                    using.add(id);
                } else {
                    others.add(new Saved(id, ids(row.getArray(3))));
                }
            }
        }
        while (others.removeIf(other -> other.uses().stream().anyMatch(using::contains) && using.add(other.id()))) {
            // Until nobody is left who names one of them.
        }
        return using;
    }

    List<UUID> views(String word) {
        return transactions.read(connection -> {
            Set<UUID> segments = segments(connection, word);
            List<UUID> views = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select id, columns, sort, filter, segment_id from customer.list_view order by id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID segment = row.getObject(5, UUID.class);
                    if (shows(row.getArray(2), word)
                            || sorts(row.getString(3), word)
                            || names(row.getString(4), word)
                            || (segment != null && segments.contains(segment))) {
                        views.add(row.getObject(1, UUID.class));
                    }
                }
            }
            return views;
        });
    }

    /** Those that name an attribute of the feature, directly or through a view or a segment. */
    List<UUID> kept(List<Kept> queries, String word) {
        if (queries.isEmpty()) {
            return List.of();
        }
        Set<UUID> segments = transactions.read(connection -> segments(connection, word));
        List<UUID> views = views(word);
        return queries.stream()
                .filter(kept -> names(kept.query(), word)
                        || kept.query()
                                .view()
                                .filter(view -> isOneOf(view, views))
                                .isPresent()
                        || kept.query()
                                .filter()
                                .filter(filter -> segments.stream().anyMatch(id -> filter.contains(id.toString())))
                                .isPresent())
                .map(Kept::id)
                .toList();
    }

    private static boolean names(CustomerQuery query, String word) {
        return query.fields().stream().anyMatch(field -> field.startsWith(word + "."))
                || sorts(query.sort().orElse(null), word)
                || names(query.filter().orElse(null), word);
    }

    private static boolean isOneOf(String view, List<UUID> views) {
        return views.stream().anyMatch(id -> id.toString().equals(view));
    }

    private record Saved(UUID id, List<UUID> uses) {}

    private static boolean names(@org.jspecify.annotations.Nullable String filter, String word) {
        return filter != null && FilterNames.of(filter).stream().anyMatch(name -> name.startsWith(word + "."));
    }

    private static boolean shows(Array columns, String word) throws SQLException {
        for (String column : (String[]) columns.getArray()) {
            if (column.startsWith(word + ".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean sorts(@org.jspecify.annotations.Nullable String sort, String word) {
        if (sort != null) {
            for (String key : sort.split(",", -1)) {
                if (key.strip().replaceFirst("^-", "").startsWith(word + ".")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
