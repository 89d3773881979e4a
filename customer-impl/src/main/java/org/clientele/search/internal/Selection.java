package org.clientele.search.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;

/**
 * A query as one caller asks it, checked: which customers, in which order, with which columns.
 *
 * @param narrowed whether anything but the view selects
 */
record Selection(
        CustomerQuery query,
        Caller caller,
        View view,
        List<String> searches,
        List<Filter> filters,
        boolean narrowed,
        Columns columns,
        Attributes attributes) {

    static Selection of(
            CustomerQuery query,
            Caller caller,
            Attributes attributes,
            ColumnChoice columns,
            Thresholds thresholds,
            SavedQueries saved) {
        Optional<SavedView> own = query.view().flatMap(SavedView::id).map(id -> saved.view(id, caller));
        List<String> searches = new ArrayList<>();
        own.flatMap(SavedView::q).ifPresent(searches::add);
        query.q().ifPresent(searches::add);
        List<Filter> filters = new ArrayList<>();
        own.ifPresent(view -> filters.addAll(view.filters(saved, caller)));
        query.filter()
                .ifPresent(filter ->
                        filters.add(new SegmentReferences(saved, caller).resolved(FilterReader.read(filter))));
        List<String> fields = query.fields();
        if (fields.isEmpty()) {
            fields = own.map(view -> view.columnsOf(attributes)).orElse(fields);
        }
        if (query.ids().map(ids -> ids.size() > CustomerQuery.MOST_IDS).orElse(false)) {
            throw Problem.Invalid.at("/ids", "too-many", "A query names at most " + CustomerQuery.MOST_IDS + " ids.");
        }
        Selection selection = new Selection(
                query,
                caller,
                own.map(view -> view.order(attributes, thresholds))
                        .orElseGet(() -> View.named(query.view(), thresholds)),
                List.copyOf(searches),
                List.copyOf(filters),
                !searches.isEmpty() || !filters.isEmpty() || query.ids().isPresent(),
                columns.of(fields),
                attributes);
        // Whatever is wrong is said before the database is asked.
        Sources sources = selection.sources();
        selection.condition(sources);
        selection.order(sources);
        return selection;
    }

    /** The same customers, those only who fulfil a filter besides. */
    Selection where(Filter filter) {
        List<Filter> all = new ArrayList<>(filters);
        all.add(filter);
        Selection selection = new Selection(query, caller, view, searches, List.copyOf(all), true, columns, attributes);
        selection.condition(selection.sources());
        return selection;
    }

    Sources sources() {
        return new Sources(caller.sellerAccounts(), caller.id());
    }

    /** What the customers fulfil, beginning with {@code and}. */
    Sql condition(Sources sources) {
        Function<String, Optional<Attribute>> visible = attributes::find;
        Sql sql = new Sql().add(" and ").add(view.condition());
        for (String q : searches) {
            sources.useCustomer();
            sql.add(" and ").add(SearchTerms.condition(q, caller.may("customers.pii:read")));
        }
        for (Filter filter : filters) {
            sql.add(" and ").add(FilterSql.of(filter, visible, sources));
        }
        query.ids()
                .ifPresent(ids -> sql.add(
                        " and s.customer_id = any(?::uuid[])",
                        ids.stream().map(UUID::toString).toList()));
        return sql;
    }

    /** Whether the customers alone tell who is selected: by words, if anything, and with no look at what they bought. */
    boolean ofCustomersOnly() {
        return filters.isEmpty()
                && query.ids().isEmpty()
                && view.condition().text().equals("true")
                && sources().everyCustomer();
    }

    SortOrder order(Sources sources) {
        return SortOrder.of(query.sort().orElse(view.sort()), attributes::find, sources);
    }

    /** Holds for the rows that an index of the first key's own table has in order, if there is such a table. */
    Optional<Sql> beforeAbsent(Sources sources) {
        return SortOrder.beforeAbsent(query.sort().orElse(view.sort()), attributes::find, sources);
    }

    /** The counters that tell the total, if they do. */
    Optional<Sql> counters() {
        if (narrowed) {
            return Optional.empty();
        }
        return sources().counters().map(account -> new Sql()
                .add("select coalesce(sum(n), 0) from customer.customer_count where seller_account = ? and ", account)
                .add(view.counted()));
    }

    /** The same for whoever asks for the same customers with the same rights. */
    String key() {
        return List.of(
                        searches,
                        filters,
                        query.view(),
                        query.ids(),
                        caller.sellerAccounts().map(Set::toString),
                        caller.may("customers.pii:read"),
                        caller.id())
                .toString();
    }
}
