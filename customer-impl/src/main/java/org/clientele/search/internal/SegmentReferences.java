package org.clientele.search.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.search.internal.Filter.Comparison;
import org.clientele.search.internal.Filter.Operator;
import org.clientele.search.internal.SavedQueries.SavedSegment;

/** Puts the saved filters of segments where a filter says {@code segments eq "<id>"}. Used once for one query. */
final class SegmentReferences {
    private static final String NAME = "segments";
    private static final int DEEPEST = 5;
    private static final int MOST_TERMS = 1_000;

    private final SavedQueries saved;
    private final Caller caller;
    private final Deque<UUID> within = new ArrayDeque<>();
    private final boolean saving;
    private int terms;

    SegmentReferences(SavedQueries saved, Caller caller) {
        this.saved = saved;
        this.caller = caller;
        this.saving = false;
    }

    /** @param segment whose filter is to become what is read, and which must not name itself on any way */
    SegmentReferences(SavedQueries saved, Caller caller, UUID segment) {
        this.saved = saved;
        this.caller = caller;
        this.saving = true;
        within.push(segment);
    }

    static Problem.Conflict suspended(Filter.Saved.Kind kind, Problem.Invalid broken) {
        return kind == Filter.Saved.Kind.VIEW
                ? new Problem.Conflict("view-suspended", "The view names what is gone: " + broken.getMessage())
                : new Problem.Conflict("segment-suspended", "The segment names what is gone: " + broken.getMessage());
    }

    /** @throws Problem.Invalid if it names a segment that does not exist, or too much */
    Filter resolved(Filter filter) {
        if (filter instanceof Filter.And and) {
            return new Filter.And(all(and.all()));
        } else if (filter instanceof Filter.Or or) {
            return new Filter.Or(all(or.any()));
        } else if (filter instanceof Filter.Not not) {
            return new Filter.Not(resolved(not.filter()));
        } else if (filter instanceof Filter.Present present
                && present.path().name().equals(NAME)) {
            if (!within.isEmpty()) {
                throw operator(present.path().column());
            }
            return new Filter.AnyMember(List.copyOf(caller.sellerAccounts().orElse(Set.of())));
        } else if (filter instanceof Comparison comparison
                && comparison.path().name().equals(NAME)) {
            return compared(comparison);
        }
        if (++terms > MOST_TERMS) {
            throw FilterReader.invalid(
                    "filter-too-long", "With its segments, a filter has at most " + MOST_TERMS + " terms.", 1);
        }
        return filter;
    }

    private List<Filter> all(List<Filter> filters) {
        return filters.stream().map(this::resolved).toList();
    }

    private Filter compared(Comparison comparison) {
        Operator operator = comparison.operator();
        if (operator != Operator.EQ && operator != Operator.NE) {
            throw operator(comparison.literal().column());
        }
        UUID id = id(comparison.literal());
        Filter segment = segment(id, comparison.literal().column());
        return operator == Operator.EQ ? segment : new Filter.Not(segment);
    }

    Filter segment(UUID id, int column) {
        boolean outermost = within.size() == (saving ? 1 : 0);
        if (within.contains(id)) {
            throw FilterReader.invalid("segment-cycle", "The segment would contain itself.", column);
        }
        if (within.size() >= DEEPEST) {
            throw FilterReader.invalid(
                    "filter-too-deep", "Segments name each other at most " + DEEPEST + " deep.", column);
        }
        SavedSegment segment = saved.segment(id, outermost ? Optional.of(caller) : Optional.empty())
                .orElseThrow(() -> unknown(column));
        if (segment.filter().isEmpty()) {
            terms++;
            return new Filter.Member(id);
        }
        within.push(id);
        try {
            return new Filter.Saved(
                    Filter.Saved.Kind.SEGMENT,
                    id,
                    resolved(FilterReader.read(segment.filter().get())));
        } catch (Problem.Invalid broken) {
            throw saving ? broken : suspended(Filter.Saved.Kind.SEGMENT, broken);
        } finally {
            within.pop();
        }
    }

    private static UUID id(Filter.Literal literal) {
        try {
            return UUID.fromString(literal.text());
        } catch (IllegalArgumentException e) {
            throw unknown(literal.column());
        }
    }

    /** The segments that a filter names itself. */
    static Set<UUID> in(Filter filter) {
        Set<UUID> found = new LinkedHashSet<>();
        collect(filter, found);
        return found;
    }

    private static void collect(Filter filter, Set<UUID> found) {
        if (filter instanceof Filter.And and) {
            and.all().forEach(one -> collect(one, found));
        } else if (filter instanceof Filter.Or or) {
            or.any().forEach(one -> collect(one, found));
        } else if (filter instanceof Filter.Not not) {
            collect(not.filter(), found);
        } else if (filter instanceof Comparison comparison
                && comparison.path().name().equals(NAME)) {
            found.add(id(comparison.literal()));
        }
    }

    private static Problem.Invalid unknown(int column) {
        return FilterReader.invalid("filter-value", "There is no such segment.", column);
    }

    private static Problem.Invalid operator(int column) {
        return FilterReader.invalid("filter-operator", "Segments are compared by eq and ne with an id.", column);
    }
}
