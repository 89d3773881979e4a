package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.CustomerQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Filters that others keep: checked as the caller when they are saved, judged later as the platform. Thread-safe. */
@Component(service = SavedFilters.class)
public final class SavedFilters {
    private final Access access;
    private final JdbcCustomerSearch search;
    private final SegmentSearch segments;

    @Activate
    public SavedFilters(
            @Reference Access access, @Reference JdbcCustomerSearch search, @Reference SegmentSearch segments) {
        this.access = access;
        this.search = search;
        this.segments = segments;
    }

    /**
     * A filter that was saved.
     *
     * @param id of whatever keeps it
     * @param sellerAccounts whose customers it is about; empty for all
     */
    public record Kept(UUID id, String filter, List<String> sellerAccounts) {}

    /**
     * Holds a filter that is to be saved against what there is now.
     *
     * @return the segments that it names
     * @throws Problem.Invalid at {@code ?filter} if the caller cannot use it
     */
    public Set<UUID> check(String filter) {
        return segments.check(UUID.randomUUID(), filter);
    }

    /** Why it cannot be evaluated now, if so. */
    public Optional<String> broken(Kept kept) {
        try {
            return access.call(SegmentSearch.system(kept.sellerAccounts()), () -> {
                search.select(CustomerQuery.where(kept.filter()));
                return Optional.empty();
            });
        } catch (Problem.Invalid | Problem.Conflict gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        }
    }

    /** Whom of these customers each of the filters matches: one statement, however many there are of both. */
    public Map<UUID, Set<UUID>> matching(Connection connection, Collection<Kept> filters, Collection<UUID> customers)
            throws SQLException {
        Map<UUID, Set<UUID>> matching = new HashMap<>();
        filters.forEach(kept -> matching.put(kept.id(), new HashSet<>()));
        if (filters.isEmpty() || customers.isEmpty()) {
            return matching;
        }
        Map<List<String>, List<Kept>> byAccounts = new LinkedHashMap<>();
        filters.forEach(kept -> byAccounts
                .computeIfAbsent(kept.sellerAccounts(), accounts -> new ArrayList<>())
                .add(kept));
        List<String> ids = customers.stream().map(UUID::toString).toList();
        Sql sql = new Sql();
        byAccounts.forEach((accounts, some) -> sql.add(sql.isEmpty() ? "" : " union all ")
                .add(access.call(SegmentSearch.system(accounts), () -> matches(some, ids))));
        return Statements.query(connection, sql, false, row -> {
            while (row.next()) {
                matching.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashSet<>())
                        .add(row.getObject(2, UUID.class));
            }
            return matching;
        });
    }

    private Sql matches(List<Kept> filters, List<String> customers) {
        Selection everybody = search.select(CustomerQuery.all().fields("id"));
        Sources sources = everybody.sources();
        Sql columns = new Sql();
        for (Kept kept : filters) {
            Filter filter =
                    search.select(CustomerQuery.where(kept.filter())).filters().get(0);
            columns.add(columns.isEmpty() ? "" : ", ")
                    .add("case when ")
                    .add(FilterSql.of(filter, everybody.attributes()::find, sources))
                    .add(" then ?::uuid end", kept.id());
        }
        return new Sql()
                .add("select unnest(array_remove(array[")
                .add(columns)
                .add("], null)), s.customer_id")
                .add(sources.from().add(" and s.customer_id = any(?::uuid[])", customers));
    }
}
