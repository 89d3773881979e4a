package org.clientele.search.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
        CustomerQuery query, Caller caller, View view, boolean narrowed, Columns columns, Attributes attributes) {

    static Selection of(
            CustomerQuery query, Caller caller, Attributes attributes, ColumnChoice columns, Thresholds thresholds) {
        Selection selection = new Selection(
                query,
                caller,
                View.named(query.view(), thresholds),
                query.q().isPresent() || query.filter().isPresent(),
                columns.of(query.fields()),
                attributes);
        // Whatever is wrong is said before the database is asked.
        Sources sources = selection.sources();
        selection.condition(sources);
        selection.order(sources);
        return selection;
    }

    Sources sources() {
        return new Sources(caller.sellerAccounts());
    }

    /** What the customers fulfil, beginning with {@code and}. */
    Sql condition(Sources sources) {
        Function<String, Optional<Attribute>> visible = attributes::find;
        Sql sql = new Sql().add(" and ").add(view.condition());
        query.q().ifPresent(q -> {
            sources.useCustomer();
            sql.add(" and ").add(SearchTerms.condition(q, caller.may("customers.pii:read")));
        });
        query.filter()
                .ifPresent(filter -> sql.add(" and ").add(FilterSql.of(FilterReader.read(filter), visible, sources)));
        return sql;
    }

    SortOrder order(Sources sources) {
        return SortOrder.of(query.sort().orElse(view.sort()), attributes::find, sources);
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
                        query.q(),
                        query.filter(),
                        query.view(),
                        caller.sellerAccounts().map(Set::toString),
                        caller.may("customers.pii:read"))
                .toString();
    }
}
