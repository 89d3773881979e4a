package org.clientele.search.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.attribute.Attributes;
import org.clientele.search.internal.Filter.Saved;

/** A list as somebody saved it: what it narrows to, its columns and its order. */
public record SavedView(
        UUID id,
        List<String> columns,
        Optional<String> sort,
        Optional<String> filter,
        Optional<String> q,
        Optional<Integer> size,
        Optional<UUID> segment) {
    private static final int UUID_LENGTH = 36;

    public SavedView {
        columns = List.copyOf(columns);
    }

    /** The id, if the name of a view is one. */
    static Optional<UUID> id(String name) {
        if (name.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What it narrows to. */
    List<Filter> filters(SavedQueries saved, Caller caller) {
        SegmentReferences references = new SegmentReferences(saved, caller);
        List<Filter> filters = new ArrayList<>();
        try {
            segment.ifPresent(one -> filters.add(references.segment(one, 1)));
            filter.ifPresent(
                    text -> filters.add(new Saved(Saved.Kind.VIEW, id, references.resolved(FilterReader.read(text)))));
        } catch (Problem.Invalid broken) {
            throw SegmentReferences.suspended(Saved.Kind.VIEW, broken);
        }
        return filters;
    }

    /** Its columns that there are now; empty for the usual ones. */
    List<String> columnsOf(Attributes attributes) {
        return columns.stream()
                .filter(column -> attributes
                        .find(column)
                        .filter(attribute -> !attribute.source().expression().isEmpty())
                        .isPresent())
                .toList();
    }

    /** Every customer, in its order as far as that can be had now. */
    View order(Attributes attributes, Thresholds thresholds) {
        View all = View.named(Optional.empty(), thresholds);
        return sort.filter(keys -> sortable(keys, attributes))
                .map(keys -> new View(all.condition(), keys, all.counted()))
                .orElse(all);
    }

    private static boolean sortable(String keys, Attributes attributes) {
        try {
            SortOrder.of(keys, attributes::find, new Sources(Optional.empty(), ""));
            return true;
        } catch (Problem.Invalid gone) {
            return false;
        }
    }
}
