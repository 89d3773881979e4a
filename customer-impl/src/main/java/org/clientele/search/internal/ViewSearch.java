package org.clientele.search.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What saved views need of the search, as the caller of the thread. Thread-safe. */
@Component(service = ViewSearch.class)
public final class ViewSearch {
    private final Access access;
    private final Attributes attributes;
    private final JdbcCustomerSearch search;

    @Activate
    public ViewSearch(
            @Reference Access access, @Reference Attributes attributes, @Reference JdbcCustomerSearch search) {
        this.access = access;
        this.attributes = attributes;
        this.search = search;
    }

    /**
     * Holds what is to be saved against what there is now.
     *
     * @throws Problem.Invalid if anything of it cannot be understood
     */
    public void check(SavedView view) {
        List<String> columns = view.columns();
        Problem.Invalid.check(checks -> {
            for (int i = 0; i < columns.size(); i++) {
                boolean shown = attributes
                        .find(columns.get(i))
                        .filter(attribute -> !attribute.source().expression().isEmpty())
                        .isPresent();
                checks.that(shown, "/columns/" + i, "field", "There is no such field.");
                checks.that(
                        columns.indexOf(columns.get(i)) == i, "/columns/" + i, "field", "Each field is named once.");
            }
        });
        CustomerQuery query = new CustomerQuery(view.q(), view.filter(), Optional.empty(), view.sort(), List.of("id"));
        search.select(query);
        view.segment().ifPresent(segment -> {
            if (search.saved().segment(segment, Optional.of(access.caller())).isEmpty()) {
                throw Problem.Invalid.at("/segment", "segment", "There is no such segment.");
            }
        });
    }

    /** The segments that a view names. */
    public static Set<UUID> uses(SavedView view) {
        Set<UUID> uses = new LinkedHashSet<>();
        view.segment().ifPresent(uses::add);
        view.filter().ifPresent(filter -> uses.addAll(SegmentReferences.in(FilterReader.read(filter))));
        return uses;
    }

    /** Why the caller cannot list it now, if so. */
    public Optional<String> broken(UUID view) {
        try {
            search.select(CustomerQuery.all().view(view.toString()).fields("id"));
            return Optional.empty();
        } catch (Problem.Conflict | Problem.Forbidden gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        }
    }

    /** The attributes of a view that the caller cannot see, because they are gone or personal. */
    public List<String> missing(SavedView view) {
        Set<String> names = new LinkedHashSet<>(view.columns());
        view.sort().ifPresent(keys -> {
            for (String key : keys.split(",", -1)) {
                names.add(key.strip().replaceFirst("^-", ""));
            }
        });
        view.filter().ifPresent(filter -> names(FilterReader.read(filter), names));
        return names.stream().filter(name -> !known(name)).toList();
    }

    private boolean known(String name) {
        return attributes.find(name).isPresent()
                || attributes
                        .find(name.substring(0, Math.max(name.indexOf('.'), 0)))
                        .map(Attribute::type)
                        .filter(type -> type == Type.COMPLEX)
                        .isPresent();
    }

    private static void names(Filter filter, Set<String> names) {
        List<Filter> parts = new ArrayList<>();
        if (filter instanceof Filter.And and) {
            parts.addAll(and.all());
        } else if (filter instanceof Filter.Or or) {
            parts.addAll(or.any());
        } else if (filter instanceof Filter.Not not) {
            parts.add(not.filter());
        } else if (filter instanceof Filter.Within within) {
            names.add(within.path().name());
        } else if (filter instanceof Filter.Present present) {
            names.add(present.path().name());
        } else if (filter instanceof Filter.Comparison comparison) {
            names.add(comparison.path().name());
        }
        parts.forEach(part -> names(part, names));
    }
}
