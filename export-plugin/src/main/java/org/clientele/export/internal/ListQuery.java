package org.clientele.export.internal;

import java.util.List;
import java.util.Optional;
import org.clientele.customer.CustomerQuery;

/** What a list shows, without its page. */
public record ListQuery(Optional<String> q, Optional<String> filter, Optional<String> sort, Optional<String> view) {
    static final ListQuery ALL = new ListQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ListQuery {
        q = q.filter(text -> !text.isBlank());
        filter = filter.filter(text -> !text.isBlank());
        sort = sort.filter(text -> !text.isBlank());
        view = view.filter(text -> !text.isBlank());
    }

    CustomerQuery with(List<String> fields) {
        return new CustomerQuery(q, filter, view, sort, fields);
    }
}
