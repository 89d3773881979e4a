package org.clientele.customer;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which customers, in which order, with which facts. The same query drives lists, statistics, exports, segments and bulk work.
 *
 * @param q part of a name, e-mail address, phone number or reference; case and accents do not matter
 * @param filter RFC 7644, section 3.4.2.2, over attributes: {@code country eq "FR" and totalSpent gt 10000}
 * @param view the name of a shipped or saved view that the query narrows further
 * @param sort attribute names, comma-separated, {@code -} before one for descending: {@code -totalSpent,lastName}; without it
 *     the order of the view
 * @param fields the attributes wanted; empty means the columns of a saved view, otherwise all of the core
 * @param ids only these, as far as the rest of the query finds them; at most {@value #MOST_IDS}. Empty for all
 */
public record CustomerQuery(
        Optional<String> q,
        Optional<String> filter,
        Optional<String> view,
        Optional<String> sort,
        List<String> fields,
        Optional<Set<UUID>> ids) {
    /** How many ids a query may name. */
    public static final int MOST_IDS = 10_000;

    public CustomerQuery {
        fields = List.copyOf(fields);
        ids = ids.map(some -> Collections.unmodifiableSet(new LinkedHashSet<>(some)));
    }

    /** Whoever they are. */
    public CustomerQuery(
            Optional<String> q,
            Optional<String> filter,
            Optional<String> view,
            Optional<String> sort,
            List<String> fields) {
        this(q, filter, view, sort, fields, Optional.empty());
    }

    /** Every customer. */
    public static CustomerQuery all() {
        return new CustomerQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Those that fulfil the filter. */
    public static CustomerQuery where(String filter) {
        return new CustomerQuery(Optional.empty(), Optional.of(filter), Optional.empty(), Optional.empty(), List.of());
    }

    public CustomerQuery search(String q) {
        return new CustomerQuery(Optional.of(q), filter, view, sort, fields, ids);
    }

    public CustomerQuery view(String view) {
        return new CustomerQuery(q, filter, Optional.of(view), sort, fields, ids);
    }

    public CustomerQuery sortedBy(String sort) {
        return new CustomerQuery(q, filter, view, Optional.of(sort), fields, ids);
    }

    public CustomerQuery fields(String... fields) {
        return new CustomerQuery(q, filter, view, sort, List.of(fields), ids);
    }

    /** Only these of them. */
    public CustomerQuery only(Collection<UUID> ids) {
        return new CustomerQuery(q, filter, view, sort, fields, Optional.of(new LinkedHashSet<>(ids)));
    }
}
